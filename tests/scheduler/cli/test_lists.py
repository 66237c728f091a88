from datetime import UTC, datetime

import pytest

from directory.decisions import Decision, Effect
from directory.store import Store
from tests.scheduler.cli.nights import store_night

NIGHT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def three(run, home):
    """Two lists of one source and one of another."""
    (home / "own.txt").write_text("020 7946 0101\n020 7946 0102\n", encoding="utf-8")
    for source, day in (("own", "2026-10-01"), ("own", "2026-10-02"), ("desk", "2026-10-02")):
        how = ("--as", "reports", "--source", source, "--date", day, "--region", "gb", "--quiet")
        assert run("import", "own.txt", *how).code == 0


def asked(run, *words):
    return [(one["source"], one["dated_on"]) for one in run("lists", *words, "--json").json["lists"]]


@pytest.mark.usefixtures("three")
def test_lists_are_kept_apart_by_source_and_day(run):
    own = [("own", "2026-10-01"), ("own", "2026-10-02")]
    assert asked(run) == [("desk", "2026-10-02"), *own]
    assert asked(run, "list", "own") == own
    assert asked(run, "--since", "2026-10-02") == [("desk", "2026-10-02"), own[1]]
    assert asked(run, "list", "own", "--date", "2026-10-01") == own[:1]
    assert "own" in run("lists").out
    assert "no report list fits" in run("lists", "list", "ftc").out


@pytest.mark.usefixtures("three")
def test_one_day_or_a_whole_source_is_taken_out(run):
    assert "1, with 2 numbers" in run("lists", "remove", "own", "--date", "2026-10-01").out
    assert asked(run) == [("desk", "2026-10-02"), ("own", "2026-10-02")]
    assert run("lists", "remove", "own", "--json").json["removed"][0]["numbers"] == 2
    assert run("lists", "remove", "own").code == 4
    assert run("lists", "remove").code == 2


def test_before_there_is_a_directory_there_is_no_list(run):
    assert run("lists").code == 4


def test_false_numbers_are_listed_with_their_decision_and_their_block(run, home):
    store_night(home)
    draft = Decision(
        seq=0, kind="reject", provider="gb/example-pay", who="1", via="shell", at=NIGHT, reason="planted", key="CN:1"
    )
    false = tuple(("gb/example-pay", key) for key in ("+448081570967", "+448081570968", "CN:95017"))
    with Store.open(f"sqlite:///{home / 'data' / 'directory.db'}") as store:
        store.decide(draft, lambda _: Effect(known_false=false))
    told = run("lists", "false", "--json").json
    assert [(one["key"], one["decision"]) for one in told["false"]] == [(key, 1) for _, key in false]
    assert told["blocks"] == {"+44808157": 2}
    assert [one["key"] for one in run("lists", "false", "95017", "--json").json["false"]] == ["CN:95017"]
    assert "+44 808 157 0967  gb/example-pay  2026-11-20  1         2" in run("lists", "false").out
    assert "no number" in run("lists", "false", "nobody").out
