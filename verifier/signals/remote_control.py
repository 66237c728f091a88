"""Suspects a number beside which the page names a program for remote control or asks to share the screen.

Whoever answers a planted line has the caller hand over the screen. It is wrong for makers of such programs and for
device makers whose own support looks at the screen with the caller.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.phrases import Phrases, newly_said
from verifier.suspicion import Suspicion, load_data

_PHRASES = Phrases(load_data("remote_control")["phrases"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number with such a word around it, which the provider's pages did not use before."""
    for key, seen, said in newly_said(case, _PHRASES):
        yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values={"words": said[0]})
