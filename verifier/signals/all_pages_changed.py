"""Suspects a number that took a listed line's place on every page in one night.

A template serves all pages, and so does whoever holds it. A mere change of notation never counts. It is wrong for
each honest move of a line, which is why an announcement of it weighs against this.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.number import are_related
from verifier.case import Case, evidence_of, is_present, listed_keys, own_earlier
from verifier.suspicion import Suspicion, asked_sightings, load_data, seen_tonight

_LEAST_PAGES: int = load_data("all_pages_changed")["least_pages"]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that tonight stands on all the pages which a listed line left together."""
    asked = asked_sightings(case)
    left = _left_together(case) if asked else {}
    for key, places in asked.items():
        pages = {place.page for place in places}
        fresh = {page for page in pages if page in case.before and key not in own_earlier(case)[page]}
        if any(left_on <= fresh for was, left_on in left.items() if not are_related(was, key)):
            seen = places[0]
            values = {"pages": str(len(fresh))}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)


def _left_together(case: Case) -> dict[str, set[str]]:
    """Each listed line that no page shows tonight, with the pages that showed it before, all of them read well."""
    found: dict[str, set[str]] = {}
    before = own_earlier(case)
    for was in listed_keys(case) - seen_tonight(case).keys():
        pages = {page for page, keys in before.items() if was in keys}
        is_shown = any(is_present(reading, was) for reading in case.now.values())
        if len(pages) >= _LEAST_PAGES and pages <= case.now.keys() and not is_shown:
            found[was] = pages
    return found
