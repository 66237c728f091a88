"""Dates and reference numbers as operators write them into a page; drawn by chance, the clock is never asked."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

# Days of the lab's own calendar, in which its nights lie.
_FIRST_DAY = date(2026, 3, 2)
_DAYS = 300


def day(chance: Random) -> str:
    """A day, as all languages read it: 2026-05-14."""
    return (_FIRST_DAY + timedelta(days=chance.randrange(_DAYS))).isoformat()


def reference(chance: Random, digits: int = 8) -> str:
    """A filing, order or version number."""
    return "2" + "".join(chance.choice("0123456789") for _ in range(digits - 1))
