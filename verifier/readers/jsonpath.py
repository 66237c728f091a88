"""The strings and numbers of a JSON tree, each with the path that finds it and the names above it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

MOST_VALUES = 20_000


def values_of(data: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(text, JSON path, names above it) of every string and number, in order; at most MOST_VALUES of them."""
    stack: list[tuple[Any, str, tuple[str, ...]]] = [(data, "$", ())]
    count = 0
    while stack and count < MOST_VALUES:
        value, place, names = stack.pop()
        if isinstance(value, dict):
            stack += [(inner, f"{place}{_step(name)}", (*names[-1:], name)) for name, inner in reversed(value.items())]
        elif isinstance(value, list):
            stack += [(inner, f"{place}[{index}]", names) for index, inner in reversed(list(enumerate(value)))]
        elif isinstance(value, (str, int)) and not isinstance(value, bool):
            count += 1
            yield str(value), place, names


def _step(name: str) -> str:
    """A name in a JSON path: in brackets where it is no plain word (RFC 9535)."""
    return f".{name}" if name.isidentifier() else f"[{json.dumps(name, ensure_ascii=False)}]"
