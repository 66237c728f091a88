"""What one release says, before it has a shape: its number, its times, its ground, its providers and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TypedDict

from directory.public import PublicEntry, PublicProvider, RetiredLine
from directory.records import Record

# The shape of the JSON, published; it moves when a key changes its meaning or goes.
SCHEMA = "hotlinewatch-directory/1"


class Ground(TypedDict):
    """What a release rests on, printed in it.

    policy: the rule in force, by name or digest; rules: every threshold of it, by name.
    chain_length, chain_head: of the decision chain (design, 7, 11). licence: of the data.
    contact: where to send corrections, "" when the installation names none; takedown: how a line is taken down, in words.
    run: id of the run it renders, "" when none ran.
    """

    policy: str
    rules: dict[str, object]
    chain_length: int
    chain_head: str
    licence: str
    contact: str
    takedown: str
    run: str


class Listing(Record):
    """Everything that may be told of a directory at one moment, in any order.

    providers: all that are described, also those without lines. retired: lines that once were listed.
    """

    entries: tuple[PublicEntry, ...] = ()
    providers: tuple[PublicProvider, ...] = ()
    retired: tuple[RetiredLine, ...] = ()


class Contents(Record):
    """One release. made, expires_at: aware, UTC. Providers are sorted by id, lines by provider and key."""

    number: int
    made: datetime
    expires_at: datetime
    ground: Ground
    entries: tuple[PublicEntry, ...] = ()
    providers: tuple[PublicProvider, ...] = ()
    retired: tuple[RetiredLine, ...] = ()


class ProviderLines(Record):
    """One provider with its lines, () when none is listed."""

    provider: PublicProvider
    entries: tuple[PublicEntry, ...]


def by_provider(contents: Contents) -> Iterator[ProviderLines]:
    """Give every provider with its lines, by id."""
    lines = {name: tuple(found) for name, found in groupby(contents.entries, key=lambda entry: entry.provider)}
    for provider in contents.providers:
        yield ProviderLines(provider=provider, entries=lines.get(provider.id, ()))


def print_time(at: datetime) -> str:
    """Write a time as releases do: UTC, to the second, with Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plain(record: Record) -> dict[str, object]:
    """Give a public record as plain data, its keys in the published order, times and dates as texts."""
    return {name: _plain(getattr(record, name)) for name in record.__struct_fields__}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return print_time(value)
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value
