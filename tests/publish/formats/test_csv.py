import csv
import io
import re

from publish.formats.csv import COLUMNS, PROVIDER_COLUMNS, render
from tests.publish.conftest import a_provider, contents_of

FORMULA = re.compile(r"^[ \u00a0\u3000]*[=+\-@\t\r＝＋－＠]", re.MULTILINE)


def rows_of(lines, ground, file="directory.csv", **given):
    files = dict(render(contents_of(lines, ground, **given)))
    return list(csv.DictReader(io.StringIO(files[file], newline="")))


def test_every_line_has_its_link_to_dial_first_and_its_key(lines, ground):
    rows = rows_of(lines, ground)
    assert list(rows[0]) == list(COLUMNS)
    assert [row["tel"] for row in rows] == ["tel:95188;phone-context=+86", "tel:+442079460123"]
    assert [row["key"] for row in rows] == ["CN:95188", "'+442079460123"]
    assert rows[1]["verified_on"] == "2026-11-22"
    assert rows[1]["last_seen"] == "2026-11-22T02:10:00Z"
    assert rows[0]["first_seen"] == ""
    assert rows[1]["languages"] == "en zh"


def test_no_cell_of_it_starts_a_formula_on_any_of_its_lines(hostile_lines, ground):
    rows = rows_of(hostile_lines, ground)
    assert len(rows) == len(hostile_lines)
    assert not [cell for row in rows for cell in row.values() if FORMULA.search(cell)]
    assert not [cell for row in rows for cell in row.values() if "\r" in cell]


def test_harmless_cells_are_left_alone(lines, ground):
    assert rows_of(lines, ground)[0]["label"] == "客服热线"


def test_providers_stand_in_a_table_of_their_own_also_those_without_a_hotline(lines, ground):
    providers = (
        a_provider(name="=1+1", official_hosts=("a.example", "b.example")),
        a_provider(id="us/no", hotline="none"),
    )
    rows = rows_of(lines, ground, "providers.csv", providers=providers)
    assert list(rows[0]) == list(PROVIDER_COLUMNS)
    assert [(row["id"], row["hotline"]) for row in rows] == [("gb/example-pay", "published"), ("us/no", "none")]
    assert rows[0]["official_hosts"] == "a.example b.example"
    assert not [cell for row in rows for cell in row.values() if FORMULA.search(cell)]


def test_a_sniffer_recognises_it(lines, ground):
    text = dict(render(contents_of(lines, ground)))["directory.csv"]
    assert csv.Sniffer().sniff(text).delimiter == ","
    assert csv.Sniffer().has_header(text)
