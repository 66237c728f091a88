"""How the values of public records are written as texts."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


@lru_cache(maxsize=4096)
def print_time(at: datetime) -> str:
    """Write a time as releases do: UTC, to the second, with Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def print_value(value: object) -> str:
    """Write the value of a field as a text: "" for None, blanks between the items of a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return " ".join(map(print_value, value))
    if isinstance(value, datetime):
        return print_time(value)
    return "" if value is None else str(value)
