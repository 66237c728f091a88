"""Calms: several official pages of different channel and different host show the same number tonight.

Whoever plants a number seldom holds two channels on two hosts at once. It is wrong when one hacked template or one
poisoned feed serves them all, so no hard signal and no disagreement of text and link is ever weighed down by it; and
pages on other people's hosts, such as app stores, calm nobody where none on the provider's own host is among them.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.channels import most_independent, ways_of
from verifier.suspicion import Suspicion, asked_sightings

_KINDS = {2: "two", 3: "three"}


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that two, or three and more, independent official pages show."""
    for key, places in asked_sightings(case).items():
        pages = {place.page for place in places}
        kind = _KINDS.get(most_independent(ways_of(case.provider, pages), max(_KINDS)))
        if kind is not None:
            seen = places[0]
            values = {"pages": str(len(pages))}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)
