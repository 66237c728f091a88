"""Suspects a number that one way of looking at a page shows and another does not, in the place of a different one.

Scam pages show their number to phones alone, or put it in by script over the true one, so that a reviewer at a desk meets
nothing. A way that shows fewer numbers is no swap: pages for phones are shorter, and scripts fill in what plain markup
lacks. It is wrong where a provider gives callers of a vantage a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.number import print_number, same_lines
from directory.records import Reading
from directory.terms import GOOD_READINGS
from verifier.case import Case, Seen, evidence_of, own_in
from verifier.own import own_keys
from verifier.suspicion import Suspicion, asked_sightings


def check(case: Case) -> Iterator[Suspicion]:
    """Yield unlisted numbers that only another vantage shows, and unanswered ones that another vantage has swapped."""
    known = {form for entry in case.entries if entry.status != "candidate" for form in same_lines(entry.key)}
    shown = {form for one in own_in(case.now) for key in one.sighting.readings for form in same_lines(key)}
    asked = asked_sightings(case)
    for page in sorted(case.vantages.keys() & case.now.keys()):
        for vantage, reading in sorted(case.vantages[page].items()):
            if reading.outcome not in GOOD_READINGS:
                continue
            other, own = own_keys(reading), own_keys(case.now[page])
            swapped = sorted(key for key in own - other if key in asked and _lacks(key, reading))
            for seen in own_in({page: reading}):
                if shown.isdisjoint(seen.sighting.readings) and known.isdisjoint(seen.sighting.readings):
                    yield _of(seen.sighting.number, seen, vantage, "there")
            if other - own:
                for key in swapped:
                    seen = next(one for one in asked[key] if one.page == page)
                    yield _of(key, seen, vantage, "here", min(other - own))


def _lacks(key: str, reading: Reading) -> bool:
    """Whether a reading holds a number nowhere, not even where nobody sees it."""
    return not any(key in sighting.readings for sighting in reading.sightings)


def _of(key: str, seen: Seen, vantage: str, kind: str, other: str = "") -> Suspicion:
    values = {"vantage": vantage, "other": print_number(other) if other else ""}
    return Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)
