"""Suspects a number beside which the page tells callers to add a chat account.

Rings move their callers to a chat that no firm sees. It is wrong for firms that serve callers on WhatsApp, LINE or
WeChat themselves; an official account of a platform is no such handle.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.phrases import Phrases, newly_said
from verifier.suspicion import Suspicion, load_data

_PHRASES = Phrases(load_data("add_me")["phrases"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number with such a handle around it, where the provider's pages named none before."""
    for key, seen, said in newly_said(case, _PHRASES):
        yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values={"words": said[0]})
