"""The chain of decisions: what is hashed, where it breaks, and whether it still is the one that others were shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC

import msgspec

from directory.decisions import Decision

# What the first decision is chained to.
GENESIS = ""
# Fields that came after the first chains were made: left out of the body while they are empty, so that those keep their hashes.
ADDED = ("keys", "waits_for")
# Number of the decision, and what is wrong there.
Fault = tuple[int, str]


class ChainFileError(ValueError):
    """A file that holds no chain as `audit export` writes it: says the line and what came."""


def canonical(decision: Decision) -> bytes:
    """Write the body of a decision (all but `prev` and `hash`) as JSON with sorted keys, no blanks, times in UTC.

    Raises ValueError for a time without a zone.
    """
    body = _told(decision)
    del body["prev"], body["hash"]
    return msgspec.json.encode(body, order="sorted")


def chain_hash(prev: str, decision: Decision) -> str:
    """Give the SHA-256, in hex, of `prev` (the hash before, in hex) followed by the canonical body."""
    return hashlib.sha256(prev.encode() + canonical(decision)).hexdigest()


def chained(prev: str, decision: Decision) -> Decision:
    """Fill in `prev` and `hash`."""
    return msgspec.structs.replace(decision, prev=prev, hash=chain_hash(prev, decision))


def verify_chain(decisions: Iterable[Decision]) -> Fault | None:
    """Find the first break of a whole chain, given in order: its number and the reason; None when it is sound.

    A cut tail or a chain rewritten from its start is sound in itself: `carried_fault` holds it against a release,
    `copy_fault` against an exported copy.
    """
    prev = GENESIS
    for place, decision in enumerate(decisions, start=1):
        if decision.seq != place:
            return place, f"expected decision {place}, got {decision.seq}: one is missing, added or out of order"
        if decision.prev != prev:
            return place, f"decision {place} is chained to {decision.prev[:12]!r}, the one before it is {prev[:12]!r}"
        if decision.hash != chain_hash(prev, decision):
            return place, f"decision {place} does not match its hash: it was edited after it was made"
        prev = decision.hash
    return None


def carried_fault(decisions: Sequence[Decision], length: int, head: str, name: str) -> Fault | None:
    """Find where a sound chain is not the one whose length and head `name` (a release) carries; None when it is.

    A chain that has grown since is the same chain.
    """
    if length > len(decisions):
        return (
            len(decisions) + 1,
            f"decisions {len(decisions) + 1} to {length} are gone: {name} carries a chain of {length}",
        )
    got = decisions[length - 1].hash if length else GENESIS
    if got != head:
        return (
            max(length, 1),
            f"decision {length} is {got[:12]!r}, {name} carries {head[:12]!r} for it: the chain was rewritten there or before",
        )
    return None


def copy_fault(decisions: Sequence[Decision], copy: Sequence[Decision], name: str) -> Fault | None:
    """Find the first decision of an exported copy that the chain no longer has as it was; None when it has them all."""
    for place, kept in enumerate(copy, start=1):
        if place > len(decisions):
            return place, f"decisions {place} to {len(copy)} are gone: {name} has them"
        if decisions[place - 1].hash != kept.hash:
            return place, f"decision {place} is not the one that {name} has: the chain was rewritten from there"
    return None


def print_chain(decisions: Iterable[Decision]) -> Iterator[bytes]:
    """Write a chain as JSON lines, keys sorted: without `prev` and `hash` a line is the body that is hashed."""
    for decision in decisions:
        yield msgspec.json.encode(_told(decision), order="sorted") + b"\n"


def read_chain(data: bytes, name: str) -> list[Decision]:
    """Read what `print_chain` wrote. name: of the file, for the error. Raises ChainFileError for a line that is no decision."""
    found = []
    for place, line in enumerate(data.splitlines(), start=1):
        try:
            found.append(msgspec.json.decode(line, type=Decision))
        except msgspec.DecodeError as error:
            raise ChainFileError(
                f"{name}: line {place}: {error}; expected a decision as `audit export` writes it"
            ) from error
    return found


def _told(decision: Decision) -> dict[str, object]:
    if decision.at.tzinfo is None:
        raise ValueError(f"decision {decision.seq}: at: got {decision.at.isoformat()}, expected an aware time")
    body: dict[str, object] = msgspec.to_builtins(msgspec.structs.replace(decision, at=decision.at.astimezone(UTC)))
    return {name: value for name, value in body.items() if value or name not in ADDED}
