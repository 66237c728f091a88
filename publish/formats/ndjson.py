"""The delta against the release before, one JSON object a line, and the news that people are told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from publish.contents import SCHEMA as DIRECTORY_SCHEMA
from publish.contents import Contents
from publish.delta import SCHEMA, Changed, Delta
from publish.written import print_time

# Line ends to many readers, though not to JSON: inside a string they would tear an object in two.
LINE_ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render(contents: Contents) -> Iterator[tuple[str, str]]:
    """Write the delta, its first line telling from where it starts, and the news, the newest first.

    Whoever does not hold exactly the release that it starts from takes `directory.json` whole.
    """
    delta = contents.delta
    head = {
        "schema": SCHEMA,
        "number": contents.number,
        "since": delta.since,
        "base": delta.base,
        "made": print_time(contents.made),
        "expires_at": print_time(contents.expires_at),
        "directory": DIRECTORY_SCHEMA,
        "ground": dict(contents.ground),
    }
    yield "delta.ndjson", _lines((head, *_changes(delta)))
    yield "news.ndjson", _lines(contents.recent)


def _lines(objects: Iterable[object]) -> str:
    text = msgspec.json.Encoder().encode_lines(objects).decode()
    for sign, escape in LINE_ENDS.items():
        text = text.replace(sign, escape)
    return text


def _changes(delta: Delta) -> Iterator[Mapping[str, object]]:
    yield from ({"op": "remove_provider", "id": name} for name in delta.providers_gone)
    yield from ({"op": "provider", "is": provider} for provider in delta.providers)
    yield from ({"op": "remove", "provider": one.provider, "key": one.key, "tel": one.tel} for one in delta.removed)
    yield from ({"op": "add", "entry": entry} for entry in delta.added)
    yield from map(_change, delta.changed)
    yield from ({"op": "unretire", "provider": one.provider, "key": one.key} for one in delta.unretired)
    yield from ({"op": "retire", "line": line} for line in delta.retired)


def _change(change: Changed) -> dict[str, object]:
    return {"op": "change", "provider": change.now.provider, "key": change.now.key, "fields": change.fields}
