"""Whose word a decision needs: the trust rules on second persons and cooling-off (design, § 7, 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from directory.decisions import Decision, DirectoryState, WaitsFor
from directory.findings import Finding
from directory.number import country_of, number_type
from directory.records import Entry
from verifier.policy import Policy, policy_of
from verifier.suspicion import SHARED_PLANS

# What can make the feed say something new, or end what it says; and what says when that takes two.
CONSENTED = frozenset({"accept", "attest", "retire", "policy"})


class NotAllowed(ValueError):  # noqa: N818 - the answer a person gets
    """A decision that the directory's state or the trust rules refuse; says what, why and what to do."""


def missing_consent(state: DirectoryState, policy: Policy, reviewers: int) -> WaitsFor:
    """Whose word is still missing: "" none, `second_person`, or `cooling_off` where one reviewer is all there is.

    policy: the one in force. The written policy itself decides nothing that takes two (`verifier.deciders`).
    """
    decision = state.decision
    if decision.kind not in CONSENTED or decision.via == "policy" or not policy.two_persons:
        return ""
    if not needs_second(state, policy):
        return ""
    consents = [*_earlier_consents(state), decision]
    if reviewers > 1:
        return "" if _persons(consents) > 1 else "second_person"
    waited = timedelta(hours=policy.cooling_off_hours)
    return "" if decision.at - consents[0].at >= waited else "cooling_off"


def _earlier_consents(state: DirectoryState) -> list[Decision]:
    """The same answers to the same matter on the same ground, since anything else was said of it; oldest first."""
    found: list[Decision] = []
    for one in reversed(state.decisions):
        if not _is_same_matter(one, state.decision):
            continue
        if one.kind != state.decision.kind or one.ground != state.decision.ground:
            break
        if one.via != "policy" and one.who not in state.barred:
            found.append(one)
    return found[::-1]


def _persons(consents: Sequence[Decision]) -> int:
    """How many people these must be: whoever sits at the shell counts once, and not beside their own desk account."""
    desk = {one.who for one in consents if one.via == "desk"}
    shell = {one.who for one in consents if one.via == "shell"}
    return len(desk) + bool(shell and not shell & desk)


def needs_second(state: DirectoryState, policy: Policy) -> bool:
    """Whether trust rule 2 asks for two.

    It does for a replacement, a removal, an urgent matter, a new mobile or foreign number, an attestation, the end of a
    verified line, other hosts or pages, and a policy that asks for less than the one in force.
    """
    decision, finding = state.decision, state.finding
    if decision.kind == "policy":
        return _is_laxer(decision, policy)
    if decision.kind == "attest":
        return True
    if decision.kind == "retire":
        # Taking a line off at once is what `dispute` is for, and one person is enough for that.
        return any(entry.key == decision.key and entry.status == "verified" for entry in state.entries)
    if finding is None:
        return False
    if finding.matter in ("replacement", "storm", "removal", "ground") or finding.level == "urgent":
        return True
    return finding.matter == "addition" and _is_risky(finding, state.entries)


def _is_laxer(decision: Decision, policy: Policy) -> bool:
    """The rule of two guards itself: who wants it gone needs two. The first decision of a chain sets where it begins."""
    wanted = policy_of(decision)
    is_less = policy.two_persons and not wanted.two_persons
    return decision.seq > 1 and (is_less or wanted.cooling_off_hours < policy.cooling_off_hours)


def _is_risky(finding: Finding, entries: Sequence[Entry]) -> bool:
    """A new personal mobile, or a number of a country where the provider has no line yet."""
    if number_type(finding.number) in ("mobile", "personal"):
        return True
    home = finding.provider.partition("/")[0].upper()
    if home == "WORLD":
        return False
    served = {home, *(country_of(entry.key) for entry in entries if entry.status == "verified")}
    served = served.union(*(plan for plan in SHARED_PLANS if plan & served))
    return country_of(finding.number) not in served | {""}


def _is_same_matter(one: Decision, decision: Decision) -> bool:
    if decision.finding:
        return one.finding == decision.finding
    return not one.finding and one.key == decision.key and (one.kind == "policy") == (decision.kind == "policy")
