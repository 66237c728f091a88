"""Calms: several official pages of different channel and different host show the same number tonight.

Whoever plants a number seldom holds two channels on two hosts at once. It is wrong when one hacked template or one
poisoned feed serves them all, so no hard signal and no disagreement of text and link is ever weighed down by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from urllib.parse import urlsplit

from verifier.case import Case, Seen, evidence_of
from verifier.suspicion import Suspicion, asked_sightings


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that two, or three and more, independent official pages show."""
    channels = {page.url: page.channel for page in case.provider.pages}
    for key, places in asked_sightings(case).items():
        seen = places[0]
        kind = _kind(places, channels)
        if kind:
            count = str(len({place.page for place in places}))
            evidence = evidence_of(seen)
            yield Suspicion(key=key, page=seen.page, evidence=evidence, values={"pages": count}, kind=kind)


def _kind(places: list[Seen], channels: Mapping[str, str]) -> str:
    """How many of the pages differ pairwise in channel and in host: `three`, `two` or ""."""
    pages = sorted(
        {(channels[place.page], urlsplit(place.page).hostname or "") for place in places if place.page in channels}
    )
    if any(_all_differ(some) for some in combinations(pages, 3)):
        return "three"
    return "two" if any(_all_differ(some) for some in combinations(pages, 2)) else ""


def _all_differ(pages: tuple[tuple[str, str], ...]) -> bool:
    return all(len({page[part] for page in pages}) == len(pages) for part in (0, 1))
