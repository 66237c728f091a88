"""Suspects a number that nearly is one of the provider's own lines: a digit off, two swapped, one lost, a shell around it.

Callers who compare take it for the true one, and programs that check by a few digits pass it. Only lines of ten
digits and more are compared, and 400 numbers built around a code: shorter lines have honest neighbours everywhere.
It is wrong for lines of one rented block, so the next number in a row weighs less while the true line stands too.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.number import print_number
from verifier.case import Case, evidence_of, listed_keys
from verifier.look_alike import LookAlike, look_alike, national_digits
from verifier.suspicion import Suspicion, asked_sightings, seen_tonight


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that a listed line is nearly, with how the two differ as its kind."""
    listed = listed_keys(case)
    shown = seen_tonight(case).keys()
    for key, places in asked_sightings(case).items():
        near = look_alike(key, listed)
        if near is not None:
            kind = "neighbour" if near.listed in shown and _is_next_in_row(key, near) else near.how
            seen = places[0]
            values = {"listed": print_number(near.listed)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)


def _is_next_in_row(key: str, near: LookAlike) -> bool:
    """Whether only the last digit differs, as in the numbers of one rented block."""
    return near.how == "substitution" and national_digits(key)[:-1] == national_digits(near.listed)[:-1]
