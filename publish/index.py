"""What a release says, read back from its `directory.json`: providers, lines and retired lines, checked and indexed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Literal

import msgspec

from directory.number import BadKey, country_of, line_of
from directory.terms import Hotline, Kind, Presence, Purpose
from publish.contents import SCHEMA

# However a line is dialled, it ends in these; shorter lines are compared whole.
TAIL_DIGITS = 5

Place = Annotated[int, msgspec.Meta(ge=1)]


class NotOurs(ValueError):  # noqa: N818 - says what the file is not
    """A directory file that does not say what its schema promises."""


class ListedProvider(msgspec.Struct, frozen=True):
    """As much of a provider as looking up needs; what a later version adds is passed on unread."""

    id: str
    name: str
    names: dict[str, str]
    aliases: tuple[str, ...]
    kind: Kind
    country: str
    official_hosts: tuple[str, ...]
    hotline: Hotline


class ListedRetired(msgspec.Struct, frozen=True):
    """A line that its provider no longer has. replaced_by: key of the line in its place, "" where there is none."""

    provider: str
    key: str
    tel: str
    retired_on: date
    replaced_by: str = ""


class Line(msgspec.Struct, frozen=True, gc=False):
    """What looking up needs of one line; the whole of it lies beside as bytes.

    status, accepted_by: only what a decision verified can be read at all.
    """

    provider: str
    key: str
    country: str
    purpose: Purpose
    presence: Presence
    expires_on: date
    status: Literal["verified"]
    accepted_by: Literal["person", "policy"]


class _File(msgspec.Struct, frozen=True):
    schema: str
    number: Place
    made: datetime
    expires_at: datetime
    ground: msgspec.Raw
    providers: tuple[msgspec.Raw, ...]
    entries: tuple[msgspec.Raw, ...]
    retired: tuple[ListedRetired, ...]


class Index(msgspec.Struct, frozen=True):
    """One release, ready to be asked.

    lines: sorted by provider and key; printed: the same as compact JSON, place for place. providers_printed: by id.
    places: key without extension → places of its lines; spans: provider → places from, to (not included).
    retired: key without extension → retired lines. ground: as compact JSON.
    countries: of all lines, sorted. tails: last digits of a line → countries that have a line ending so, sorted.
    """

    number: int
    made: datetime
    expires_at: datetime
    ground: bytes
    providers: dict[str, ListedProvider]
    providers_printed: dict[str, bytes]
    lines: tuple[Line, ...]
    printed: tuple[bytes, ...]
    places: dict[str, tuple[int, ...]]
    spans: dict[str, tuple[int, int]]
    retired: dict[str, tuple[ListedRetired, ...]]
    countries: tuple[str, ...]
    tails: dict[str, tuple[str, ...]]


def read_index(data: bytes) -> Index:
    """Read the bytes of a release's `directory.json`.

    Raises NotOurs for another schema, lines out of order or of a provider that is not named, and
    msgspec.ValidationError for a line that no decision verified.
    """
    file = msgspec.json.decode(data, type=_File)
    if file.schema != SCHEMA:
        raise NotOurs(f"directory.json: schema {file.schema!r}, expected {SCHEMA!r}")
    lines = tuple(_line(raw) for raw in file.entries)
    if any((one.provider, one.key) >= (other.provider, other.key) for one, other in pairwise(lines)):
        raise NotOurs("directory.json: entries out of order, expected each provider and key once, sorted")
    raws = {provider.id: (provider, raw) for raw in file.providers for provider in [_provider(raw)]}
    spans = _spans(lines)
    if unnamed := sorted(spans.keys() - raws.keys()):
        raise NotOurs(f"directory.json: lines of {unnamed[0]!r}, expected each provider among `providers`")
    try:
        tails = _tails(
            [*((line.key, line.country) for line in lines), *((one.key, country_of(one.key)) for one in file.retired)]
        )
    except BadKey as error:
        raise NotOurs(f"directory.json: retired: {error}") from error
    return Index(
        number=file.number,
        made=file.made,
        expires_at=file.expires_at,
        ground=_compact(file.ground),
        providers={name: provider for name, (provider, _) in sorted(raws.items())},
        providers_printed={name: _compact(raw) for name, (_, raw) in sorted(raws.items())},
        lines=lines,
        printed=tuple(map(_compact, file.entries)),
        places=_places(lines),
        spans=spans,
        retired=_retired(file.retired),
        countries=tuple(sorted({line.country for line in lines} - {""})),
        tails=tails,
    )


_READ_LINE = msgspec.json.Decoder(Line)
_READ_PROVIDER = msgspec.json.Decoder(ListedProvider)


def _line(raw: msgspec.Raw) -> Line:
    line = _READ_LINE.decode(raw)
    # A hundred thousand lines share some hundreds of providers and a few dozen countries.
    return msgspec.structs.replace(line, provider=sys.intern(line.provider), country=sys.intern(line.country))


def _provider(raw: msgspec.Raw) -> ListedProvider:
    return _READ_PROVIDER.decode(raw)


def _compact(raw: msgspec.Raw) -> bytes:
    return msgspec.json.format(bytes(raw), indent=-1)


def _spans(lines: tuple[Line, ...]) -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    for place, line in enumerate(lines):
        spans[line.provider] = (spans.get(line.provider, (place, 0))[0], place + 1)
    return spans


def _places(lines: tuple[Line, ...]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for place, line in enumerate(lines):
        name = line_of(line.key)
        places[name] = (*places.get(name, ()), place)
    return places


def _tails(keys: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    # Most ends belong to one country: those share one tuple.
    tails: dict[str, tuple[str, ...]] = {}
    alone: dict[str, tuple[str, ...]] = {}
    for key, country in keys:
        tail = tail_of(line_of(key))
        known = tails.get(tail, ())
        if country and country not in known:
            tails[tail] = tuple(sorted((*known, country))) if known else alone.setdefault(country, (country,))
    return tails


def tail_of(digits: str) -> str:
    """Give the last digits of a line; of a key what stands before its country is no digit."""
    return digits.rpartition(":")[2][-TAIL_DIGITS:]


def _retired(lines: tuple[ListedRetired, ...]) -> dict[str, tuple[ListedRetired, ...]]:
    found: dict[str, tuple[ListedRetired, ...]] = {}
    for line in lines:
        name = line_of(line.key)
        found[name] = (*found.get(name, ()), line)
    return found
