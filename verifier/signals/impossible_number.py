"""Suspects a number that nobody can dial: a digit too few or too many, an area that does not exist, a code behind a plus.

Whoever invents or mistypes a number rarely hits a whole one: a 400 line that had lost a digit stood in a public
directory for 2,098 days. It is wrong where a plan has grown since our tables were made, and for pages that put the
country's code before a short code by habit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import phonenumbers
from phonenumbers import NumberParseException, ValidationResult

from directory.number import calling_code, line_of, parts_of
from directory.records import Provider
from verifier.case import Case, Seen, evidence_of
from verifier.fold import fold
from verifier.number_plan import is_any, is_code, patterns_of, suspect_each
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("impossible_number")
_IMPOSSIBLE = patterns_of(_DATA["impossible"])
_OPEN = patterns_of(_DATA["open"])
_ABROAD: tuple[str, ...] = tuple(_DATA["abroad"])
_LEAST_DIGITS: int = _DATA["least_digits"]
_FITTING = (ValidationResult.IS_POSSIBLE, ValidationResult.IS_POSSIBLE_LOCAL_ONLY)


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that cannot be dialled as it is, or not as it is printed."""
    yield from suspect_each(case, kind_of)
    for key, places in asked_sightings(case).items():
        for kind, is_wrong in (("code_abroad", _is_code_abroad), ("lost_code", _has_lost_its_code)):
            seen = next((one for one in places if is_wrong(one)), None)
            if seen is not None:
                yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), kind=kind)


def kind_of(key: str, provider: Provider, listed: Collection[str]) -> str | None:  # noqa: ARG001 - every plan signal's
    """`shape` for a key of a length or a beginning that its plan does not have, else None."""
    is_wrong = is_any(_IMPOSSIBLE, key) or not (is_any(_OPEN, key) or _fits(key))
    return "shape" if is_wrong else None


def _fits(key: str) -> bool:
    """Whether a plan has room for a number of this length; for keys too short to tell it has."""
    parts = parts_of(line_of(key))
    if parts.country and len(parts.digits) < _LEAST_DIGITS:
        return True
    if parts.country and parts.digits.startswith("0"):
        # Dialled with its trunk zero and known to no plan: the area or the length is wrong, else it were a +key.
        return False
    text = f"+{calling_code(parts.country)}{parts.digits}" if parts.country else line_of(key)
    try:
        number = phonenumbers.parse(text, None)
    except NumberParseException:
        return False
    return phonenumbers.is_possible_number_with_reason(number) in _FITTING


def _is_code_abroad(seen: Seen) -> bool:
    """Whether a code is printed behind a plus or an international prefix, so that nobody reaches it so."""
    printed = fold(seen.sighting.raw).lstrip(" (")
    return is_code(seen.sighting.number) and not parts_of(seen.sighting.number).area and printed.startswith(_ABROAD)


def _has_lost_its_code(seen: Seen) -> bool:
    """Whether a North American number is printed behind a plus without its 1, so that it rings nowhere or elsewhere."""
    printed = "".join(char for char in fold(seen.sighting.raw).lstrip(" (") if char.isdecimal() or char == "+")
    return printed.startswith("+") and line_of(seen.sighting.number) == f"+1{printed[1:]}"
