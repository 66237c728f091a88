"""Where a page shows the keys that are looked for, in whatever form they are written there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from directory.number import ext_of, line_of, parts_of
from directory.records import Sighting
from directory.terms import CONFIRMING_LAYERS, Layer
from verifier.document import Block
from verifier.find import GROUP, RUN
from verifier.fold import fold


def presence_of(
    blocks: Sequence[Block], sightings: Sequence[Sighting], known: Iterable[str]
) -> dict[str, tuple[Layer, ...]]:
    """Known key → layers that show it: sighted, or its digits standing there in any written form, warnings left out."""
    found: dict[str, set[Layer]] = {}
    warned = {key for sighting in sightings if sighting.is_warned for key in sighting.readings}
    for sighting in sightings:
        if not sighting.is_warned:
            for key in sighting.readings:
                found.setdefault(key, set()).add(sighting.layer)
    digits: dict[Layer, set[str]] = {}
    for block in blocks:
        if block.layer in CONFIRMING_LAYERS and block.is_kept:
            digits.setdefault(block.layer, set()).update(_written(block.text))
    for key in known:
        if key not in warned:
            forms = _forms(key)
            for layer, seen in digits.items():
                if forms & seen:
                    found.setdefault(key, set()).add(layer)
    return {key: tuple(sorted(found[key])) for key in sorted(known) if key in found}


def _written(text: str) -> set[str]:
    """The digits of every run of groups in a text, whole and group by group."""
    if not any(map(str.isdigit, text)):
        return set()
    folded = fold(text)
    found: set[str] = set()
    for run in RUN.finditer(folded):
        groups = GROUP.findall(run[0])
        found.update(groups)
        found.add("".join(groups))
    return found


def _forms(key: str) -> set[str]:
    """The digit strings under which people write a key: with and without country, trunk zero and area."""
    parts = parts_of(line_of(key))
    ext = ext_of(key)
    forms = {
        parts.digits,
        f"{parts.area}{parts.digits}",
        f"0{parts.area}{parts.digits}" if parts.area else parts.digits,
    }
    if not parts.country:
        # The country's code is one to three digits: what is left is long enough to be nothing else.
        forms |= {parts.digits[cut:] for cut in (1, 2, 3) if len(parts.digits) - cut >= 8}
        forms |= {f"0{form}" for form in tuple(forms)}
    return {f"{form}{ext}" for form in forms} if ext else forms
