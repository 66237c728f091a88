"""Suspects a number that came, went and came back in another one's place within days.

Whoever cloaks shows the planted number to some visitors or at some hours only, and a crawler meets it every other
night. It is wrong for a provider that tries two versions of a page, and for caches that serve an old copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion, asked_sightings, load_data

_WITHIN = timedelta(days=load_data("flip_flop")["within_days"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number whose place another one took on a recent night, and that is back tonight."""
    for key, places in asked_sightings(case).items():
        left = [
            past
            for past in case.past
            if past.change.change == "replaced"
            and past.change.cause == "provider"
            and past.change.was == key
            and past.at >= case.at - _WITHIN
        ]
        if left:
            seen = places[0]
            values = {"on": left[-1].at.date().isoformat()}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)
