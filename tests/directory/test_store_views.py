from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from directory.store import Store
from directory.views import Lines
from tests.walks.desk import a_world
from tests.walks.world import NEW, NIGHTS, OLD, number

BANK, HELP = "gb/example-bank", "https://bank.example/help"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(a_world(tmp_path_factory.mktemp("world") / "home").database) as store:
        yield store


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Lines(), 2),
        (Lines(status="verified"), 2),
        (Lines(status="disputed"), 0),
        (Lines(provider=BANK), 1),
        (Lines(text="0200"), 1),
        (Lines(text="020 7946 0200"), 0),
        (Lines(text="7946 0200"), 1),
        (Lines(text="EXAMPLE-BANK"), 1),
        (Lines(text="%"), 0),
        (Lines(text="_"), 0),
    ],
)
def test_lines_are_found_by_state_provider_and_words(store, wanted, count):
    rows, all_of_them = store.lines(wanted)
    assert (len(rows), all_of_them) == (count, count)


def test_providers_are_counted_by_state_and_by_what_waits(store):
    assert store.tallies_of_providers()[BANK] == {"verified": 1, "waits": 10}
    assert store.tallies_of_providers()["gb/planted-pay"] == {"waits": 6}


def test_what_nights_said_of_lines_is_given_the_oldest_first(store):
    moves = store.moves_of("gb/example-pay", SINCE)
    assert [(at, one.change, one.number) for at, one in moves] == [
        (NIGHTS[0], "appeared", OLD),
        (NIGHTS[1], "replaced", NEW),
    ]
    assert store.moves_of("gb/example-pay", NIGHTS[1] + timedelta(hours=1)) == []


def test_the_fetches_of_a_page_are_given_the_latest_first(store):
    assert [look.run for look in store.looks_at(HELP, 9)] == ["run-2", "run-1"]
    assert [look.run for look in store.looks_at(HELP, 1)] == ["run-2"]
    assert store.looks_at("https://nowhere.example", 9) == []
    assert store.latest_looks(BANK)[HELP].run == "run-2"


def test_a_number_is_found_in_the_findings_it_is_part_of(store):
    assert [(finding.id, state) for finding, state in store.findings_naming(OLD)] == [
        ("c00000000001", "open"),
        ("f00000000001", "answered"),
    ]
    assert [finding.id for finding, _ in store.findings_naming(number(1))] == ["b00000000001"]
    assert store.findings_naming('"') == store.findings_naming("%") == []


def test_a_number_that_no_page_showed_was_seen_nowhere(store):
    assert store.shown_on("+442079469999") == []


def test_nights_are_counted_by_what_moved_and_how_pages_fared(store):
    first, second = store.nightly(["run-1", "run-2", "run-3"])
    assert (first.changes, first.pages) == ({"appeared": 2}, {"ok": 3})
    assert (second.on, second.changes) == (date(2026, 11, 22), {"appeared": 16, "replaced": 1})
    assert store.lines_by_night(SINCE)[date(2026, 11, 21)] == {"verified": 2}


def test_how_long_findings_waited_is_told_from_run_to_decision(store):
    assert {(one.kind, one.decided - one.found) for one in store.answered(SINCE)} == {("accept", timedelta(hours=7))}


def test_runs_are_listed_the_latest_first_and_further_back(store):
    assert [name for name, _, _ in store.run_states(9)] == ["run-2", "run-1"]
    assert [name for name, _, _ in store.run_states(9, NIGHTS[1])] == ["run-1"]


def test_no_question_asks_more_of_the_database_for_more_rows(store):
    seen = []

    def note(*told):
        seen.append(told[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        for limit in (1, 500):
            before = len(seen)
            store.lines(Lines(limit=limit))
            store.looks_at(HELP, limit)
            store.run_states(limit)
            store.nightly(["run-1", "run-2"][:limit])
            store.tallies_of_providers()
            asked = len([one for one in seen[before:] if one.startswith("SELECT")])
            assert asked == 9
    finally:
        event.remove(Engine, "before_cursor_execute", note)
