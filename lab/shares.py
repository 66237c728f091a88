"""Counts with their Wilson intervals: what a share of few trials may really be."""

from __future__ import annotations

import math
from collections.abc import Iterable

from directory.records import Record

# The 97.5% point of the normal distribution: intervals hold 95%.
_Z = 1.959964
_DIGITS = 4


class Share(Record, frozen=True):
    """So many of so many, with the 95% Wilson interval. share: None where nothing was tried."""

    hits: int
    of: int
    share: float | None
    low: float
    high: float

    @property
    def words(self) -> str:
        """`34 of 35 (97.1%, 85.5-99.5)`."""
        if self.share is None:
            return "none tried"
        return f"{self.hits} of {self.of} ({self.share:.1%}, {self.low * 100:.1f}-{self.high * 100:.1f})"


def share_of(truths: Iterable[bool]) -> Share:
    """Count what is true. Source of the interval: E. B. Wilson, JASA 22 (1927), 209-212."""
    told = list(truths)
    hits, of = sum(told), len(told)
    if not of:
        return Share(hits=0, of=0, share=None, low=0.0, high=1.0)
    share = hits / of
    middle = share + _Z**2 / (2 * of)
    spread = _Z * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    whole = 1 + _Z**2 / of
    return Share(
        hits=hits,
        of=of,
        share=round(share, _DIGITS),
        low=round(max(0.0, (middle - spread) / whole), _DIGITS),
        high=round(min(1.0, (middle + spread) / whole), _DIGITS),
    )
