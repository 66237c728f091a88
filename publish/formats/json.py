"""The full directory as JSON, versioned by its `schema`: the machine format; its published schema beside it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from publish.contents import SCHEMA, Contents
from publish.delta import render_whole
from publish.written import print_time


def render(contents: Contents) -> Iterator[tuple[str, str]]:
    """Write one object: schema, number, made, expires_at, ground, providers, entries, retired; the same bytes each time."""
    whole = {
        "schema": SCHEMA,
        "number": contents.number,
        "made": print_time(contents.made),
        "expires_at": print_time(contents.expires_at),
        "ground": dict(contents.ground),
        "providers": contents.providers,
        "entries": contents.entries,
        "retired": contents.retired,
    }
    yield "directory.json", render_whole(whole).decode()
    yield "schema.json", (resources.files("publish") / "schemas" / "directory-1.json").read_text(encoding="utf-8")
