"""Suspects nothing by itself: says that a number stands only on other people's hosts, however many of them agree.

App stores, social networks and partners' pages copy from each other and can be filled in by others; five that agree on
a wrong number are no proof. It is wrong for providers that tell their line in such a place first.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion, asked_sightings


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that no page on the provider's own hosts shows though such pages were read."""
    foreign = {page.url for page in case.provider.pages if page.platform}
    own = case.now.keys() - foreign
    for key, places in asked_sightings(case).items():
        pages = sorted({place.page for place in places})
        if own and foreign.issuperset(pages):
            values = {"pages": ", ".join(pages)}
            yield Suspicion(key=key, page=places[0].page, evidence=evidence_of(places[0]), values=values)
