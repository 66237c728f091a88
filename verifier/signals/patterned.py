"""Suspects a new 400 number of a catching pattern that one page alone shows.

Invented farm numbers end in 888 666 because inventors like them. So do 46% of the real ones, which were sold for it.
It is wrong nearly every second time, so it only tips what else is doubtful, and keeps still on a second page.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.number_plan import is_any, patterns_of
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("patterned")
_SERIES = patterns_of(_DATA["series"])
_LAST: int = _DATA["last_digits"]
_MOST: int = _DATA["most_distinct"]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered 400 number with few distinct digits at its end that a single page shows."""
    for key, places in asked_sightings(case).items():
        if len({place.page for place in places}) == 1 and is_patterned(key):
            seen = places[0]
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen))


def is_patterned(key: str) -> bool:
    """Whether a key is of a series that is sold by the look of its digits, and ends in few distinct ones."""
    return is_any(_SERIES, key) and len(set(key.partition(";")[0][-_LAST:])) <= _MOST
