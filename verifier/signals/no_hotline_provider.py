"""Suspects every number of a provider that is known to have no public phone line.

Brands without a hotline are where callers search longest and where invented lines thrive. It is wrong on the day
the provider opens its first line.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion, asked_sightings


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number on the pages of a provider whose file says `none` or `app_only`."""
    if case.provider.hotline == "published":
        return
    for key, places in asked_sightings(case).items():
        seen = places[0]
        yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen))
