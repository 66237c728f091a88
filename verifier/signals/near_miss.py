"""Suspects a number that nearly is one of the provider's own lines: a digit off, two swapped, one lost, a shell around it.

Callers who compare take it for the true one, and programs that check by a few digits pass it. Only lines of ten
digits and more are compared, and 400 numbers built around a code: shorter lines have honest neighbours everywhere.
It is wrong for firms that rent numbers by the hundred, or add a 400 number around their code: such a number weighs less
while the true line stands there too, and nothing in a block of which the provider lists dozens, as a bank's branches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from directory.number import print_number
from verifier.case import Case, evidence_of, listed_keys
from verifier.look_alike import LookAlike, is_neighbour, look_alike
from verifier.suspicion import Suspicion, asked_sightings, load_data, seen_tonight

_DATA = load_data("near_miss")
_BLOCK_DIGITS: int = _DATA["block_digits"]
_CROWD: int = _DATA["crowd"]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that a listed line is nearly, with how the two differ as its kind."""
    listed = listed_keys(case)
    shown = seen_tonight(case).keys()
    for key, places in asked_sightings(case).items():
        near = look_alike(key, listed)
        if near is not None and not _is_crowded(key, near, listed):
            kind = "neighbour" if near.listed in shown and _is_of_one_firm(key, near) else near.how
            seen = places[0]
            values = {"listed": print_number(near.listed)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)


def _is_crowded(key: str, near: LookAlike, listed: Collection[str]) -> bool:
    """Whether both lie in a block in which the provider lists so many lines that a neighbour is no wonder."""
    block = key[:-_BLOCK_DIGITS]
    is_one_block = near.how in ("substitution", "swap", "reordered") and near.listed.startswith(block)
    return is_one_block and sum(one.startswith(block) for one in listed) >= _CROWD


def _is_of_one_firm(key: str, near: LookAlike) -> bool:
    """Whether two numbers differ as those of one firm do: in one block, or a 400 number for a code."""
    return near.how == "shell" or is_neighbour(key, near.listed)
