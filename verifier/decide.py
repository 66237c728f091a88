"""What a decision makes of the directory: one small function a kind, records in, records out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from directory.decisions import Decision, DirectoryState, Effect
from directory.findings import Finding
from directory.number import transformation
from directory.records import Entry
from directory.terms import DecisionKind, Matter
from verifier.attested import ATTESTED, attest
from verifier.case import SEEN_ORIGIN
from verifier.consent import NotAllowed, missing_consent
from verifier.deciders import check_decider
from verifier.policy import Policy, load_policy, policy_name, policy_of
from verifier.undo import undo

# Who decides needs all three: what it does, whose word is missing, and what a refusal is called.
__all__ = ["NotAllowed", "after_decision", "bulkable", "missing_consent", "storm_pairs"]
# What a page may call a line anew.
CALLED = ("purpose", "audience", "hours", "languages", "label")


def after_decision(state: DirectoryState, policy: Policy, reviewers: int) -> Effect:
    """What a decision does, computed under the store's writer lock. reviewers: active accounts that may decide.

    policy: the one in force. Where a second person is needed and has not spoken, the effect leaves every line alone and
    the finding open, and says whose word it waits for. Raises NotAllowed for one who may not decide, and for a step
    that the state forbids, whether or not the second person has spoken.
    """
    check_decider(state, policy)
    in_force = load_policy() if state.adopted is None else policy_of(state.adopted)
    if in_force != policy:
        raise NotAllowed(
            f"{state.decision.kind}: got a decision under {policy_name(policy)}, in force is {policy_name(in_force)}; "
            "it was adopted meanwhile: repeat the command"
        )
    effect = _EFFECTS[state.decision.kind](state)
    missing = missing_consent(state, policy, reviewers)
    if missing:
        return Effect(finding_state="open", waits_for=missing)
    settled = {entry.key for entry in effect.entries if entry.decision == state.decision.seq} - {state.decision.key}
    return msgspec.structs.replace(effect, keys=tuple(sorted(settled)))


def once_agreed(state: DirectoryState) -> Effect:
    """What a decision does once everybody who must has said so. Raises NotAllowed for a step that the state forbids."""
    return _EFFECTS[state.decision.kind](state)


def bulkable(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings that may be accepted in bulk, and the others (design § 7, 4)."""
    return [one for one in findings if one.is_bulkable], [one for one in findings if not one.is_bulkable]


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


def _shown(state: DirectoryState, finding: Finding, key: str) -> Entry:
    """The line of a key that a finding says the pages show, made from its evidence where no night could add it."""
    if key in state.known_false:
        raise NotAllowed(
            f"accept {key}: was rejected for {finding.provider}; `undo` that decision first if it is a line after all"
        )
    entry = _entry(state, key)
    if entry is not None and entry.status == "disputed":
        raise NotAllowed(f"accept {key}: is disputed; `undo` the dispute first, or `retire` the line")
    if entry is not None:
        return entry
    if not finding.evidence:
        raise NotAllowed(f"accept {key}: {finding.provider} has no such line and the finding shows none; run it again")
    first = finding.evidence[0]
    return Entry(
        id=0,
        provider=finding.provider,
        key=key,
        status="candidate",
        origin=f"{SEEN_ORIGIN}{first.url}",
        source=first.url,
        snapshot=first.snapshot,
    )


def _accept(state: DirectoryState) -> Effect:
    """The page is right: the directory says what it says."""
    finding = state.finding
    if finding is None:
        raise NotAllowed("accept: answers a finding; name one by its id, `hotlinewatch review` lists them")
    accept = _ACCEPTED.get(finding.matter)
    return Effect() if accept is None else Effect(entries=accept(state, finding))


def _accept_addition(state: DirectoryState, finding: Finding) -> tuple[Entry, ...]:
    return (_verified(_shown(state, finding, finding.number), state.decision),)


def _accept_replacement(state: DirectoryState, finding: Finding) -> tuple[Entry, ...]:
    return _replaced(state, finding, finding.was, finding.number)


def _accept_storm(state: DirectoryState, finding: Finding) -> tuple[Entry, ...]:
    """Every pair of the storm that is still open: the old line is one, the new one is not yet."""
    return tuple(entry for was, key in storm_pairs(state, finding) for entry in _replaced(state, finding, was, key))


def storm_pairs(state: DirectoryState, finding: Finding) -> list[tuple[str, str]]:
    """The (old, new) keys of this provider among a storm's keys that are not settled yet."""
    known = {entry.key: entry for entry in state.entries}
    pairs: dict[str, str] = {}
    for key in finding.keys:
        for was in finding.keys:
            if was not in pairs.values() and transformation(was, key) and _came_after(known.get(was), known.get(key)):
                pairs.setdefault(key, was)
    return [(was, key) for key, was in pairs.items()]


def _came_after(old: Entry | None, new: Entry | None) -> bool:
    """Whether the second is the newcomer: it is no line yet, or only a candidate that was seen later."""
    if old is None or old.status == "retired" or old.first_seen is None:
        return False
    if new is None or new.first_seen is None or new.status == "retired":
        return True
    return new.status == "candidate" and new.first_seen > old.first_seen


def _replaced(state: DirectoryState, finding: Finding, was: str, key: str) -> tuple[Entry, ...]:
    old = _entry(state, was)
    new = _verified(_shown(state, finding, key), state.decision, replaces=None if old is None else old.id)
    # On sibling pages the old line may stand on: then both are lines.
    if old is None or old.status == "retired" or old.presence == "seen":
        return (new,)
    return new, _ended(old)


def _accept_removal(state: DirectoryState, finding: Finding) -> tuple[Entry, ...]:
    entry = _needed(state, finding.number)
    if entry.presence == "seen":
        raise NotAllowed(f"accept {finding.id}: {entry.key} is on the provider's pages again; `reject` keeps the line")
    return (_ended(entry),)


def _accept_relabelling(state: DirectoryState, finding: Finding) -> tuple[Entry, ...]:
    """The line is called what the page calls it, and the day it was last confirmed moves."""
    entry = _needed(state, finding.number)
    if entry.status != "verified":
        raise NotAllowed(f"accept {finding.id}: {entry.key} is {entry.status}; only a verified line is relabelled")
    words = {name: text for name, text in finding.words.items() if name in CALLED}
    changed = {**msgspec.to_builtins(entry), **words, "verified_on": state.decision.at.date().isoformat()}
    return (msgspec.convert(changed, Entry),)


def _accept_held(state: DirectoryState, finding: Finding) -> tuple[Entry, ...]:
    """The loss is real: the next night counts what is missing as missed before, and holds nothing back for it."""
    lines = [entry for entry in state.entries if entry.status != "retired" and entry.first_seen is not None]
    wanted = set(finding.keys) or {entry.key for entry in lines}
    return tuple(
        msgspec.structs.replace(entry, missed_nights=max(1, entry.missed_nights))
        for entry in lines
        if entry.key in wanted
    )


def _accept_ground(state: DirectoryState, finding: Finding) -> tuple[Entry, ...]:
    """The lines stand on what the provider's file says now; those that were settled otherwise meanwhile stay so."""
    wanted = set(finding.keys)
    lines = [entry for entry in state.entries if entry.key in wanted and entry.status == "verified"]
    return tuple(_verified(entry, state.decision) for entry in lines)


def _accept_expiry(state: DirectoryState, finding: Finding) -> tuple[Entry, ...]:
    entry = _needed(state, finding.number)
    if entry.status != "verified":
        raise NotAllowed(f"accept {finding.id}: {entry.key} is {entry.status}; only a verified line is confirmed")
    if entry.source == ATTESTED:
        raise NotAllowed(
            f"accept {finding.id}: {entry.key} rests on a file, which does not become newer; "
            "`attest` it with a file of today, or `retire` it"
        )
    return (_verified(entry, state.decision),)


# What is not here (a contradiction, a page) is answered and changes no line.
_ACCEPTED: dict[Matter, Callable[[DirectoryState, Finding], tuple[Entry, ...]]] = {
    "addition": _accept_addition,
    "replacement": _accept_replacement,
    "storm": _accept_storm,
    "removal": _accept_removal,
    "relabelling": _accept_relabelling,
    "held": _accept_held,
    "ground": _accept_ground,
    "expiry": _accept_expiry,
}
# Where rejecting says that a number is not the provider's; elsewhere it says that the directory is right as it is.
_CLAIMS_A_NUMBER: frozenset[Matter] = frozenset({"addition", "replacement", "storm", "contradiction"})


def _reject(state: DirectoryState) -> Effect:
    """The page is wrong for this provider: the directory stays, and the number is registered as false."""
    finding, provider = state.finding, state.decision.provider
    if finding is None:
        raise NotAllowed("reject: answers a finding; name one by its id, `hotlinewatch review` lists them")
    if finding.matter not in _CLAIMS_A_NUMBER:
        return Effect()
    numbers = [finding.number] if finding.number else [key for _, key in storm_pairs(state, finding)]
    entries = [entry for entry in state.entries if entry.key in numbers]
    verified = [entry.key for entry in entries if entry.status == "verified"]
    if verified:
        raise NotAllowed(
            f"reject {finding.id}: {verified[0]} is a verified line of {provider}; `dispute` or `retire` it first"
        )
    ended = tuple(_ended(entry) for entry in entries if entry.status != "retired")
    return Effect(entries=ended, known_false=tuple((provider, key) for key in numbers))


def _wait(state: DirectoryState) -> Effect:
    until: date | None = state.decision.until
    if until is None or until <= state.decision.at.date():
        raise NotAllowed(f"wait: got {until or 'no date'}, expected a date after {state.decision.at.date()} to ask on")
    return Effect(finding_state="waiting", wait_until=until)


def _dispute(state: DirectoryState) -> Effect:
    entry = _needed(state, state.decision.key)
    if entry.status != "verified":
        raise NotAllowed(f"dispute {entry.key}: is {entry.status}, only a verified line can be disputed")
    return Effect(entries=(msgspec.structs.replace(entry, status="disputed"),))


def _retire(state: DirectoryState) -> Effect:
    entry = _needed(state, state.decision.key)
    if entry.status == "retired":
        raise NotAllowed(f"retire {entry.key}: is retired already; `undo` takes that back")
    return Effect(entries=(_ended(entry),))


def _no_hotline(state: DirectoryState) -> Effect:
    """The provider publishes none: nothing that was claimed for it stays a candidate."""
    verified = sorted(entry.key for entry in state.entries if entry.status == "verified")
    if verified:
        raise NotAllowed(
            f"no_hotline {state.decision.provider}: has the verified lines {', '.join(verified)}; `retire` them first"
        )
    return Effect(entries=tuple(_ended(entry) for entry in state.entries if entry.status == "candidate"))


def _policy(state: DirectoryState) -> Effect:
    """The written policy of this installation is another from now on. Raises PolicyError for one that cannot be used."""
    decision = state.decision
    wanted = policy_of(decision)
    in_force = load_policy() if state.adopted is None else policy_of(state.adopted)
    if decision.ground != policy_name(wanted) or decision.was != policy_name(in_force):
        raise NotAllowed(
            f"policy: got {decision.was} → {decision.ground}, expected {policy_name(in_force)} → {policy_name(wanted)}"
        )
    if wanted == in_force:
        raise NotAllowed(f"policy: {decision.ground} is in force already")
    return Effect()


_EFFECTS: dict[DecisionKind, Callable[[DirectoryState], Effect]] = {
    "accept": _accept,
    "reject": _reject,
    "wait": _wait,
    "dispute": _dispute,
    "retire": _retire,
    "attest": attest,
    "no_hotline": _no_hotline,
    "undo": undo,
    "policy": _policy,
}
