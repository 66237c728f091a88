"""Suspects a number that a page's text and its machine-readable data do not share.

Search engines and assistants read the data, people read the text, and whoever swaps a number often reaches one of the
two. It is wrong for stale markup, which nobody sees and nobody mends, and for a head office that only the data names.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.number import same_lines
from directory.records import Reading
from directory.terms import Layer
from verifier.case import Case, evidence_of, once
from verifier.own import is_own
from verifier.suspicion import Suspicion, asked_sightings

_DATA_LAYERS: frozenset[Layer] = frozenset({"structured"})
_TEXT_LAYERS: frozenset[Layer] = frozenset({"visible", "tel_link"})


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that one of the two shows on a page where the other shows only different ones."""
    for key, places in asked_sightings(case).items():
        for seen in places:
            data, text = _lines(case)[seen.page]
            lines = set(same_lines(key))
            kind = ""
            if seen.sighting.layer in _DATA_LAYERS and text and not lines & text:
                kind = "data_only"
            elif seen.sighting.layer in _TEXT_LAYERS and data and not data & text:
                kind = "text_only"
            if kind:
                yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), kind=kind)
                break


@once
def _lines(case: Case) -> dict[str, tuple[set[str], set[str]]]:
    """Of each page every key of the lines that its data, and that its text, shows as the provider's own."""
    return {page: (_shown(reading, _DATA_LAYERS), _shown(reading, _TEXT_LAYERS)) for page, reading in case.now.items()}


def _shown(reading: Reading, layers: frozenset[Layer]) -> set[str]:
    own = [one for one in reading.sightings if one.layer in layers and is_own(one)]
    return {form for one in own for key in (one.number, *one.readings) for form in same_lines(key)}
