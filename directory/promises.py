"""The records from which it is told how well an installation keeps what it promises. Pure."""

from __future__ import annotations

from datetime import date, datetime

from directory.records import Record
from directory.terms import Level, Matter


class Detection(Record):
    """One thing that was found. found: when the page was looked at that showed it; before: the last good look without it.

    What changed did so at some time between: `hours` is the longest that it can have stood there unseen.
    """

    finding: str
    provider: str
    matter: Matter
    level: Level
    before: datetime
    found: datetime

    @property
    def hours(self) -> float:
        """How long it can have stood there before it was found."""
        return (self.found - self.before).total_seconds() / 3600


class Verdict(Record):
    """What a person said last of a finding and its evidence. is_right: accepted, the page is right; else rejected.

    signals: those that spoke against the page, none where it was asked by rule alone.
    """

    finding: str
    level: Level
    signals: tuple[str, ...]
    is_right: bool
    at: datetime


class Kept(Record):
    """What the store knows of a stretch of time. since: aware, UTC.

    detections: of changes first found in it. verdicts: of persons. last_seen: of every verified line, None for one that no page ever showed. unchanged: lines that a night
    looked for and found as they were, counted a night each. valid_on: UTC dates with a valid run; first_on: the date of
    the first run of all, None before it.
    """

    since: datetime
    detections: tuple[Detection, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    last_seen: tuple[datetime | None, ...] = ()
    unchanged: int = 0
    valid_on: tuple[date, ...] = ()
    first_on: date | None = None
