"""What changed from one release to the next, and how whoever holds the first makes the second of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from directory.public import PublicEntry, PublicProvider, RetiredLine
from directory.records import Record

SCHEMA = "hotlinewatch-delta/1"
Identity = tuple[str, str]
Line = TypeVar("Line", PublicEntry, RetiredLine)


class Listing(Record):
    """Everything that may be told of a directory at one moment, in any order.

    providers: all that are described, also those without lines. retired: lines that once were listed.
    """

    entries: tuple[PublicEntry, ...] = ()
    providers: tuple[PublicProvider, ...] = ()
    retired: tuple[RetiredLine, ...] = ()


class Gap(ValueError):  # noqa: N818 - says what lies between, in the words of the trade
    """A delta that does not start from what is held: take `directory.json` of the new release whole."""


class Changed(Record):
    """One line whose identity stayed and that says something else now."""

    before: PublicEntry
    now: PublicEntry

    @property
    def fields(self) -> dict[str, tuple[Any, Any]]:
        """Name every field that differs, with both values."""
        names = self.now.__struct_fields__
        pairs = {name: (getattr(self.before, name), getattr(self.now, name)) for name in names}
        return {name: (was, value) for name, (was, value) in pairs.items() if was != value}


class Delta(Record):
    """The way from release `since` to this one; all of it is `added` when since is None.

    base: SHA-256, in hex, of the `directory.json` of `since`, "" for none.
    """

    since: int | None = None
    base: str = ""
    added: tuple[PublicEntry, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[PublicEntry, ...] = ()
    retired: tuple[RetiredLine, ...] = ()
    unretired: tuple[RetiredLine, ...] = ()
    providers: tuple[PublicProvider, ...] = ()
    providers_gone: tuple[str, ...] = ()


def delta_between(before: Listing, now: Listing, since: int | None, base: str) -> Delta:
    """Tell what changed between two listings, each sorted as a release has them."""
    old, new = _by_name(before.entries), _by_name(now.entries)
    ended, ending = _by_name(before.retired), _by_name(now.retired)
    known = {provider.id: provider for provider in before.providers}
    return Delta(
        since=since,
        base=base,
        added=tuple(entry for name, entry in new.items() if name not in old),
        changed=tuple(
            Changed(before=old[name], now=entry) for name, entry in new.items() if name in old and old[name] != entry
        ),
        removed=tuple(entry for name, entry in old.items() if name not in new),
        retired=tuple(line for name, line in ending.items() if ended.get(name) != line),
        unretired=tuple(line for name, line in ended.items() if name not in ending),
        providers=tuple(provider for provider in now.providers if known.get(provider.id) != provider),
        providers_gone=tuple(sorted(known.keys() - {provider.id for provider in now.providers})),
    )


def apply_delta(held: bytes, delta: str) -> bytes:
    """Make the `directory.json` of the next release out of the one that is held and the delta: the same bytes.

    Raises Gap when the delta starts from another release, or from other bytes, than those held. One that starts from
    none (`since` null) takes the place of whatever is held.
    """
    head, *changes = (json.loads(line) for line in delta.rstrip("\n").split("\n"))
    if head["schema"] != SCHEMA:
        raise Gap(f"delta of schema {head['schema']!r}, expected {SCHEMA!r}; take directory.json whole")
    if head["base"] and head["base"] != hashlib.sha256(held).hexdigest():
        raise Gap(f"the delta starts from release {head['since']}, what is held is not that; take directory.json whole")
    whole = json.loads(held) if head["base"] else {"providers": [], "entries": [], "retired": []}
    parts: dict[str, dict[Any, Any]] = {
        "providers": {one["id"]: one for one in whole["providers"]},
        "entries": {(one["provider"], one["key"]): one for one in whole["entries"]},
        "retired": {(one["provider"], one["key"]): one for one in whole["retired"]},
    }
    for change in changes:
        _apply(parts, change)
    lists = {name: [part[key] for key in sorted(part)] for name, part in parts.items()}
    after = {"schema": head["directory"], **{name: head[name] for name in ("number", "made", "expires_at", "ground")}}
    return render_whole(after | lists)


def render_whole(whole: Mapping[str, object]) -> bytes:
    """Write an object as `directory.json` is written: UTF-8, one blank a level, a line end at the end."""
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _by_name(lines: Sequence[Line]) -> dict[Identity, Line]:
    return {(line.provider, line.key): line for line in lines}


def _apply(parts: dict[str, dict[Any, Any]], change: dict[str, Any]) -> None:
    name = change.get("provider"), change.get("key")
    if change["op"] == "add":
        parts["entries"][change["entry"]["provider"], change["entry"]["key"]] = change["entry"]
    elif change["op"] == "change":
        parts["entries"][name] |= {field: now for field, (_, now) in change["fields"].items()}
    elif change["op"] == "remove":
        del parts["entries"][name]
    elif change["op"] == "retire":
        parts["retired"][change["line"]["provider"], change["line"]["key"]] = change["line"]
    elif change["op"] == "unretire":
        del parts["retired"][name]
    elif change["op"] == "provider":
        parts["providers"][change["is"]["id"]] = change["is"]
    elif change["op"] == "remove_provider":
        del parts["providers"][change["id"]]
    else:
        raise Gap(f"the delta says {change['op']!r}, which this program does not know; take directory.json whole")
