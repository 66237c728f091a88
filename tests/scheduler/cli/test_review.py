import pytest

from tests.scheduler.cli.nights import store_night


@pytest.fixture(autouse=True)
def _directory(home):
    store_night(home)


def ids(done):
    return [finding["id"] for finding in done.json["findings"]]


def test_the_pressing_comes_first(run):
    done = run("review", "list", "--json")
    assert done.code == 0
    assert ids(done) == ["a" * 12, "bc" * 6, "b" * 12]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (["--level", "routine"], ["b" * 12]),
        (["--provider", "ExPay"], ["a" * 12, "bc" * 6, "b" * 12]),
        (["--provider", "alipay"], []),
        (["--matter", "removal"], []),
        (["--state", "answered"], []),
        (["90987"], ["a" * 12]),
    ],
)
def test_the_list_is_filtered(run, filters, wanted):
    assert ids(run("review", "list", *filters, "--json")) == wanted


def test_the_list_is_a_table_for_people(run):
    done = run("review")
    assert done.out.splitlines()[0].split()[:2] == ["finding", "level"]
    assert "+44 909 879 0000" in done.out
    assert "nothing waits" in run("review", "list", "--level", "routine", "--provider", "alipay").out


def test_one_finding_is_shown_whole_by_the_beginning_of_its_id(run):
    done = run("review", "show", "aa")
    assert done.code == 0
    assert "costs the caller" in done.out
    assert "https://help.pay.example/contact" in done.out
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "收费号码" in run("review", "show", "aa", "--lang", "zh").out


def test_one_finding_as_json_carries_its_standing_and_decisions(run):
    shown = run("review", "show", "aa", "--json").json
    assert (shown["finding"]["id"], shown["standing"]["state"], shown["decisions"]) == ("a" * 12, "open", [])


def test_an_id_that_is_nobodys_or_several_is_told(run):
    assert run("review", "show", "f00").code == 4
    done = run("review", "show", "b")
    assert done.code == 4
    assert "give more of the id" in done.err
    assert run("review", "show").code == 2
