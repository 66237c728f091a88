"""The full directory as JSON, versioned by its `schema`: the machine format."""

from __future__ import annotations

import json

from publish.contents import SCHEMA, Contents, plain_entry, print_time


def render(contents: Contents) -> str:
    """Write one object: schema, number, made, expires_at, ground, entries; UTF-8, the same bytes each time."""
    whole = {
        "schema": SCHEMA,
        "number": contents.number,
        "made": print_time(contents.made),
        "expires_at": print_time(contents.expires_at),
        "ground": dict(contents.ground),
        "entries": [plain_entry(entry) for entry in contents.entries],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
