"""Lines that stand as verified and that the chain of decisions does not hold up: a database edited by hand."""

from __future__ import annotations

from collections.abc import Mapping

from directory.decisions import Decision
from directory.records import Entry, Provider
from directory.store import Store

# What makes a line verified.
VERIFIES = ("accept", "attest")


def undecided(store: Store, providers: Mapping[str, Provider]) -> list[Entry]:
    """List the verified lines that no decision of the chain verified, or that a later one ended.

    providers: as described today; a line of a renamed one rests on decisions under its former ids.
    """
    decisions = {one.seq: one for one in store.decisions()}
    # Chains of before `Decision.keys` name the lines of an answer to many only by its finding.
    keys = {one.id: (*one.keys, one.number) for one in store.findings(state=None)}
    ended = _ended(store, decisions)
    found = []
    for entry in store.entries(status="verified"):
        known_as = {entry.provider, *(providers[entry.provider].formerly if entry.provider in providers else ())}
        decision = decisions.get(entry.decision or 0)
        is_held_up = decision is not None and decision.provider in known_as and _verifies(decision, entry, keys)
        if not is_held_up or any(ended.get((name, entry.key), 0) > (entry.decision or 0) for name in known_as):
            found.append(entry)
    return found


def _verifies(decision: Decision, entry: Entry, keys: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether this decision verified the line; one that waits for a second word has decided nothing."""
    if decision.kind not in VERIFIES or decision.waits_for:
        return False
    return entry.key in (decision.key, *decision.keys, *keys.get(decision.finding, ()))


def _ended(store: Store, decisions: Mapping[int, Decision]) -> dict[tuple[str, str], int]:
    """The last decision that took each line off the feed and that nobody undid, by provider and key."""
    undone = {one.undoes for one in decisions.values()}
    ended = {}
    for one in decisions.values():
        key = one.key if one.kind in ("dispute", "retire") else one.was if one.kind == "accept" else ""
        if key and one.seq not in undone and _took_effect(store, one, key):
            ended[one.provider, key] = one.seq
    return ended


def _took_effect(store: Store, decision: Decision, key: str) -> bool:
    """Whether it did so: one person's word ends no line where two are needed, and an old line may stand on beside the new."""
    effect = store.effect_of(decision.seq)
    return effect is not None and any(one.key == key and one.status != "verified" for one in effect.entries)
