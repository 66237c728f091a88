"""What one release says, before it has a shape: its number, its times, its ground, its providers and their lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import TypedDict

from directory.public import PublicEntry, PublicProvider, RetiredLine
from directory.records import Record
from publish.delta import Delta, Listing
from publish.news import News

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


class Contents(Record):
    """One release. made, expires_at: aware, UTC. Providers are sorted by id, lines by provider and key.

    delta: what changed since the release before. recent: the latest changes that are worth telling, the newest first.
    """

    number: int
    made: datetime
    expires_at: datetime
    ground: Ground
    entries: tuple[PublicEntry, ...] = ()
    providers: tuple[PublicProvider, ...] = ()
    retired: tuple[RetiredLine, ...] = ()
    delta: Delta = Delta()
    recent: tuple[News, ...] = ()

    @property
    def listing(self) -> Listing:
        """What it tells of the directory, without its number and times."""
        return Listing(entries=self.entries, providers=self.providers, retired=self.retired)


class ProviderLines(Record):
    """One provider with its lines, () when none is listed."""

    provider: PublicProvider
    entries: tuple[PublicEntry, ...]


def by_provider(contents: Contents) -> Iterator[ProviderLines]:
    """Give every provider with its lines, by id."""
    lines = {name: tuple(found) for name, found in groupby(contents.entries, key=lambda entry: entry.provider)}
    for provider in contents.providers:
        yield ProviderLines(provider=provider, entries=lines.get(provider.id, ()))
