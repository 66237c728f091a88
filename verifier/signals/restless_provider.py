"""Suspects a new number of a provider whose lines have changed far more often than lines do.

A line changes once in thirteen years. Several changes in a year on the pages of one provider speak for a page that
others can write to. It is wrong for a provider that rebuilds its service, and for one that is taking over another.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of, is_claimed
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("restless_provider")
_CHANGES_A_YEAR: float = _DATA["changes_a_year"]
_TIMES: float = _DATA["times"]
_LEAST_CHANGES: int = _DATA["least_changes"]
DAYS_A_YEAR = 365.25


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number where the past year held many times the changes that its lines account for."""
    came = _came(case)
    if len(came) < _LEAST_CHANGES or len(came) < _TIMES * _expected(case):
        return
    for key, places in asked_sightings(case).items():
        others = came - {key}
        if len(others) >= _LEAST_CHANGES:
            seen = places[0]
            values = {"changes": str(len(others))}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)


def _came(case: Case) -> set[str]:
    """The numbers that took a line's place on earlier nights; one that comes and goes counts once, a storm not."""
    return {
        past.change.number
        for past in case.past
        if past.change.change == "replaced" and past.change.cause == "provider" and not past.change.storm
    }


def _expected(case: Case) -> float:
    """How many changes the provider's lines account for since they were first watched, at most a year back."""
    lines = [entry for entry in case.entries if is_claimed(entry)]
    days = max([(case.at - entry.first_seen).days for entry in lines if entry.first_seen is not None], default=0)
    return _CHANGES_A_YEAR * len(lines) * min(days / DAYS_A_YEAR, 1.0)
