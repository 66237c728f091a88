from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.records import Capture, Fetch, Hop
from directory.store import Store
from directory.store_trouble import Refused

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DIGESTS = st.sampled_from("abcdef").map(lambda letter: letter * 64)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
FETCHES = st.builds(
    Fetch,
    provider=st.just("xx/pay"),
    page=TEXTS,
    at=TIMES,
    outcome=st.sampled_from(["ok", "not_modified", "http_error", "internal_error"]),
    hops=st.lists(st.builds(Hop, url=TEXTS, status=st.none() | st.integers(100, 599)), max_size=2).map(tuple),
    status=st.none() | st.integers(100, 599),
    snapshot=st.none() | DIGESTS,
    media=TEXTS,
    etag=TEXTS,
    size_bytes=st.integers(0, 2**53),
    elapsed_s=st.floats(0, 1e6),
    detail=TEXTS,
)


def test_fetches_and_captures_come_back_by_page_and_digest(store: Store, make):
    one, other = make.fetch(), make.fetch(page="https://help.pay.example/about", outcome="timed_out", snapshot=None)
    store.save_fetches(make.begun(store), "xx/pay", [one, other], [make.capture()])
    assert list(store.fetches("run-1").items()) == [(other.page, other), (one.page, one)]
    assert store.capture("a" * 64) == make.capture()
    assert store.capture("b" * 64) is None


def test_saving_twice_is_no_double_and_the_later_fetch_stands(store: Store, make):
    run = make.begun(store)
    later = make.fetch(outcome="not_modified")
    for fetch in (make.fetch(), make.fetch(), later):
        store.save_fetches(run, "xx/pay", [fetch], [make.capture()])
    assert store.fetches(run) == {make.page: later}


def test_snapshot_keeps_the_place_it_has(store: Store, make):
    run = make.begun(store)
    for file in ("warc/1.warc.gz", "warc/2.warc.gz"):
        store.save_fetches(run, "xx/pay", [make.fetch()], [make.capture(file=file)])
    assert store.capture("a" * 64).file == "warc/1.warc.gz"


def test_fetch_of_a_page_fetched_again_within_the_run_is_unread(store: Store, make):
    run = make.begun(store)
    make.read(store, run, make.fetch(), make.reading())
    make.read(store, run, make.fetch(snapshot="b" * 64))
    store.close_run(run, make.night())
    assert store.progress(run) == {"xx/pay": "fetched"}
    assert store.previous_good(make.page, make.at(2)) is None


def test_two_providers_that_watch_one_page_keep_their_own_fetch(store: Store, make):
    run = make.begun(store)
    make.read(store, run, make.fetch())
    make.read(store, run, make.fetch(provider="xx/bank", outcome="not_modified"))
    assert store.fetches(run, "xx/pay")[make.page].outcome == "ok"
    assert store.fetches(run, "xx/bank")[make.page].outcome == "not_modified"


def test_fetch_without_a_place_for_its_snapshot_is_refused_whole(store: Store, make):
    run = make.begun(store)
    with pytest.raises(Refused, match=r"(?i)foreign key"):
        store.save_fetches(run, "xx/pay", [make.fetch()], [make.capture(snapshot="b" * 64)])
    assert store.fetches(run) == {}
    assert store.capture("b" * 64) is None


def test_only_an_open_run_takes_fetches_and_only_of_the_provider(store: Store, make):
    with pytest.raises(ValueError, match="is unknown, expected an open one"):
        store.save_fetches("run-1", "xx/pay", [], [])
    make.closed(store, 1, make.fetch())
    with pytest.raises(ValueError, match="is closed, expected an open one"):
        store.save_fetches("run-1", "xx/pay", [], [])
    with pytest.raises(ValueError, match="got some of"):
        store.save_fetches(make.begun(store, 2), "xx/bank", [make.fetch()], [make.capture()])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FETCHES, max_size=4, unique_by=lambda fetch: fetch.page))
def test_whatever_was_fetched_comes_back_as_it_was(store: Store, fetches: list[Fetch]):
    run = f"run-{len(store.runs())}"
    store.begin_run(run, datetime(2026, 11, 20, tzinfo=UTC), "inputs", {})
    captures = [Capture(snapshot=one.snapshot, file="f", offset=2**40, size_bytes=1) for one in fetches if one.snapshot]
    for _ in range(2):
        store.save_fetches(run, "xx/pay", fetches, captures)
    assert store.fetches(run) == {one.page: one for one in fetches}
    assert list(store.fetches(run)) == sorted(one.page for one in fetches)


def test_what_was_seen_from_elsewhere_is_kept_apart_from_the_pages_own_fetches(store: Store, make):
    run = make.begun(store)
    own, mobile = make.fetch(), make.fetch(vantage="mobile", snapshot="b" * 64)
    captures = [make.capture(), make.capture(snapshot="b" * 64)]
    for _ in range(2):
        store.save_fetches(run, "xx/pay", [own], captures[:1])
        store.save_vantages(run, "xx/pay", [mobile], captures[1:])
    assert store.vantages(run) == {("xx/pay", make.page): {"mobile": mobile}}
    assert store.fetches(run) == {make.page: own}
    assert store.last_fetch(make.page) == own
    assert store.capture("b" * 64) == captures[1]


def test_vantages_follow_a_renamed_provider(store: Store, make):
    run = make.begun(store)
    store.save_vantages(run, "xx/pay", [make.fetch(vantage="plain", snapshot=None)], [])
    store.rename_provider("xx/pay", "xx/new")
    [(key, looks)] = store.vantages(run).items()
    assert (key, looks["plain"].provider) == (("xx/new", make.page), "xx/new")


def test_vantages_are_refused_where_fetches_are(store: Store, make):
    run = make.begun(store)
    with pytest.raises(Refused):
        store.save_vantages(run, "xx/pay", [make.fetch(vantage="mobile")], [])
    with pytest.raises(ValueError, match="got some of"):
        store.save_vantages(run, "xx/other", [make.fetch(vantage="mobile")], [])
    with pytest.raises(ValueError, match="begin_run first"):
        store.save_vantages("run-9", "xx/pay", [], [])
