"""Suspects every number that the directory does not hold for the provider.

A planted number is always one that nobody listed, so this is the ground on which all other signals rank.
It is wrong for each honest new line, which is why it alone asks at the lowest level.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.number import same_lines
from verifier.case import Case, evidence_of, listed_keys
from verifier.suspicion import Suspicion, asked_sightings


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that is no listed line in another notation."""
    listed = listed_keys(case)
    lines = {form for key in listed for form in same_lines(key)}
    for key, places in asked_sightings(case).items():
        if key not in lines and not listed.intersection(same_lines(key)):
            seen = places[0]
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen))
