"""Whose word a decision needs: the trust rules on second persons and cooling-off (design, § 7, 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from directory.decisions import Decision, DirectoryState
from directory.findings import Finding
from directory.number import country_of, number_type
from directory.records import Entry
from verifier.policy import Policy
from verifier.suspicion import SHARED_PLANS

# What can make the feed say something new, or end what it says.
CONSENTED = frozenset({"accept", "attest", "retire"})


class NotAllowed(ValueError):  # noqa: N818 - the answer a person gets
    """A decision that the directory's state or the trust rules refuse; says what, why and what to do."""


def missing_consent(state: DirectoryState, policy: Policy, reviewers: int) -> str:
    """Whose word is still missing: "" none, `second_person`, or `cooling_off` where one reviewer is all there is."""
    decision = state.decision
    if decision.kind not in CONSENTED or not policy.two_persons or not needs_second(state):
        return ""
    if decision.via == "policy":
        raise NotAllowed(
            f"{decision.kind} {decision.finding or decision.key}: got the written policy, expected a person: "
            "a replacement, a removal, an urgent or a risky number is never the policy's to decide"
        )
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
        if one.via != "policy":
            found.append(one)
    return found[::-1]


def _persons(consents: Sequence[Decision]) -> int:
    """How many people these must be: whoever sits at the shell counts once, and not beside their own desk account."""
    desk = {one.who for one in consents if one.via == "desk"}
    shell = {one.who for one in consents if one.via == "shell"}
    return len(desk) + bool(shell and not shell & desk)


def needs_second(state: DirectoryState) -> bool:
    """Whether trust rule 2 asks for two: replacement, removal, urgent, a new mobile or foreign number, attestation, retiring."""
    if state.decision.kind == "attest":
        return True
    if state.decision.kind == "retire":
        # Taking a line off at once is what `dispute` is for, and one person is enough for that.
        return any(entry.key == state.decision.key and entry.status == "verified" for entry in state.entries)
    finding = state.finding
    if finding is None:
        return False
    if finding.matter in ("replacement", "storm", "removal") or finding.level == "urgent":
        return True
    return finding.matter == "addition" and _is_risky(finding, state.entries)


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
    return one.finding == decision.finding if decision.finding else not one.finding and one.key == decision.key
