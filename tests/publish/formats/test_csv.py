import csv
import io
import re
from datetime import timedelta

from publish.contents import Contents
from publish.formats.csv import COLUMNS, render


def rows_of(lines, made, ground):
    contents = Contents(number=1, made=made, expires_at=made + timedelta(days=7), ground=ground, entries=tuple(lines))
    return list(csv.DictReader(io.StringIO(render(contents), newline="")))


def test_every_line_has_its_link_to_dial_first_and_its_key(lines, made, ground):
    rows = rows_of(lines, made, ground)
    assert list(rows[0]) == list(COLUMNS)
    assert [row["tel"] for row in rows] == ["tel:+442079460123", "tel:95188;phone-context=+86"]
    assert [row["key"] for row in rows] == ["'+442079460123", "CN:95188"]
    assert rows[0]["verified_on"] == "2026-11-22"
    assert rows[0]["last_seen"] == "2026-11-22T02:10:00Z"
    assert rows[1]["first_seen"] == ""


def test_no_cell_of_it_starts_a_formula_on_any_of_its_lines(hostile_lines, made, ground):
    rows = rows_of(hostile_lines, made, ground)
    assert len(rows) == len(hostile_lines)
    formula = re.compile(r"^[ \u00a0\u3000]*[=+\-@\t\r＝＋－＠]", re.MULTILINE)
    assert not [cell for row in rows for cell in row.values() if formula.search(cell)]
    assert not [cell for row in rows for cell in row.values() if "\r" in cell]


def test_harmless_cells_are_left_alone(lines, made, ground):
    assert rows_of(lines, made, ground)[1]["label"] == "客服热线"
