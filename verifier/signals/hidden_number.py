"""Suspects an unlisted number that a page holds since tonight where people do not see it.

Search engines and assistants read what is switched off, of no size, off the screen, of the colour of its ground, in a
comment or in a description alone, and tell it on as the provider's word. Menus and print versions hide numbers too: so
one that a page shows as well, or that the directory or any list knows, is none, nor is what a page hid all along. It is
wrong where a new menu holds a true line that stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.terms import Layer
from verifier.asides import MACHINE_LAYERS, asides
from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion

_LAYERS: frozenset[Layer] = frozenset({"hidden", "attribute", "comment"})


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each new number of a layer that nobody sees: `hidden` text, or `markup` that only machines read."""
    for key, places in asides(case, _LAYERS).items():
        seen = places[0]
        kind = "markup" if seen.sighting.layer in MACHINE_LAYERS else "hidden"
        yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), kind=kind)
