import threading
from datetime import timedelta

import pytest

from directory.store import Store
from directory.store_requests import MOST_TRIES, MOST_UNFINISHED, RequestsFull
from directory.store_trouble import NotFound

HOLD = timedelta(minutes=2)
DONE, WAITS = {"en": "2 pictures"}, {"en": "another run is under way"}


def asked(store: Store, make, finding="0123456789ab", kind="crop"):
    return store.ask(kind, "xx/pay", by="1", at=make.at(), finding=finding)


def taken(store: Store, make, taker="one", later=timedelta(0)):
    at = make.at() + later
    return store.take_request(taker, at, at + HOLD)


def test_the_same_thing_asked_again_is_the_same_request_until_it_is_finished(store: Store, make):
    first = asked(store, make)
    assert asked(store, make) == first
    assert asked(store, make, finding="other").id != first.id
    request = taken(store, make)
    assert asked(store, make).id == first.id
    assert store.finish_request(request, "done", DONE, make.at(2))
    assert asked(store, make).id not in (first.id, request.id)
    ended = store.request(first.id)
    assert (ended.state, ended.result, ended.ended_at) == ("done", DONE, make.at(2))


def test_the_oldest_is_taken_first_and_nobody_takes_it_twice(store: Store, make):
    ids = [asked(store, make, finding=name).id for name in ("a", "b")]
    assert [taken(store, make, taker).id for taker in ("one", "two")] == ids
    assert taken(store, make, "three") is None


def test_of_many_takers_at_once_each_request_goes_to_one(database_url, make):
    with Store.open(database_url) as store:
        ids = {asked(store, make, finding=str(n)).id for n in range(6)}
    found = []

    def take(name):
        with Store.open(database_url) as own:
            while (request := taken(own, make, name)) is not None:
                found.append(request.id)

    threads = [threading.Thread(target=take, args=(f"taker-{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(ids)


def test_what_a_dead_taker_held_is_free_after_its_time_and_no_longer_its_own(store: Store, make):
    asked(store, make)
    dead = taken(store, make, "dead")
    assert taken(store, make, "next") is None
    heir = taken(store, make, "next", later=HOLD)
    assert heir.id == dead.id
    assert not store.hold_request(dead, make.at(2), WAITS)
    assert not store.finish_request(dead, "done", DONE, make.at(2))
    assert store.hold_request(heir, make.at(2), WAITS)
    assert store.request(heir.id).progress == WAITS


def test_a_request_that_kills_its_takers_fails_after_the_third(store: Store, make):
    asked(store, make)
    for turn in range(MOST_TRIES):
        assert taken(store, make, later=HOLD * turn) is not None
    assert taken(store, make, later=HOLD * MOST_TRIES) is None
    [failed] = store.requests(("failed",))
    assert "never finished" in failed.result["en"]


def test_what_could_not_be_begun_waits_again_and_counts_as_not_tried(store: Store, make):
    first, second = asked(store, make, "a"), asked(store, make, "b")
    for turn in range(MOST_TRIES + 1):
        request = taken(store, make, later=HOLD * turn)
        assert request.id == first.id
        assert store.give_back_request(request, WAITS, request.held_until)
    waiting = store.request(first.id)
    assert (waiting.state, waiting.tries, waiting.progress) == ("waiting", 0, WAITS)
    assert taken(store, make, later=HOLD * MOST_TRIES).id == second.id


def test_requests_are_listed_by_state_and_finding(store: Store, make):
    first, second = asked(store, make, "a"), asked(store, make, "b")
    assert [one.id for one in store.requests()] == [second.id, first.id]
    assert store.requests(finding="a") == [first]
    assert store.requests(("done", "failed")) == []
    with pytest.raises(NotFound, match="request 99"):
        store.request(99)


def test_more_than_anybody_takes_is_refused_with_what_to_do(store: Store, make, monkeypatch):
    monkeypatch.setattr("directory.store_requests.MOST_UNFINISHED", 2)
    asked(store, make, "a")
    asked(store, make, "b")
    with pytest.raises(RequestsFull, match="2 requests wait already; see that"):
        asked(store, make, "c")
    assert MOST_UNFINISHED == 200
