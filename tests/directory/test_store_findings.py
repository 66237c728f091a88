from __future__ import annotations

from datetime import date

import pytest

from directory.decisions import Standing
from directory.store import Store
from directory.store_trouble import NotFound


def found(store: Store, make, number: int, *findings, lapsed=()) -> None:
    store.close_run(make.begun(store, number), make.night(number, findings=findings), lapsed=lapsed)


def answer(store: Store, make, **effect) -> None:
    store.decide(make.draft(finding=make.finding().id), lambda _: make.effect(**effect))


def state(store: Store, make) -> str:
    return store.standings([make.finding().id])[make.finding().id].state


def test_findings_are_listed_most_urgent_first(store: Store, make):
    told = [
        make.finding(id="1" * 12, level="routine", score=9),
        make.finding(id="2" * 12, level="urgent", score=1),
        make.finding(id="3" * 12, level="urgent", score=5),
        make.finding(id="4" * 12, level="review", score=5),
    ]
    found(store, make, 1, *told)
    assert [one.id[0] for one in store.findings()] == ["3", "2", "4", "1"]


def test_findings_are_narrowed_by_provider_level_and_words(store: Store, make):
    one = make.finding(id="1" * 12, summary={"en": "Check THIS", "zh": "请核对"})
    other = make.finding(id="2" * 12, provider="xx/bank", level="urgent", keys=("CN:95017",), number="CN:95017")
    found(store, make, 1, one, other)
    assert store.findings(provider="xx/bank") == [other]
    assert store.findings(level="review") == [one]
    assert store.findings(contains="check this") == store.findings(contains="核对") == [one]
    assert store.findings(contains="95017") == [other]
    assert store.findings(contains="nothing of the kind") == []


def test_finding_is_given_by_the_beginning_of_its_id(store: Store, make):
    found(store, make, 1, make.finding(id="abc111111111"), make.finding(id="abd222222222"))
    assert store.finding("abc").id == "abc111111111"
    with pytest.raises(NotFound, match="fits abc111111111, abd222222222; give more"):
        store.finding("ab")
    for name in ("", "%", "_bc", "ffff"):
        with pytest.raises(NotFound, match="no finding has that id"):
            store.finding(name)


def test_same_matter_on_later_nights_is_one_finding(store: Store, make):
    found(store, make, 1, make.finding())
    found(store, make, 2, make.finding(score=4.0))
    assert store.findings() == [make.finding(score=4.0)]
    standing = Standing(state="open", first_run="run-1", last_run="run-2")
    assert store.standings([make.finding().id, "unknown"]) == {make.finding().id: standing}


def test_answer_holds_while_the_ground_does(store: Store, make):
    found(store, make, 1, make.finding())
    answer(store, make)
    found(store, make, 2, make.finding())
    assert state(store, make) == "answered"
    found(store, make, 3, make.finding(ground="g2"))
    assert state(store, make) == "open"


def test_waiting_finding_is_asked_again_on_its_date(store: Store, make):
    found(store, make, 1, make.finding())
    answer(store, make, finding_state="waiting", wait_until=date(2026, 11, 22))
    found(store, make, 2, make.finding())
    assert state(store, make) == "waiting"
    found(store, make, 3)
    assert state(store, make) == "open"


def test_matter_that_is_no_more_lapses_and_opens_again_when_it_returns(store: Store, make):
    found(store, make, 1, make.finding())
    found(store, make, 2, lapsed=[make.finding().id])
    assert state(store, make) == "lapsed"
    assert store.findings() == []
    assert store.findings(state=None) == [make.finding()]
    found(store, make, 3, make.finding())
    assert state(store, make) == "open"


def test_answered_finding_does_not_lapse(store: Store, make):
    found(store, make, 1, make.finding())
    answer(store, make)
    found(store, make, 2, lapsed=[make.finding().id])
    assert state(store, make) == "answered"
