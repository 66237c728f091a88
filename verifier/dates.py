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
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
Span = tuple[int, int]
# 2024-01-05 12:30:45; behind a longer one another number may stand.
DATE_MOST_CHARS = 19
# Day, month and year.
DATE_GROUPS = 3


def is_date(text: str, start: int, end: int) -> bool:
    """Whether a span of a text is a date, with an hour at most behind it."""
    return end - start <= DATE_MOST_CHARS and DATE.fullmatch(text, start, end) is not None


def without_date(text: str, groups: Sequence[Span]) -> list[Span]:
    """The groups of a run but for a date at its end: a day behind a blank, or the year of 2025年10月27日.

    groups: their spans.
    """
    start, end = groups[max(0, len(groups) - DATE_GROUPS)][0], groups[-1][1]
    if len(groups) > DATE_GROUPS and text[start - 1] == " " and is_date(text, start, end):
        return list(groups[:-DATE_GROUPS])
    opens_one = _YEAR.fullmatch(text, *groups[-1]) is not None and text[end : end + 1] in ("年", "년")
    return list(groups[:-1] if opens_one and len(groups) > 1 else groups)
