"""A number that somebody wrote so that programs miss it, or several in one place, as the reader of pages reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from verifier.sight import sight_numbers
from verifier.signals.folded_digits import has_odd_signs

# Codes are numbers only where a word calls them so; whoever hands in a number has said that it is one.
LEAD = "电话 phone: "
# Groups behind commas, which the plain rules would take for an extension.
_LISTED = re.compile(r"\d,\d+,\d")


class Unmasked(NamedTuple):
    """What was read: every key the first number may be, preferred first; whether it was disguised; how many numbers there are."""

    readings: tuple[str, ...]
    is_folded: bool
    numbers: int


def unmask(text: str, regions: Sequence[str]) -> Unmasked | None:
    """Read a text that hides its number, holds several or words beside it; None for one in plain digits, and for none.

    regions: ISO 3166 codes, tried in this order for national forms.
    """
    found = sight_numbers(text, regions, LEAD)
    if not found:
        return None
    first = found[0]
    unmasked = Unmasked(first.readings, first.is_folded or has_odd_signs(first.raw), len({one.number for one in found}))
    rest = text.replace(first.raw, "")
    has_words = any(char.isalpha() for char in rest) or _LISTED.search(text) is not None
    return unmasked if unmasked.is_folded or unmasked.numbers > 1 or has_words else None
