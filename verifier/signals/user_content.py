"""Suspects an unlisted number in what users wrote: a comment, a review, an answer, a question.

Planted numbers are posted by the thousand under articles and products of trusted hosts, and search engines and assistants
repeat them as the host's word. It confirms nothing; it is asked about because callers find it on the provider's own page.
It is wrong where the provider itself answers there with a true line that the directory lacks.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.terms import Layer
from verifier.asides import asides, standing_asides
from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion

_LAYERS: frozenset[Layer] = frozenset({"user_content"})


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each number that stands in users' words and did not before; on a page read for the first time, every one."""
    fresh = asides(case, _LAYERS)
    for key, places in standing_asides(case, _LAYERS).items():
        seen = next(iter(fresh.get(key, ())), None) or next(
            (one for one in places if one.page not in case.before), None
        )
        if seen is not None:
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen))
