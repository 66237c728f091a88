"""The chain of decisions: what is hashed, and where it breaks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC

import msgspec

from directory.decisions import Decision

# What the first decision is chained to.
GENESIS = ""


def canonical(decision: Decision) -> bytes:
    """Write the body of a decision (all but `prev` and `hash`) as JSON with sorted keys, no blanks, times in UTC.

    Raises ValueError for a time without a zone.
    """
    if decision.at.tzinfo is None:
        raise ValueError(f"decision {decision.seq}: at: got {decision.at.isoformat()}, expected an aware time")
    body = msgspec.to_builtins(msgspec.structs.replace(decision, at=decision.at.astimezone(UTC)))
    del body["prev"], body["hash"]
    return msgspec.json.encode(body, order="sorted")


def chain_hash(prev: str, decision: Decision) -> str:
    """Give the SHA-256, in hex, of `prev` (the hash before, in hex) followed by the canonical body."""
    return hashlib.sha256(prev.encode() + canonical(decision)).hexdigest()


def chained(prev: str, decision: Decision) -> Decision:
    """Fill in `prev` and `hash`."""
    return msgspec.structs.replace(decision, prev=prev, hash=chain_hash(prev, decision))


def verify_chain(decisions: Iterable[Decision]) -> tuple[int, str] | None:
    """Find the first break of a whole chain, given in order: its number and the reason; None when it is sound.

    A cut tail or a chain rewritten from its start is sound in itself: compare length and head with a release.
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
