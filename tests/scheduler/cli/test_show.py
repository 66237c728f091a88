import pytest

from tests.scheduler.cli.nights import store_night


@pytest.fixture
def directory(home):
    store_night(home)


def test_before_the_first_run_a_provider_shows_its_claims_as_candidates(run):
    done = run("show", "ExPay")
    assert done.code == 0
    assert "+44 20 7946 0018  general  candidate" in done.out
    assert "an invented leaflet" in done.out
    assert "unverified" in done.err


@pytest.mark.usefixtures("directory")
def test_a_provider_shows_its_lines_pages_and_open_questions(run):
    done = run("show", "example-pay")
    assert done.code == 0
    assert "2026-11-20" in done.out
    assert "https://help.pay.example/contact" in done.out
    assert "check this new number" in done.out
    assert done.err == ""


@pytest.mark.usefixtures("directory")
def test_show_speaks_chinese_where_asked(run):
    assert "官方主机：pay.example" in run("show", "example-pay", "--lang", "zh").out


@pytest.mark.usefixtures("directory")
def test_show_json_holds_the_description_and_the_records(run):
    shown = run("show", "gb/example-pay", "--json").json
    assert shown["provider"]["id"] == "gb/example-pay"
    assert [entry["key"] for entry in shown["entries"]] == ["+442079460018"]
    assert [finding["id"][:2] for finding in shown["findings"]] == ["aa", "bc", "bb"]


def test_an_unknown_provider_is_bad_usage_with_the_near_ones(run):
    done = run("show", "exampel-pay")
    assert done.code == 2
    assert "gb/example-pay" in done.err


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ([], ["CN:95188", "+442079460018"]),
        (["--provider", "ExPay"], ["+442079460018"]),
        (["--country", "cn"], ["CN:95188"]),
        (["--purpose", "fraud"], ["CN:95188"]),
        (["--presence", "seen"], ["+442079460018"]),
        (["--status", "verified"], []),
        (["客服"], ["CN:95188"]),
        (["7946"], ["+442079460018"]),
    ],
)
def test_entries_are_filtered(run, filters, keys):
    done = run("entries", *filters, "--json")
    assert done.code == 0
    assert [entry["key"] for entry in done.json["entries"]] == keys


@pytest.mark.usefixtures("directory")
def test_entries_print_a_table(run):
    lines = run("entries").out.splitlines()
    assert lines[0].split()[:3] == ["provider", "number", "purpose"]
    assert lines[1].startswith("cn/alipay")
    assert run("entries", "nothing like it").out == "no line fits\n"


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize("name", ["expay", "EXAMPLE PAY", "ＥｘＰａｙ", "gb/example"])
def test_lines_are_found_by_any_name_of_their_provider(run, name):
    assert {entry["provider"] for entry in run("entries", name, "--json").json["entries"]} == {"gb/example-pay"}
