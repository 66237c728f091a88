import hashlib
import json

import pytest

from tests.real_pages import DATA, needs_data
from tests.scheduler.cli.nights import store_night

LIST = "provider,number,label\nExPay,020 7946 0555,lost cards\nExPay,020 7946 0018,\nNobody,020 7946 0556,\n"


@pytest.fixture
def bring(run, home):
    """Import a text as a list."""

    def call(text, *more, name="list.csv"):
        (home / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return run("import", name, "--quiet", *more)

    return call


def test_a_list_becomes_candidates_with_their_origin_and_says_what_it_left(bring, run):
    done = bring(LIST, "--source", "osm", "--json")
    assert done.code == 3
    digest = hashlib.sha256(LIST.encode()).hexdigest()
    assert [(one["key"], one["status"]) for one in done.json["added"]] == [("+442079460555", "candidate")]
    assert [(one["key"], one["status"]) for one in done.json["there"]] == [("+442079460018", "candidate")]
    assert [(one["place"], one["provider"]) for one in done.json["left"]] == [("line 4", "Nobody")]
    assert "line 4: 'Nobody 020 7946 0556': no provider" in done.err
    listed = run("entries", "--status", "candidate", "--json").json["entries"]
    [new] = [one for one in listed if one["key"] == "+442079460555"]
    assert new["origin"].startswith("imported ")
    assert f"by shell from osm, list.csv, line 2 (sha256 {digest})" in new["origin"]
    assert any(one["origin"] == "an invented leaflet" for one in listed)
    assert "+44 20 7946 0555" in run("show", "expay").out
    checked = run("check", "020 7946 0555", "--provider", "expay", "--json").json
    assert checked["verdict"] == "candidate"
    assert digest in checked["reasons"][0]["reason"]


def test_a_second_import_changes_nothing(bring, run):
    bring(LIST)
    before = run("entries", "--json").out
    again = bring(LIST, "--json").json
    assert (again["added"], len(again["there"])) == ([], 2)
    assert run("entries", "--json").out == before


def test_a_dry_run_makes_nothing_not_even_a_database(bring, home):
    done = bring(LIST, "--dry-run")
    assert "would add 1 candidates" in done.out
    assert not (home / "data").exists()


def test_a_whole_list_is_done_and_an_empty_one_is_nothing(bring):
    assert bring("provider,number\nexpay,020 7946 0555\n").code == 0
    assert bring("provider,number\n").code == 4
    assert bring("colour\nred\n").code == 2


def test_an_account_that_imports_stands_in_the_origin_by_its_number(bring, home):
    store_night(home)
    done = bring(LIST, "--by", "ann", "--json")
    assert "by account 1 from" in done.json["added"][0]["origin"]
    assert bring(LIST, "--by", "nobody").code == 4


def test_claims_are_judged_and_not_kept(bring, home):
    done = bring(LIST, "--as", "claims", "--json")
    assert done.code == 3
    assert [(one["place"], one["verdict"]) for one in done.lines] == [
        ("line 2", "unknown"),
        ("line 3", "candidate"),
        ("line 4", "unknown"),
    ]
    assert not (home / "data").exists()
    assert bring(LIST, "--as", "claims", "--dry-run").code == 2


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("list.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:ExPay\nTEL;TYPE=work:020 7946 0555\nEND:VCARD\n"),
        ("list.yaml", "- {name: ExPay, phone: 020 7946 0555}\n"),
        ("list.geojson", '{"features": [{"properties": {"operator": "ExPay", "contact:phone": "+44 20 7946 0555"}}]}'),
        ("list.csv", "机构,电话,网站,备注\n某某,020 7946 0555,https://pay.example/,挂失\n".encode("gbk")),
    ],
)
def test_every_kind_of_list_is_read(bring, name, body):
    done = bring(body, "--json", name=name)
    assert [one["key"] for one in done.json["added"]] == ["+442079460555"]
    assert done.code == 0


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"\xff\xfe\x00\xd8", "list.csv"),
        (b"nom,t\xe9l\n", "list.csv"),
        (b"a: &a [*a]\n", "list.yaml"),
        (b"<!DOCTYPE x>", "list"),
        (b"\x1f\x8b\x08", "list.csv.gz"),
        (b"{", "list.geojson"),
    ],
)
def test_hostile_files_are_refused_and_nothing_is_made(bring, home, body, name):
    done = bring(body, name=name)
    assert done.code == 2
    assert name in done.err
    assert not (home / "data").exists()


def test_options_of_the_other_kind_of_list_are_refused(bring):
    assert "--dry-run" in bring(LIST, "--as", "reports", "--source", "x", "--date", "2026-10-01", "--dry-run").err
    assert "--date" in bring(LIST, "--date", "2026-10-01").err
    assert "--source" in bring(LIST, "--as", "reports").err


def as_cards(rows):
    for row in rows:
        lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{row['org']}", f"ORG:{row['org']}", f"URL:{row['url'] or ''}"]
        for n, phone in enumerate(row["phones"], start=1):
            lines += [f"item{n}.TEL;TYPE=CELL:{phone['raw']}", f"item{n}.X-ABLabel:{phone['label']}"]
        yield "\n".join([*lines, "END:VCARD\n"])


@needs_data
@pytest.mark.data
def test_the_real_directory_of_cards_is_read_whole_and_finds_the_same_as_json_lines_and_as_cards(bring):
    text = (DATA / "directory-vcards.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    numbers = sum(len(row["phones"]) for row in rows)
    told = []
    for body, name in ((text, "list.jsonl"), ("".join(as_cards(rows)), "list.vcf")):
        done = bring(body, "--dry-run", "--json", "--region", "CN", name=name).json
        found = {(one["provider"], one["key"]) for one in (*done["added"], *done["there"])}
        with_number = sum(bool(one["number"]) for one in done["left"]) + done["repeated"] + len(found)
        assert with_number == numbers
        told.append(found)
    assert told[0] == told[1]
    assert ("cn/alipay", "CN:95188") in told[0]
    assert ("cn/unionpay", "CN:95516") in told[0]
