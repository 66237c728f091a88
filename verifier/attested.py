"""Lines that only a dated statement with a file proves, such as one shown in an app: what it says, and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

import msgspec

from directory.decisions import DirectoryState, Effect
from directory.records import Entry
from verifier.consent import NotAllowed

# Its name in a decision's basis, and the source of a line that rests on a kept file rather than on an address.
ATTESTED = "attested"


class Statement(TypedDict):
    """A dated statement, as it stands in the basis of the decision that makes it. on, until: days as ISO 8601 writes them, what it is of and when it expires.

    file: its name in the folder of kept files, digest and suffix. cuts: how many parts were painted over.
    purpose, label: what the line is for and called, "" where it is not said.
    """

    on: str
    until: str
    file: str
    cuts: int
    purpose: str
    label: str


def statement_of(basis: Mapping[str, object]) -> Statement | None:
    """Give the statement that a decision rests on, None for one that rests on none."""
    said = basis.get(ATTESTED)
    return None if said is None else msgspec.convert(said, Statement)


def expires_on(basis: Mapping[str, object]) -> date | None:
    """The day on which what a decision attests expires, None where it attests nothing."""
    said = statement_of(basis)
    return None if said is None else date.fromisoformat(said["until"])


def attest(state: DirectoryState) -> Effect:
    """The line of the decision's key is verified. Raises NotAllowed for a number that was rejected, or is disputed.

    A line that a page shows, too, keeps the page as its source: that is what a reader of the feed can look up.
    """
    decision = state.decision
    if decision.key in state.known_false:
        raise NotAllowed(f"attest {decision.key}: was rejected for {decision.provider}; `undo` that decision first")
    known = next((entry for entry in state.entries if entry.key == decision.key), None) or Entry(
        id=0, provider=decision.provider, key=decision.key, status="candidate", origin=f"attested: {decision.reason}"
    )
    if known.status == "disputed":
        raise NotAllowed(f"attest {known.key}: is disputed; `undo` the dispute first, or `retire` the line")
    said = statement_of(decision.basis)
    words = {} if said is None else {"purpose": said["purpose"] or known.purpose, "label": said["label"] or known.label}
    rests = {} if known.source not in ("", ATTESTED) else {"source": ATTESTED, "snapshot": decision.ground}
    line = msgspec.structs.replace(
        known,
        status="verified",
        verified_on=decision.at.date(),
        accepted_by="person",
        decision=decision.seq,
        **words,
        **rests,
    )
    return Effect(entries=(line,))
