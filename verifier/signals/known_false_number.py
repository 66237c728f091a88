"""Suspects a number that a person has already found to be wrong, for this provider or for another.

Numbers are rented and used again: what was planted for one brand comes back for the next. It is wrong when the
number was rejected for one firm only because it is another firm's own line.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion, asked_sightings, holders_of


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that is registered as false, whole or without its extension."""
    for key, places in asked_sightings(case).items():
        rejected = holders_of(key, case.reference.known_false)
        if rejected:
            seen = places[0]
            values = {"others": ", ".join(rejected)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)
