"""The written policy at work, on a store that three nights have filled."""

from datetime import timedelta

import msgspec
import pytest

from directory.findings import Change, Evidence, Finding, Voice
from directory.nights import Night, Run
from directory.records import Entry
from scheduler.by_policy import decide_by_policy
from tests.scheduler.conftest import NOW
from tests.scheduler.listed import FRAUD, LOST, PAY, PROVIDERS, adopt
from verifier.policy import policy_name

CONTACT, MANUAL = "https://www.example-pay.example/contact", "https://docs.example-pay.example/manual.pdf"
VOICES = (Voice(page=CONTACT, channel="contact", says="agrees"), Voice(page=MANUAL, channel="manual", says="agrees"))
PLACE = Evidence(url=CONTACT, snapshot="a" * 64, place="p", layer="visible", quote="020 7946 0123")


def a_finding(key, name, **more):
    fields = {"provider": PAY.id, "matter": "addition", "level": "routine", "score": 0.0, "ground": "g" * 64}
    return Finding(id=name * 12, number=key, keys=(key,), evidence=(PLACE,), voices=VOICES, **(fields | more))


SAFE = a_finding(LOST, "a")


def close(store, number, findings=(SAFE,), *, canary="seen", held=()):
    """Close the n-th night, on which the pages show the line."""
    at = NOW - timedelta(days=9 - number)
    store.begin_run(f"run-{number}", at, f"inputs-{number}", {})
    counts = {"providers": 1, "pages": 2, "fetched": 2, "unchanged": 0, "failed": 0, "reference": "f" * 64}
    run = Run(id=f"run-{number}", at=at, canary=canary, held=held, **counts)
    kind = "appeared" if number == 1 else "stayed"
    changes = tuple(Change(provider=PAY.id, number=one.number, change=kind, cause="provider") for one in findings)
    lines = [Entry(id=0, provider=PAY.id, key=one.number, status="candidate", source=CONTACT) for one in findings]
    night = Night(run=run, changes=changes, findings=findings)
    store.close_run(run.id, night, lines if number == 1 else ())
    return night


def accepted(store, night):
    return [one.key for one in decide_by_policy(store, PROVIDERS, night, NOW)]


def test_a_line_seen_on_three_nights_in_two_channels_and_on_two_hosts_is_accepted_by_name(store):
    policy = adopt(store, additions_by_policy=True)
    assert accepted(store, close(store, 1)) == []
    assert accepted(store, close(store, 2)) == []
    assert accepted(store, close(store, 3)) == [LOST]
    [line] = store.entries()
    assert (line.status, line.accepted_by, line.verified_on) == ("verified", "policy", NOW.date())
    decision = store.decisions()[-1]
    assert (decision.who, decision.via, decision.finding) == (policy_name(policy), "policy", SAFE.id)
    assert accepted(store, store.night("run-3")) == [], "what is answered is not answered again"


def test_by_default_the_policy_accepts_nothing(store):
    for number in (1, 2):
        close(store, number)
    assert accepted(store, close(store, 3)) == []
    assert store.decisions() == []


@pytest.mark.parametrize(
    "last",
    [
        {"findings": (SAFE, a_finding(FRAUD, "b", matter="contradiction", level="review"))},
        {"held": (PAY.id,)},
        {"canary": "missed"},
        {"findings": (msgspec.structs.replace(SAFE, level="review"),)},
        {"findings": (msgspec.structs.replace(SAFE, voices=VOICES[:1]),)},
    ],
    ids=["a graver question", "the provider held", "the canary missed", "above routine", "one page only"],
)
def test_where_anything_is_doubtful_a_person_decides(store, last):
    adopt(store, additions_by_policy=True)
    for number in (1, 2):
        close(store, number)
    assert accepted(store, close(store, 3, **last)) == []
    assert {entry.status for entry in store.entries()} == {"candidate"}


def test_a_number_that_a_night_no_longer_asks_about_is_left_alone(store):
    adopt(store, additions_by_policy=True)
    for number in (1, 2, 3):
        close(store, number)
    assert accepted(store, close(store, 4, ())) == []
