"""Suspects a number beside which the page asks callers for a code, a PIN, a password or a transfer to a "safe account".

No wallet or bank wants these told; whoever answers a planted line does. Warnings say the same words, so a sentence
that denies or warns counts for nothing. It is wrong for telephone banking that asks for a PIN of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.phrases import Phrases, newly_said
from verifier.suspicion import Suspicion, load_data

_PHRASES = Phrases(load_data("asks_for_secrets")["phrases"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number with such a request around it, which the provider's pages did not make before."""
    for key, seen, said in newly_said(case, _PHRASES):
        yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values={"words": said[0]})
