from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from tests.verifier.deciding import MORNING, POLICY, a_finding, adopting, said, state_of
from tests.verifier.shown import FIRST, SECOND, line
from verifier.consent import missing_consent, needs_second

# The mobile is one that Australia sets aside for fiction.
MOBILE, SWISS, UNIVERSAL, TOLL_FREE = "+61491570006", "+41445550123", "+80012345678", "+18005550123"
REPLACEMENT = a_finding("replacement", SECOND, was=FIRST)
DAY = timedelta(hours=24)

MATTERS = {
    "a plain new line": (a_finding("addition", FIRST), False),
    "a relabelled line": (a_finding("relabelling", FIRST), False),
    "a provider held": (a_finding("held"), False),
    "a replacement": (REPLACEMENT, True),
    "a storm of replacements": (a_finding("storm", keys=("CN:95188", "+8657195188")), True),
    "a removal": (a_finding("removal", FIRST), True),
    "an urgent number": (a_finding("addition", FIRST, level="urgent"), True),
    "an urgent contradiction": (a_finding("contradiction", FIRST, level="urgent"), True),
    "a new personal mobile": (a_finding("addition", MOBILE, provider="au/paylark"), True),
    "a new foreign number": (a_finding("addition", SWISS), True),
    "a number of the plan that the country shares": (a_finding("addition", TOLL_FREE, provider="ca/paylark"), False),
    "a number of no country": (a_finding("addition", UNIVERSAL), False),
    "any country's number of a provider of the world": (a_finding("addition", SWISS, provider="world/paylark"), False),
}


@pytest.mark.parametrize("name", MATTERS)
def test_who_must_decide(name):
    finding, is_needed = MATTERS[name]
    assert needs_second(state_of("accept", finding=finding), POLICY) is is_needed


def test_a_country_where_the_provider_has_a_verified_line_is_not_foreign():
    assert not needs_second(state_of("accept", line("+41445550124"), finding=a_finding("addition", SWISS)), POLICY)


def test_a_candidate_of_that_country_makes_it_no_less_foreign():
    candidate = line("+41445550124", "candidate")
    assert needs_second(state_of("accept", candidate, finding=a_finding("addition", SWISS)), POLICY)


def test_an_attestation_needs_two():
    assert needs_second(state_of("attest", key=FIRST), POLICY)


def accepting(*earlier, reviewers=2, policy=POLICY, finding=REPLACEMENT, **more):
    return missing_consent(state_of("accept", finding=finding, earlier=earlier, **more), policy, reviewers)


def accepted(seq, **more):
    return said("accept", seq, finding=REPLACEMENT, **more)


PEOPLE = {
    "one at the desk": ((), {}, "second_person"),
    "two at the desk": ((accepted(1, who="2"),), {}, ""),
    "the same person twice at the desk": ((accepted(1),), {}, "second_person"),
    "two accounts at the shell are one person": (
        (accepted(1, who="2", via="shell"),),
        {"via": "shell"},
        "second_person",
    ),
    "one at the shell and another at the desk": ((accepted(1, who="2", via="shell"),), {}, ""),
    "one account at the shell and at the desk": ((accepted(1, via="shell"),), {}, "second_person"),
    "the policy is nobody": ((accepted(1, who="policy:x", via="policy"),), {}, "second_person"),
    "another ground is another matter": ((accepted(1, who="2", ground="d" * 64),), {}, "second_person"),
    "another finding is another matter": (
        (accepted(1, who="2", key=""),),
        {"finding": a_finding("removal", FIRST, id="e" * 12)},
        "second_person",
    ),
    "what was taken back counts no more": (
        (accepted(1, who="2"), said("undo", 2, finding=REPLACEMENT, undoes=1)),
        {},
        "second_person",
    ),
    "what was rejected since counts no more": (
        (accepted(1, who="2"), said("reject", 2, finding=REPLACEMENT)),
        {},
        "second_person",
    ),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_how_many_people_have_spoken(name):
    earlier, more, missing = PEOPLE[name]
    assert accepting(*earlier, **more) == missing


def test_a_lone_reviewer_waits_a_day_and_confirms():
    assert accepting(reviewers=1, via="shell") == "cooling_off"
    first = accepted(1, via="shell", at=MORNING)
    assert accepting(first, reviewers=1, via="shell", at=MORNING + DAY - timedelta(minutes=1)) == "cooling_off"
    assert accepting(first, reviewers=1, via="shell", at=MORNING + DAY) == ""


def test_impatient_confirmations_do_not_start_the_day_again():
    words = [accepted(1), accepted(2, at=MORNING + DAY / 2)]
    assert accepting(*words, reviewers=1, at=MORNING + DAY) == ""


def test_a_day_of_waiting_is_no_second_person_where_there_are_two():
    assert accepting(accepted(1), at=MORNING + 2 * DAY) == "second_person"


def test_a_policy_may_do_without_the_second_person():
    assert accepting(policy=msgspec.structs.replace(POLICY, two_persons=False)) == ""


TWO_OFF = msgspec.structs.replace(POLICY, two_persons=False)
HURRY = msgspec.structs.replace(POLICY, cooling_off_hours=1)
STRICT = msgspec.structs.replace(POLICY, cooling_off_hours=48)


@pytest.mark.parametrize(
    ("wanted", "in_force", "seq", "missing"),
    [
        (TWO_OFF, POLICY, 2, "second_person"),
        (HURRY, POLICY, 2, "second_person"),
        (TWO_OFF, POLICY, 1, ""),
        (STRICT, POLICY, 2, ""),
        (POLICY, TWO_OFF, 2, ""),
    ],
)
def test_the_rule_of_two_guards_itself_once_something_was_decided(wanted, in_force, seq, missing):
    decision = adopting(wanted, in_force, seq)
    state = msgspec.structs.replace(state_of("policy"), decision=decision)
    assert missing_consent(state, in_force, 2) == missing


@pytest.mark.parametrize("kind", ["reject", "wait", "dispute", "no_hotline", "undo"])
def test_one_person_is_enough_to_say_no_to_wait_or_to_take_a_line_off(kind):
    urgent = a_finding("addition", FIRST, level="urgent")
    assert missing_consent(state_of(kind, line(FIRST), finding=urgent), POLICY, 2) == ""


def test_who_was_barred_since_counts_no_more():
    state = state_of("accept", finding=REPLACEMENT, earlier=(accepted(1, who="2"),))
    assert missing_consent(state, POLICY, 2) == ""
    assert missing_consent(msgspec.structs.replace(state, barred=("2",)), POLICY, 2) == "second_person"
