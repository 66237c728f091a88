"""What one release says, before it has a shape: its number, its times, its ground and its lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TypedDict

from directory.public import PublicEntry
from directory.records import Record

# The shape of the JSON, published; it moves when a key changes its meaning or goes.
SCHEMA = "hotlinewatch-directory/1"


class Ground(TypedDict):
    """What a release rests on, printed in it.

    policy: the rule in force, by name or digest. chain_length, chain_head: of the decision chain (design, 7, 11).
    licence: of the data. contact: where to send corrections. run: id of the run it renders, "" when none ran.
    """

    policy: str
    chain_length: int
    chain_head: str
    licence: str
    contact: str
    run: str


class Contents(Record):
    """One release. made, expires_at: aware, UTC. entries: sorted by provider and key."""

    number: int
    made: datetime
    expires_at: datetime
    ground: Ground
    entries: tuple[PublicEntry, ...]


def print_time(at: datetime) -> str:
    """Write a time as releases do: UTC, to the second, with Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plain_entry(entry: PublicEntry) -> dict[str, object]:
    """Give one line as plain data, its keys in the published order, times and dates as texts."""
    return {name: _plain(getattr(entry, name)) for name in entry.__struct_fields__}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return print_time(value)
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value
