"""Dates as machines and people print them, seen as runs of digit groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Hours may follow a date.
DATE = re.compile(
    r"(?:19|20)[0-9]{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ][0-9]{1,4}(?:$|[^0-9].*)"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-./](?:0?[1-9]|[12][0-9]|3[01])[-./](?:19|20)[0-9]{2}(?:$|[^0-9].*)"
    r"|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-2][0-9][0-5][0-9](?:[0-5][0-9])?)?"
    r"|(?:19|20)[0-9]{2} ?[-/~] ?(?:19|20)?[0-9]{2,4}|[(\[](?:19|20)[0-9]{2}[)\]].*"
)
# 2024-01-05 12:30:45; behind a longer one another number may stand.
DATE_MOST_CHARS = 19
# Day, month and year.
DATE_GROUPS = 3


def is_date(text: str, start: int, end: int) -> bool:
    """Whether a span of a text is a date, with an hour at most behind it."""
    return end - start <= DATE_MOST_CHARS and DATE.fullmatch(text, start, end) is not None


def has_day_behind(text: str, groups: Sequence[tuple[int, int]]) -> bool:
    """Whether the last groups of a run are a date behind a blank, and others stand before it. groups: their spans."""
    if len(groups) <= DATE_GROUPS:
        return False
    start = groups[-DATE_GROUPS][0]
    return text[start - 1] == " " and is_date(text, start, groups[-1][1])
