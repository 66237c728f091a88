"""Suspects a number that stands where a listed one stood, while independent channels of the provider still name that one.

Whoever plants a number holds one channel; the app listing, the agreement or the help centre on another host keep the
old line. It is wrong while a true move spreads from channel to channel, and for a page that got a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from directory.number import same_lines
from verifier.case import Case, Seen, evidence_of, listed_keys, own_earlier, own_tonight
from verifier.channels import are_independent, way_of
from verifier.suspicion import Suspicion, asked_sightings

_SEVERAL = 2


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that no independent channel names while one or more name the line it stands for."""
    for key, places in asked_sightings(case).items():
        pages = {place.page for place in places}
        missing = _missing_lines(case, key, pages)
        others = _independent_pages(case, places)
        if any(own_tonight(case)[page] & set(same_lines(key)) for page in others):
            continue
        naming = [page for page in others if own_tonight(case)[page] & missing]
        if naming:
            kind = "several" if len(naming) >= _SEVERAL else "one"
            values = {"pages": str(len(naming)), "naming": ", ".join(naming[:_SEVERAL])}
            yield Suspicion(key=key, page=places[0].page, evidence=evidence_of(places[0]), values=values, kind=kind)


def _missing_lines(case: Case, key: str, pages: set[str]) -> frozenset[str]:
    """Listed lines in whose place the number stands: gone from its pages tonight, or absent from pages never read before."""
    shown = {own for page in pages for own in own_tonight(case)[page]}
    stood = {own for page in pages if page in case.before for own in own_earlier(case)[page]}
    is_first = not any(page in case.before for page in pages)
    listed = listed_keys(case) - set(same_lines(key))
    return (listed if is_first else listed & stood) - shown


def _independent_pages(case: Case, places: Sequence[Seen]) -> list[str]:
    """The pages of tonight that share neither channel nor host with any page that shows the number."""
    shown = {place.page for place in places}
    theirs = [way_of(page) for page in case.provider.pages if page.url in shown]
    others = [page for page in case.provider.pages if page.url in case.now and page.url not in shown]
    return sorted(page.url for page in others if all(are_independent((way_of(page), way)) for way in theirs))
