from __future__ import annotations

import msgspec
import pytest

from directory.findings import Voice
from tests.verifier.deciding import ADMIN, POLICY, REVIEWER, a_finding, adopting, said, state_of
from tests.verifier.shown import CONTACT, FIRST, PROVIDER, SECOND, claim, line
from verifier.consent import NotAllowed
from verifier.deciders import check_decider, is_corroborated, safe_additions
from verifier.policy import policy_name

ON = msgspec.structs.replace(POLICY, additions_by_policy=True)
VIEWER = msgspec.structs.replace(REVIEWER, role="viewer")
BY_POLICY = {"who": policy_name(ON), "via": "policy", "decider": None}
MANUAL = "https://docs.paylark.example/manual.pdf"
BOTH = (Voice(page=CONTACT, channel="contact", says="agrees"), Voice(page=MANUAL, channel="manual", says="agrees"))
OFTEN = {(PROVIDER.id, FIRST): 3}


@pytest.mark.parametrize("kind", ["accept", "reject", "wait", "dispute", "retire", "attest", "no_hotline", "undo"])
def test_reviewers_and_admins_decide_and_nobody_else(kind):
    for account in (REVIEWER, ADMIN):
        check_decider(state_of(kind, decider=account), POLICY)
    for account in (VIEWER, None, msgspec.structs.replace(ADMIN, is_disabled=True)):
        with pytest.raises(NotAllowed, match=r"account|only reviewers"):
            check_decider(state_of(kind, decider=account), POLICY)


def test_only_an_admin_says_what_the_policy_is():
    state = msgspec.structs.replace(state_of("policy", decider=REVIEWER), decision=adopting(ON))
    with pytest.raises(NotAllowed, match="only an admin"):
        check_decider(state, POLICY)
    check_decider(msgspec.structs.replace(state, decider=ADMIN), POLICY)


def test_the_policy_accepts_a_plain_addition_where_it_is_on():
    check_decider(state_of("accept", claim(FIRST), finding=a_finding("addition", FIRST), **BY_POLICY), ON)


BEYOND = {
    "a replacement": ("accept", a_finding("replacement", SECOND, was=FIRST)),
    "a removal": ("accept", a_finding("removal", FIRST)),
    "a question above routine": ("accept", a_finding("addition", FIRST, level="review")),
    "a foreign number": ("accept", a_finding("addition", "+41445550123")),
    "other ground": ("accept", a_finding("ground", keys=(FIRST,))),
    "a rejection": ("reject", a_finding("addition", FIRST)),
    "a dispute": ("dispute", None),
    "an attestation": ("attest", None),
}


@pytest.mark.parametrize("name", BEYOND)
def test_all_else_is_never_the_policys_even_where_one_person_is_enough(name):
    kind, finding = BEYOND[name]
    for policy in (ON, msgspec.structs.replace(ON, two_persons=False)):
        with pytest.raises(NotAllowed, match="expected a person"):
            check_decider(state_of(kind, finding=finding, **BY_POLICY | {"who": policy_name(policy)}), policy)


def test_a_line_that_was_given_up_or_is_disputed_is_a_persons_to_bring_back():
    for status in ("retired", "disputed", "verified"):
        state = state_of("accept", line(FIRST, status), finding=a_finding("addition", FIRST), **BY_POLICY)
        with pytest.raises(NotAllowed, match="expected a person"):
            check_decider(state, ON)


def test_a_policy_that_is_off_or_no_longer_in_force_decides_nothing():
    for policy in (POLICY, msgspec.structs.replace(ON, corroborating_nights=2)):
        with pytest.raises(NotAllowed, match="may not decide here"):
            check_decider(state_of("accept", finding=a_finding("addition", FIRST), **BY_POLICY), policy)


def test_a_line_is_corroborated_by_three_nights_and_two_pages_of_other_channel_and_host():
    finding = a_finding("addition", FIRST, voices=BOTH)
    assert is_corroborated(finding, OFTEN, ON)
    assert not is_corroborated(finding, {(PROVIDER.id, FIRST): 2}, ON)
    same_channel = (BOTH[0], msgspec.structs.replace(BOTH[1], channel="contact"))
    silent = (BOTH[0], msgspec.structs.replace(BOTH[1], says="silent"))
    same_host = (BOTH[0], Voice(page=CONTACT + "/more", channel="help", says="agrees"))
    for voices in (same_channel, silent, same_host, BOTH[:1]):
        assert not is_corroborated(msgspec.structs.replace(finding, voices=voices), OFTEN, ON)


def test_a_provider_of_whom_something_graver_is_asked_gets_nothing_by_policy():
    safe = a_finding("addition", FIRST, voices=BOTH)
    graver = a_finding("contradiction", SECOND, id="e" * 12, level="review")
    elsewhere = msgspec.structs.replace(graver, provider="gb/other")
    assert safe_additions([safe, elsewhere], OFTEN, ON) == [safe]
    assert safe_additions([safe, graver], OFTEN, ON) == []
    assert safe_additions([safe], OFTEN, POLICY) == []


def test_a_decision_of_the_shell_names_its_account():
    with pytest.raises(NotAllowed, match="account '7' is unknown"):
        check_decider(
            msgspec.structs.replace(state_of("retire", decider=None), decision=said("retire", who="7")), POLICY
        )
