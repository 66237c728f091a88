"""What taking a decision back makes of the directory; nothing is ever deleted."""

from __future__ import annotations

import msgspec

from directory.decisions import Decision, DirectoryState, Effect
from verifier.consent import NotAllowed

# What only decisions set of a line, so what taking one back restores; a night's dates stay as they are.
DECIDED = ("status", "replaces", "verified_on", "accepted_by", "decision")


def undo(state: DirectoryState) -> Effect:
    """The lines that a decision touched get back the status they had; a line it added is retired."""
    undone = _undoable(state)
    before = {entry.key: entry for entry in state.undone}
    restored = tuple(
        msgspec.structs.replace(entry, **{name: getattr(before[entry.key], name) for name in DECIDED})
        for entry in state.entries
        if entry.key in before
    )
    added = tuple(
        msgspec.structs.replace(entry, status="retired")
        for entry in state.entries
        if entry.decision == undone.seq and entry.key not in before
    )
    touched = {undone.key, *before} & set(state.known_false) if undone.kind == "reject" else set()
    lifted = tuple((undone.provider, key) for key in sorted(touched))
    return Effect(entries=restored + added, lifted_false=lifted, finding_state="open")


def _undoable(state: DirectoryState) -> Decision:
    """The decision to take back. Raises NotAllowed for one that is gone, undone already, or built upon since."""
    number = state.decision.undoes
    undone = next((one for one in state.decisions if one.seq == number), None)
    if undone is None:
        raise NotAllowed(f"undo: there is no decision {number} on {state.decision.provider}")
    if undone.kind == "policy":
        raise NotAllowed(f"undo {number}: put a policy in force; `policy adopt` the one before it, or --defaults")
    if undone.kind == "undo":
        raise NotAllowed(f"undo {number}: is itself an undo; decide on the finding or the line anew")
    taken_back = {one.undoes: one.seq for one in state.decisions if one.undoes is not None}
    if number in taken_back:
        raise NotAllowed(f"undo {number}: decision {taken_back[number]} did that already")
    touched = {entry.key for entry in state.undone} | {undone.key, undone.was, *undone.keys} - {""}
    for one in state.decisions:
        is_later = one.seq > undone.seq and one.kind not in ("undo", "wait") and one.seq not in taken_back
        if is_later and touched & {one.key, one.was, *one.keys}:
            raise NotAllowed(f"undo {number}: decision {one.seq} on {one.key or one.was} came later; undo that first")
    return undone
