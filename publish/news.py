"""The changes that people are told of: a number added, replaced, gone, or described in other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec

from directory.public import PublicEntry
from directory.records import Record
from publish.delta import Delta
from publish.written import print_value

# A feed that is read once a month misses nothing of a provider that moves a line a day (the most that was seen in
# six years of a directory of hotlines: docs/history.md), and stays a small file.
KEPT_OF_A_PROVIDER = 30
# What every night moves, or follows from what is told anyway.
SILENT = frozenset({"last_seen", "first_seen", "evidence", "verified_on", "expires_on", "tel", "country", "names"})

What = Literal["added", "replaced", "reworded", "gone"]


class News(Record):
    """One change of one line. release, made: in which it came. number: as people dial it, was: the same of the old one.

    key: of the line that is meant, the new one where it was replaced. words: field → its text before and now.
    """

    release: int
    made: datetime
    what: What
    provider: str
    name: str
    key: str
    number: str
    was: str = ""
    purpose: str = ""
    source: str = ""
    words: dict[str, tuple[str, str]] = msgspec.field(default_factory=dict)


def news_of(delta: Delta, release: int, made: datetime) -> Iterator[News]:
    """Tell what of a delta people want to know, by provider and key."""
    found = {(one.provider, one.key): one for one in _lines(delta, release, made)}
    yield from (found[name] for name in sorted(found))


def recent_news(fresh: Iterable[News], earlier: Sequence[News], listed: frozenset[tuple[str, str]]) -> tuple[News, ...]:
    """Put fresh news before earlier ones, the newest first, at most KEPT_OF_A_PROVIDER of each provider.

    listed: (provider, key) of the lines in force. Of a line that is gone only its end is still told, so that no feed puts
    forward a number that was taken back.
    """
    counts: dict[str, int] = {}
    kept = []
    for one in (*fresh, *earlier):
        if one.what != "gone" and (one.provider, one.key) not in listed:
            continue
        counts[one.provider] = counts.get(one.provider, 0) + 1
        if counts[one.provider] <= KEPT_OF_A_PROVIDER:
            kept.append(one)
    return tuple(kept)


def _lines(delta: Delta, release: int, made: datetime) -> Iterator[News]:
    old = {(entry.provider, entry.key): entry for entry in delta.removed}
    came_for = {
        (line.provider, line.replaced_by): old[line.provider, line.key]
        for line in delta.retired
        if line.replaced_by and (line.provider, line.key) in old
    }
    for entry in delta.added:
        was = came_for.get((entry.provider, entry.key))
        yield _news(entry, "added" if was is None else "replaced", release, made, was="" if was is None else _dial(was))
    replaced = {(entry.provider, entry.key) for entry in came_for.values()}
    for name in old.keys() - replaced:
        yield _news(old[name], "gone", release, made)
    for change in delta.changed:
        words = {
            name: (print_value(was), print_value(now))
            for name, (was, now) in change.fields.items()
            if name not in SILENT
        }
        if words:
            yield _news(change.now, "reworded", release, made, words=words)


def _news(entry: PublicEntry, what: What, release: int, made: datetime, **more: Any) -> News:
    return News(
        release=release,
        made=made,
        what=what,
        provider=entry.provider,
        name=entry.name,
        key=entry.key,
        number=_dial(entry),
        purpose=entry.purpose,
        source=entry.source,
        **more,
    )


def _dial(entry: PublicEntry) -> str:
    return entry.dial_abroad or f"{entry.dial_home} ({entry.country})"
