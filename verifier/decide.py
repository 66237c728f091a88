"""What a decision makes of the directory, and whether the trust rules let one person make it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec

from directory.number import country_of, number_type
from directory.records import Decision, DecisionKind, DirectoryState, Effect, Entry, Finding
from verifier.policy import Policy, load_policy

DEFAULTS = load_policy()


class NotAllowed(ValueError):  # noqa: N818 - the answer a person gets
    """A decision that the directory's state or the trust rules refuse; says what, why and what to do."""


def after_decision(state: DirectoryState, policy: Policy = DEFAULTS, reviewers: int = 1) -> Effect:
    """What a decision does, computed under the store's writer lock. reviewers: active accounts that may decide.

    Where a second person is needed and has not spoken, the effect leaves every line alone and the finding open.
    Raises NotAllowed.
    """
    decision = state.decision
    if decision.kind in ("accept", "attest") and missing_consent(state, policy, reviewers):
        return Effect(finding_state="open")
    return _EFFECTS[decision.kind](state)


def missing_consent(state: DirectoryState, policy: Policy = DEFAULTS, reviewers: int = 1) -> str:
    """Whose word is still missing: "" none, `second_person`, or `cooling_off` where one reviewer is all there is.

    Decisions from the shell on one matter count as one person (design § 7, 3).
    """
    if not policy.two_persons or not needs_second(state):
        return ""
    decision = state.decision
    earlier = [one for one in state.decisions if _is_same_matter(one, decision)]
    if reviewers > 1:
        people = {_person(one) for one in [*earlier, decision]}
        return "" if len(people) > 1 else "second_person"
    waited = timedelta(hours=policy.cooling_off_hours)
    return "" if any(decision.at - one.at >= waited for one in earlier) else "cooling_off"


def needs_second(state: DirectoryState) -> bool:
    """Whether trust rule 2 asks for two: replacement, removal, urgent, a new mobile or foreign number, attestation."""
    if state.decision.kind == "attest":
        return True
    finding = state.finding
    if finding is None:
        return False
    if finding.matter in ("replacement", "removal") or finding.level == "urgent":
        return True
    return finding.matter == "addition" and _is_risky(finding, state.entries)


def bulkable(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings that may be accepted in bulk, and the others (design § 7, 4)."""
    return [one for one in findings if one.is_bulkable], [one for one in findings if not one.is_bulkable]


def _is_risky(finding: Finding, entries: Sequence[Entry]) -> bool:
    """A new personal mobile, or a number of a country where the provider has no line yet."""
    if number_type(finding.number) == "mobile":
        return True
    countries = {country_of(entry.key) for entry in entries if entry.key != finding.number}
    home = state_country(finding.provider)
    return country_of(finding.number) not in countries | {home, ""} and home != ""


def state_country(provider: str) -> str:
    """The country a provider's id names, "" for `world/…`."""
    place = provider.partition("/")[0].upper()
    return place if len(place) == len("CN") else ""


def _is_same_matter(one: Decision, decision: Decision) -> bool:
    same = one.finding == decision.finding if decision.finding else one.key == decision.key
    return same and one.kind == decision.kind and one.ground == decision.ground


def _person(decision: Decision) -> str:
    return "shell" if decision.via == "shell" else decision.who


def _entry(state: DirectoryState, key: str) -> Entry | None:
    return next((entry for entry in state.entries if entry.key == key), None)


def _needed(state: DirectoryState, key: str) -> Entry:
    entry = _entry(state, key)
    if entry is None:
        raise NotAllowed(
            f"{state.decision.kind} {key or '(no number)'}: {state.decision.provider} has no such line; "
            "`hotlinewatch show` lists its lines"
        )
    return entry


def _verified(entry: Entry, decision: Decision, **more: object) -> Entry:
    by = "policy" if decision.via == "policy" else "person"
    return msgspec.structs.replace(
        entry, status="verified", verified_on=decision.at.date(), accepted_by=by, decision=decision.seq, **more
    )


def _ended(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, status="retired")


def _accept(state: DirectoryState) -> Effect:
    """The page is right: the directory says what it says."""
    finding, decision = state.finding, state.decision
    if finding is None:
        raise NotAllowed("accept: answers a finding; name one by its id, `hotlinewatch review` lists them")
    if finding.number in state.known_false:
        raise NotAllowed(
            f"accept {finding.id}: {finding.number} was rejected for {finding.provider}; `undo` that decision first"
        )
    if finding.matter in ("addition", "relabelling"):
        return Effect(entries=(_verified(_needed(state, finding.number), decision),))
    if finding.matter == "replacement":
        return _accept_replacement(state, finding, decision)
    if finding.matter == "removal":
        return Effect(entries=(_ended(_needed(state, finding.number)),))
    return Effect()


def _accept_replacement(state: DirectoryState, finding: Finding, decision: Decision) -> Effect:
    old = _entry(state, finding.was)
    new = _verified(_needed(state, finding.number), decision, replaces=old.id if old is not None else None)
    # On sibling pages the old line may stand on: then both are lines.
    if old is None or old.presence == "seen":
        return Effect(entries=(new,))
    return Effect(entries=(new, _ended(old)))


def _reject(state: DirectoryState) -> Effect:
    """The page is wrong for this provider: the directory stays, and the number is registered as false."""
    decision = state.decision
    key = decision.key or (state.finding.number if state.finding is not None else "")
    if not key or (state.finding is not None and state.finding.matter == "removal"):
        return Effect()
    entry = _entry(state, key)
    ended = (_ended(entry),) if entry is not None and entry.status == "candidate" else ()
    return Effect(entries=ended, known_false=((decision.provider, key),))


def _wait(state: DirectoryState) -> Effect:
    until: date | None = state.decision.until
    if until is None:
        raise NotAllowed("wait: needs the date to ask again on")
    return Effect(finding_state="waiting", wait_until=until)


def _dispute(state: DirectoryState) -> Effect:
    entry = _needed(state, state.decision.key)
    if entry.status != "verified":
        raise NotAllowed(f"dispute {entry.key}: is {entry.status}, only a verified line can be disputed")
    return Effect(entries=(msgspec.structs.replace(entry, status="disputed"),))


def _retire(state: DirectoryState) -> Effect:
    return Effect(entries=(_ended(_needed(state, state.decision.key)),))


def _attest(state: DirectoryState) -> Effect:
    """A line that only a dated statement with a file proves, such as one shown in an app."""
    decision = state.decision
    known = _entry(state, decision.key) or Entry(
        id=0, provider=decision.provider, key=decision.key, status="candidate", origin=f"attested: {decision.reason}"
    )
    return Effect(entries=(_verified(known, decision),))


def _no_hotline(state: DirectoryState) -> Effect:
    return Effect(entries=tuple(_ended(entry) for entry in state.entries if entry.status == "candidate"))


def _undo(state: DirectoryState) -> Effect:
    """The lines that the undone decision touched, as they were before it; a line it added is retired."""
    undone = next((one for one in state.decisions if one.seq == state.decision.undoes), None)
    if undone is None:
        raise NotAllowed(f"undo: there is no decision {state.decision.undoes} on {state.decision.provider}")
    before = {entry.key: entry for entry in state.undone}
    restored = tuple(
        msgspec.structs.replace(
            entry,
            status=before[entry.key].status,
            decision=before[entry.key].decision,
            verified_on=before[entry.key].verified_on,
            accepted_by=before[entry.key].accepted_by,
            replaces=before[entry.key].replaces,
        )
        for entry in state.entries
        if entry.key in before
    )
    added = tuple(_ended(entry) for entry in state.entries if entry.decision == undone.seq and entry.key not in before)
    lifted = ((undone.provider, undone.key),) if undone.kind == "reject" and undone.key else ()
    return Effect(entries=restored + added, lifted_false=lifted)


_EFFECTS: dict[DecisionKind, Callable[[DirectoryState], Effect]] = {
    "accept": _accept,
    "reject": _reject,
    "wait": _wait,
    "dispute": _dispute,
    "retire": _retire,
    "attest": _attest,
    "no_hotline": _no_hotline,
    "undo": _undo,
}
