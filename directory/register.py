"""The register of numbers that others call false: imported report lists, and blocks with several false numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from directory.number import line_of, parts_of
from directory.records import Record

# Lines are rented in blocks; a block is what two of them share without their last four digits (signals, S36).
BLOCK_DIGITS = 4
# Shorter numbers have honest neighbours everywhere (signals, S37).
BLOCK_LEAST_DIGITS = 10
# Two in one block are no chance: a block holds ten thousand numbers.
BLOCK_LEAST_FALSE = 2


# What a list names: numbers that people were told to call, or those that their telephones showed, which callers forge.
About = Literal["called", "callers"]


class ReportList(Record):
    """One imported list of numbers that people complained of.

    source: who published it ("ftc"); dated_on: the date it is of. format: how its file was read, "plain",
    "column:NAME" or an id of the list formats. region: whose national numbers it holds, "" for none.
    digest: SHA-256 hex of the file. imported_at: aware, UTC. numbers: distinct keys; rows: with a number that was
    read; empty: without any number; unread: with one that nobody can dial.
    """

    source: str
    dated_on: date
    about: About
    format: str
    region: str
    digest: str
    imported_at: datetime
    numbers: int = 0
    rows: int = 0
    empty: int = 0
    unread: int = 0


class Report(Record):
    """How often one imported list names one key."""

    key: str
    source: str
    dated_on: date
    about: About
    reports: int


class FalseNumber(Record):
    """A number that a decision called false for a provider. since: aware, UTC; decision: its number in the chain."""

    key: str
    provider: str
    since: datetime
    decision: int | None
    source: str


def block_of(key: str) -> str:
    """The key without its last four digits, "" for a code or a number that is too short to tell a block by."""
    parts = parts_of(key)
    if parts.country or len(parts.digits) < BLOCK_LEAST_DIGITS:
        return ""
    return f"+{parts.digits[:-BLOCK_DIGITS]}"


def false_blocks(known_false: Iterable[str]) -> dict[str, int]:
    """The blocks with two or more numbers known to be false → how many. known_false: keys; extensions count once."""
    count = Counter(block for line in {line_of(key) for key in known_false} if (block := block_of(line)))
    return {block: found for block, found in sorted(count.items()) if found >= BLOCK_LEAST_FALSE}


def told(reports: Iterable[Report]) -> dict[str, tuple[str, ...]]:
    """What the lists say of each key, a source once: "ftc 2026-10-01/2026-10-07 (×12)", dates as ISO 8601 writes a span."""
    found: dict[str, dict[str, list[Report]]] = {}
    for one in reports:
        found.setdefault(one.key, {}).setdefault(one.source, []).append(one)
    return {key: tuple(_told(source, by[source]) for source in sorted(by)) for key, by in sorted(found.items())}


def _told(source: str, reports: list[Report]) -> str:
    first, last = (pick(one.dated_on for one in reports).isoformat() for pick in (min, max))
    when = first if first == last else f"{first}/{last}"
    return f"{source} {when} (×{sum(one.reports for one in reports)})"
