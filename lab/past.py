"""What a real directory of Chinese hotlines wrote down from 2019 to 2025, as the nights of one official page an organisation.

Source: directory-vcards-changes.jsonl of the shared data; it stays there, nothing of it is kept here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from directory.records import Record

# A mail address stands among the numbers of one organisation.
HAS_DIGITS = re.compile(r"\d{3}")


class Written(msgspec.Struct, frozen=True):
    """One number as the directory wrote it. number: digits or E.164, the same for every notation of a line."""

    raw: str
    number: str
    label: str = ""


class Event(msgspec.Struct, frozen=True):
    """What one commit did to one organisation. real_change: False for a mere change of notation; category: its folder."""

    date: datetime
    real_change: bool
    org: str
    category: str
    added: tuple[Written, ...]
    removed: tuple[Written, ...]
    unchanged: tuple[str, ...]


class Shown(Record, frozen=True):
    """What every organisation's page shows on one night: organisation → its numbers as printed.

    at: aware, UTC. moved: organisations whose numbers changed, beside their notation. rewritten: those whose notation
    alone did. lost: organisation → numbers that stood there before and are gone; gained: those that came.
    """

    at: datetime
    pages: dict[str, tuple[str, ...]]
    moved: frozenset[str] = frozenset()
    rewritten: frozenset[str] = frozenset()
    lost: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    gained: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


def read_events(file: Path) -> tuple[Event, ...]:
    """Every event of the file, oldest first. Raises msgspec.ValidationError for a line of another shape."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(sorted((msgspec.json.decode(line, type=Event) for line in lines), key=lambda one: (one.date, one.org)))


def nights_of(events: Iterable[Event]) -> Iterator[Shown]:
    """The night before the first event, then one night for each date on which something was written."""
    by_date: dict[str, list[Event]] = {}
    for event in events:
        by_date.setdefault(event.date.date().isoformat(), []).append(event)
    pages = _before_all(event for day in by_date.values() for event in day)
    first = min(event.date for day in by_date.values() for event in day)
    yield Shown(at=first - timedelta(days=1), pages=_printed(pages))
    for day in by_date.values():
        before = {org: set(numbers) for org, numbers in pages.items()}
        for event in day:
            pages[event.org] = _after(pages[event.org], event)
        # A short code with +86 before it is no change, though it makes another key: the directory's own mark decides.
        real = {event.org for event in day if event.real_change}
        lost = {org: _without(before[org], set(pages[org])) for org in sorted(real)}
        gained = {org: _without(set(pages[org]), before[org]) for org in sorted(real)}
        moved = frozenset(org for org in real if lost[org] or gained[org])
        yield Shown(
            at=max(event.date for event in day),
            pages=_printed(pages),
            moved=moved,
            rewritten=frozenset({event.org for event in day} - moved),
            lost={org: numbers for org, numbers in lost.items() if numbers},
            gained={org: numbers for org, numbers in gained.items() if numbers},
        )


def _without(numbers: set[str], others: set[str]) -> tuple[str, ...]:
    """The numbers that are not among the others, with or without their country's code."""
    lines = {number.removeprefix("+86") for number in others}
    return tuple(sorted(number for number in numbers if number.removeprefix("+86") not in lines))


def _before_all(events: Iterable[Event]) -> dict[str, dict[str, str]]:
    """Organisation → number → how it was printed before anything was written down of it."""
    pages: dict[str, dict[str, str]] = {}
    for event in events:
        if event.org not in pages:
            stood = {number: number for number in event.unchanged}
            pages[event.org] = stood | {one.number: one.raw for one in event.removed if HAS_DIGITS.search(one.raw)}
    return pages


def _after(numbers: Mapping[str, str], event: Event) -> dict[str, str]:
    gone = {one.number for one in event.removed}
    kept = {number: raw for number, raw in numbers.items() if number not in gone}
    return kept | {one.number: one.raw for one in event.added if HAS_DIGITS.search(one.raw)}


def _printed(pages: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    return {org: tuple(raw for _, raw in sorted(numbers.items())) for org, numbers in sorted(pages.items())}
