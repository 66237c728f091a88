"""Suspects a number that the page calls the only, the verified or the genuine official line.

Who has a hotline just prints it; pages that sell a wrong one vouch for it. It is wrong for firms that answer a wave
of false numbers by naming their only one, so it weighs little.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.phrases import Phrases, newly_said
from verifier.suspicion import Suspicion, load_data

_PHRASES = Phrases(load_data("claims_to_be_official")["phrases"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that is vouched for in such words, which the provider's pages did not use before."""
    for key, seen, said in newly_said(case, _PHRASES):
        yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values={"words": said[0]})
