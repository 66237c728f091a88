from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.records import Entry
from directory.store import Store
from directory.terms import PURPOSES

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
ENTRIES = st.builds(
    Entry,
    id=st.just(0),
    provider=st.sampled_from(["cn/alipay", "us/cash-app"]),
    key=st.sampled_from(["CN:95188", "CN:95188;ext=6", "+864006668800", "+8657195188", "CN-571:96588"]),
    status=st.sampled_from(["candidate", "disputed", "retired"]),
    presence=st.sampled_from(["seen", "unseen", "stale"]),
    purpose=st.sampled_from(PURPOSES),
    audience=TEXTS,
    label=TEXTS,
    hours=TEXTS,
    languages=TEXTS,
    origin=TEXTS,
    sure=st.sampled_from(["high", "medium", "low"]),
    pages=st.lists(TEXTS, max_size=3).map(tuple),
    first_seen=st.none() | TIMES,
    last_seen=st.none() | TIMES,
    missed_nights=st.integers(0, 999),
    night_on=st.none() | st.dates(),
    verified_on=st.none() | st.dates(),
    accepted_by=st.sampled_from([None, "person", "policy"]),
    source=TEXTS,
    snapshot=TEXTS,
)


def closing(store: Store, make, number: int, *entries: Entry) -> None:
    store.close_run(make.begun(store, number), make.night(number), entries)


def verified(store: Store, make, entry: Entry, number: int = 1) -> Entry:
    """Have a candidate accepted by a decision."""

    def accept(state):
        sure = {"status": "verified", "decision": state.decision.seq, "accepted_by": "person"}
        line = next(one for one in state.entries if one.key == entry.key)
        return make.effect(entries=(msgspec.structs.replace(line, **sure, verified_on=date(2026, 11, number)),))

    store.decide(make.draft(key=entry.key), accept)
    return next(one for one in store.entries() if one.key == entry.key)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ENTRIES, max_size=6, unique_by=lambda entry: (entry.provider, entry.key)))
def test_whatever_lines_a_night_adds_come_back_as_they_were(store: Store, make, entries: list[Entry]):
    known = {(one.provider, one.key): one.status for one in store.entries()}
    kept = [msgspec.structs.replace(one, status=known.get((one.provider, one.key), one.status)) for one in entries]
    closing(store, make, len(store.runs()) + 1, *kept)
    there = {(one.provider, one.key): one for one in store.entries()}
    for one in kept:
        back = there[one.provider, one.key]
        own_by_decision = {"id": back.id, "verified_on": back.verified_on, "accepted_by": back.accepted_by}
        assert msgspec.structs.replace(one, **own_by_decision) == back
    assert list(there) == sorted(there)


def test_new_lines_are_numbered_by_provider_and_key(store: Store, make):
    for key in ("CN:95188", "+864006668800"):
        store.seed_candidates([make.entry(provider="xx/pay", key=key), make.entry(provider="xx/bank", key=key)])
    found = [(one.id, one.provider, one.key) for one in store.entries()]
    assert found == [
        (3, "xx/bank", "+864006668800"),
        (1, "xx/bank", "CN:95188"),
        (4, "xx/pay", "+864006668800"),
        (2, "xx/pay", "CN:95188"),
    ]


def test_lines_are_found_by_provider_status_and_line(store: Store, make):
    store.seed_candidates(
        [make.entry(), make.entry(key="CN:95188;ext=6"), make.entry(provider="xx/bank", key="CN:95017")]
    )
    verified(store, make, make.entry())
    assert [one.key for one in store.entries("xx/pay")] == ["CN:95188", "CN:95188;ext=6"]
    assert [one.key for one in store.entries(status="verified")] == ["CN:95188"]
    assert [one.key for one in store.entries_of("CN:95188")] == ["CN:95188", "CN:95188;ext=6"]
    assert store.listed() == {"CN:95017": ("xx/bank",), "CN:95188": ("xx/pay",), "CN:95188;ext=6": ("xx/pay",)}


def test_seed_leaves_what_is_there_as_it_is(store: Store, make):
    assert [one.id for one in store.seed_candidates([make.entry(origin="leaflet")])] == [1]
    assert store.seed_candidates([make.entry(origin="another")]) == []
    assert [one.origin for one in store.entries()] == ["leaflet"]


def test_only_new_candidates_can_be_seeded(store: Store, make):
    with pytest.raises(ValueError, match="expected new candidates"):
        store.seed_candidates([make.entry(status="retired")])


def test_night_sets_what_it_saw_and_nothing_that_decisions_own(store: Store, make):
    store.seed_candidates([make.entry()])
    line = verified(store, make, make.entry())
    forged = {"decision": None, "verified_on": None, "accepted_by": "policy", "replaces": None}
    saw = {"presence": "seen", "last_seen": make.at(2), "missed_nights": 1, "night_on": date(2026, 11, 21)}
    closing(store, make, 1, msgspec.structs.replace(line, **saw, **forged, purpose="fraud"))
    assert store.entries() == [msgspec.structs.replace(line, **saw, purpose="fraud")]


def test_night_cannot_change_a_status(store: Store, make):
    store.seed_candidates([make.entry()])
    with pytest.raises(ValueError, match="only a decision changes a status"):
        closing(store, make, 1, make.entry(id=1, status="retired"))


def test_decision_made_while_a_run_was_under_way_is_not_lost(store: Store, make):
    store.seed_candidates([make.entry()])
    read_before = store.entries()[0]
    make.begun(store)
    line = verified(store, make, make.entry())
    night_says = msgspec.structs.replace(read_before, presence="seen", purpose="press", last_seen=make.at())
    store.close_run("run-1", make.night(), [night_says])
    assert store.entries() == [msgspec.structs.replace(line, presence="seen", last_seen=make.at())]


def test_line_added_by_a_decision_meanwhile_is_not_doubled(store: Store, make):
    make.begun(store)
    store.decide(make.draft(), lambda _: make.effect(entries=(make.entry(label="by hand"),)))
    store.close_run("run-1", make.night(), [make.entry(label="by night", presence="seen")])
    assert [(one.id, one.label, one.presence) for one in store.entries()] == [(1, "by hand", "seen")]


def test_new_line_may_not_bring_an_id(store: Store, make):
    with pytest.raises(ValueError, match="a new one has id 0"):
        closing(store, make, 1, make.entry(id=5))


def test_renamed_provider_keeps_its_lines_fetches_and_false_numbers(store: Store, make):
    make.closed(store, 1, make.fetch(), make.reading())
    store.seed_candidates([make.entry()])
    store.decide(make.draft(kind="reject"), lambda _: make.effect(known_false=(("xx/pay", "CN:95017"),)))
    store.close_run(make.begun(store, 2), make.night(2, findings=(make.finding(),)))
    for _ in range(2):
        store.rename_provider("xx/pay", "xx/wallet")
    assert [one.provider for one in store.entries()] == ["xx/wallet"]
    assert store.previous_good(make.page, make.at(3)) == make.fetch(provider="xx/wallet")
    assert store.known_false() == {"CN:95017": ("xx/wallet",)}
    assert store.findings() == []
    assert store.verify_chain() is None


def test_rename_onto_the_same_key_is_refused_whole(store: Store, make):
    store.seed_candidates([make.entry(), make.entry(key="CN:95017"), make.entry(provider="xx/wallet")])
    with pytest.raises(ValueError, match="both hold"):
        store.rename_provider("xx/pay", "xx/wallet")
    assert len(store.entries("xx/pay")) == 2
