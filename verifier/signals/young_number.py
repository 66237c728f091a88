"""Suspects a number that has stood on the pages for a few nights only.

Half of all planted numbers live fourteen days or less, true hotlines for years, so the suspicion fades with each
night and ends after two weeks. It is wrong for each honest new line; and where a provider is itself new to the
directory all its lines are young, so there it keeps still.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("young_number")
_NIGHTS: int = _DATA["nights"]
_KINDS: tuple[tuple[int, str], ...] = tuple((step["below"], step["kind"]) for step in _DATA["steps"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number younger than two weeks, of a provider that the directory has known for longer."""
    first = {entry.key: entry.first_seen for entry in case.entries if entry.first_seen is not None}
    if not first or _age(case, min(first.values())) < _NIGHTS:
        return
    for key, places in asked_sightings(case).items():
        nights = _age(case, first.get(key, case.at))
        kind = next((kind for below, kind in _KINDS if nights < below), "")
        if kind:
            seen = places[0]
            values = {"nights": str(nights)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)


def _age(case: Case, first_seen: datetime) -> int:
    """Nights from a first sighting to tonight: distinct UTC dates, as nights are counted."""
    return (case.at.date() - first_seen.date()).days
