"""What a statement with a file says of a line, as it stands in the basis of the decision that attests it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

import msgspec

# Its name in a decision's basis, and the source of a line that rests on a kept file rather than on an address.
ATTESTED = "attested"


class Statement(TypedDict):
    """A dated statement. on, until: days as ISO 8601 writes them, what it is of and when it expires.

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
