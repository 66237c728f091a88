"""The records of looking around: lines, pages and nights as somebody who reviews them asks for. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from directory.records import Fetch, Record

RunState = Literal["open", "closed", "invalid"]


class Lines(Record, frozen=True):
    """What of the directory is asked for; "" is everything. text: part of a number, a label or a provider's id."""

    status: str = ""
    presence: str = ""
    provider: str = ""
    text: str = ""
    offset: int = 0
    limit: int = 50


class Look(Record):
    """One fetch of a page, as a night made it. reading: how it was read, "" where it was not."""

    run: str
    fetch: Fetch
    reading: str = ""


class Shown(Record):
    """One page that once showed a number. first, last: when it was captured first and last with it; layers: where."""

    provider: str
    page: str
    first: datetime
    last: datetime
    snapshot: str
    layers: tuple[str, ...] = ()


class Nightly(Record):
    """One night in figures: how lines moved, how pages fared. on: its UTC date."""

    run: str
    on: date
    changes: dict[str, int]
    pages: dict[str, int]


class ValidRun(Record):
    """A run that ended and saw its canary. at: aware, UTC, when it began."""

    id: str
    at: datetime


class Answered(Record):
    """How long one finding waited: from the run that found it to the decision."""

    found: datetime
    decided: datetime
    kind: str
