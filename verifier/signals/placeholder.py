"""Suspects a number that stands where nobody has filled in the true one yet: a sequence, one digit again and again.

Templates, half-made footers and farm pages carry them for years, and whoever owns the line gets the calls. It is
wrong for the few firms that bought such a number because it is easy to keep in mind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from directory.number import parts_of
from directory.records import Provider
from verifier.case import Case
from verifier.number_plan import is_any, patterns_of, suspect_each
from verifier.suspicion import Suspicion, load_data

_DATA = load_data("placeholder")
_FICTION = patterns_of(_DATA["fiction"])
_DIGITS = patterns_of(_DATA["digits"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that is a sequence, a repetition, or kept free for fiction."""
    return suspect_each(case, kind_of)


def kind_of(key: str, provider: Provider, listed: Collection[str]) -> str | None:  # noqa: ARG001 - every plan signal's
    """`fiction` for a number that is nobody's by plan, `sequence` for digits in a row or in repetition, else None.

    Where the provider's listed lines are kept for fiction too, as in examples and exercises, that tells nothing.
    """
    if is_any(_FICTION, key):
        return None if any(is_any(_FICTION, one) for one in listed) else "fiction"
    digits = parts_of(key).digits
    return "sequence" if any(pattern.fullmatch(digits) for pattern in _DIGITS) else None
