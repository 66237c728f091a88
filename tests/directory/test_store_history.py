from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from directory.store import Store


def test_previous_good_is_the_latest_captured_strictly_before(store: Store, make):
    for night in (1, 2, 3):
        make.closed(store, night, make.fetch(at=make.at(night)), make.reading())
    assert store.previous_good(make.page, make.at(3)).at == make.at(2)
    assert store.previous_good(make.page, make.at(3) + timedelta(microseconds=1)).at == make.at(3)
    assert store.previous_good(make.page, make.at(1)) is None


def test_previous_good_goes_by_capture_not_by_the_order_of_runs(store: Store, make):
    make.closed(store, 1, make.fetch(at=make.at(2)), make.reading())
    make.closed(store, 2, make.fetch(at=make.at(1), snapshot="b" * 64), make.reading(snapshot="b" * 64))
    assert store.previous_good(make.page, make.at(9)).at == make.at(2)


@pytest.mark.parametrize("outcome", ["captcha", "login_wall", "empty", "keep_missed", "unreadable"])
def test_previous_good_passes_over_what_was_not_read_well(store: Store, make, outcome):
    make.closed(store, 1, make.fetch(at=make.at(1)), make.reading())
    make.closed(
        store, 2, make.fetch(at=make.at(2), snapshot="b" * 64), make.reading(snapshot="b" * 64, outcome=outcome)
    )
    assert store.previous_good_all(make.at(3)) == {make.page: make.fetch(at=make.at(1))}


def test_previous_good_passes_over_runs_that_are_not_closed(store: Store, make):
    make.read(store, make.begun(store, 1), make.fetch(), make.reading())
    assert store.previous_good_all(make.at(2)) == {}
    store.close_run("run-1", make.night(canary="missed"))
    assert store.previous_good_all(make.at(2)) == {}


def test_page_confirmed_unchanged_counts_as_good_again(store: Store, make):
    make.closed(store, 1, make.fetch(), make.reading())
    confirmed = make.fetch(at=make.at(2), outcome="not_modified")
    make.closed(store, 2, confirmed, make.reading())
    assert store.previous_good(make.page, make.at(3)) == confirmed


def test_last_fetch_is_the_latest_with_bytes_of_any_run(store: Store, make):
    make.closed(store, 1, make.fetch(etag='"1"'), make.reading())
    make.closed(store, 2, make.fetch(at=make.at(2), outcome="timed_out", snapshot=None))
    make.read(store, make.begun(store, 3), make.fetch(at=make.at(3), snapshot="b" * 64, etag='"3"'))
    assert store.last_fetch(make.page).etag == '"3"'
    assert store.last_fetch("https://other.example/") is None
    assert list(store.last_fetches()) == [make.page]


def test_recorded_is_what_the_last_closed_run_read_with_its_own_reader(store: Store, make):
    first, second = make.reading(content="1" * 64), make.reading(content="2" * 64)
    make.closed(store, 1, make.fetch(), first, reader="old")
    make.closed(store, 2, make.fetch(at=make.at(2), outcome="not_modified"), second, reader="new")
    make.read(store, make.begun(store, 3), make.fetch(at=make.at(3)), make.reading(content="3" * 64), reader="newest")
    assert store.recorded(make.page, "a" * 64) == second
    assert store.recorded_all({make.page: "a" * 64, "https://other.example/": "a" * 64}) == {make.page: second}
    assert store.recorded(make.page, "b" * 64) is None


def test_rereading_an_earlier_snapshot_does_not_change_what_was_recorded(store: Store, make):
    old, again = make.reading(content="1" * 64), make.reading(content="2" * 64)
    make.closed(store, 1, make.fetch(), old, reader="old")
    run = make.begun(store, 2)
    make.read(store, run, make.fetch(at=make.at(2), snapshot="b" * 64), make.reading(snapshot="b" * 64), reader="new")
    store.save_readings(run, "xx/pay", [(make.page, "new", make.description, again)])
    store.close_run(run, make.night(2))
    assert store.recorded(make.page, "a" * 64) == old
    assert store.reading("a" * 64, make.page, "new", make.description) == again


def test_failures_are_counted_in_nights_since_the_last_good_reading(store: Store, make):
    gone = {"outcome": "timed_out", "snapshot": None}
    make.closed(store, 1, make.fetch(**gone))
    make.closed(store, 2, make.fetch(at=make.at(2)), make.reading())
    assert store.failures_in_a_row([make.page], make.at(3)) == {make.page: 0}
    make.closed(store, 3, make.fetch(at=make.at(3), **gone))
    make.closed(store, 4, make.fetch(at=make.at(3) + timedelta(hours=5), **gone))
    make.closed(store, 5, make.fetch(at=make.at(4)), make.reading(outcome="captcha", sightings=()))
    make.read(store, make.begun(store, 6), make.fetch(at=make.at(5), **gone))
    assert store.failures_in_a_row([make.page, "never"], make.at(9)) == {make.page: 2, "never": 0}
    assert store.failures_in_a_row([make.page], make.at(4)) == {make.page: 1}


def test_previous_good_of_all_pages_is_one_statement(store: Store, make):
    pages = [f"https://help.pay.example/{n}" for n in range(50)]
    for night in (1, 2):
        run = make.begun(store, night)
        store.save_fetches(run, "xx/pay", [make.fetch(page=p, at=make.at(night)) for p in pages], [make.capture()])
        store.save_readings(run, "xx/pay", [(p, make.reader, make.description, make.reading()) for p in pages])
        store.close_run(run, make.night(night))
    statements: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    found = store.previous_good_all(make.at(3))
    assert {fetch.at for fetch in found.values()} == {make.at(2)}
    assert len(found) == len(pages)
    assert len([one for one in statements if one.startswith("SELECT pages")]) == 1
