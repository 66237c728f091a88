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
from verifier.case import Case, Seen, evidence_of, own_in, seen_in
from verifier.own import own_keys
from verifier.suspicion import Suspicion, asked_sightings


def check(case: Case) -> Iterator[Suspicion]:
    """Yield unlisted numbers that only another vantage shows, and unanswered ones that another vantage has swapped."""
    # What one way hides and another shows, as menus are, is no swap: the page holds it either way.
    held = {entry.key for entry in case.entries} | {key for one in seen_in(case.now) for key in one.sighting.readings}
    known = {form for key in held for form in same_lines(key)} | set(case.reference.public_lines)
    for page, vantage, reading in _looks(case):
        for seen in own_in({page: reading}):
            if known.isdisjoint(seen.sighting.readings):
                yield _of(seen.sighting.number, seen, vantage, "there")
        yield from _swapped(case, page, vantage, reading)


def _looks(case: Case) -> Iterator[tuple[str, str, Reading]]:
    """Page, vantage, and what it says there, where that was read well."""
    for page in sorted(case.vantages.keys() & case.now.keys()):
        for vantage, reading in sorted(case.vantages[page].items()):
            if reading.outcome in GOOD_READINGS:
                yield page, vantage, reading


def _swapped(case: Case, page: str, vantage: str, reading: Reading) -> Iterator[Suspicion]:
    """The unanswered numbers of a page that a vantage lacks and shows another for."""
    other, own = own_keys(reading), own_keys(case.now[page])
    if not other - own:
        return
    for key, places in asked_sightings(case).items():
        if key in own - other and _lacks(key, reading):
            yield _of(key, next(one for one in places if one.page == page), vantage, "here", min(other - own))


def _lacks(key: str, reading: Reading) -> bool:
    """Whether a reading holds a number nowhere, not even where nobody sees it."""
    return not any(key in sighting.readings for sighting in reading.sightings)


def _of(key: str, seen: Seen, vantage: str, kind: str, other: str = "") -> Suspicion:
    values = {"vantage": vantage, "other": print_number(other) if other else ""}
    return Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)
