"""Suspects a number that an imported report list names, or that lies in one block with numbers known to be false.

Numbers are rented in blocks and used for one brand after the other, and people complain of them. It is wrong where a
caller has forged a firm's true number, so a list of what telephones showed weighs half of one of numbers that people
were told to call; and where a firm and a swindler rent from the same block, so that a block in which the provider has
a listed line of its own is no reason.
A number that a decision called false itself is another suspicion (known_false_number).
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.number import same_lines
from directory.register import block_of
from verifier.case import Case, evidence_of, listed_keys
from verifier.signals.shared_number import is_public
from verifier.suspicion import Suspicion, asked_sightings, holders_of


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that a report list names; else one whose block holds two or more false numbers."""
    own_blocks = {block_of(key) for key in listed_keys(case)}
    for key, places in asked_sightings(case).items():
        seen = places[0]
        lists, callers = (holders_of(key, table) for table in (case.reference.reported, case.reference.callers))
        block = block_of(key)
        if _is_anyones(case, key) or holders_of(key, case.reference.known_false):
            continue
        if lists or callers:
            values = {"lists": "; ".join((*lists, *callers))}
            kind = "list" if lists else "callers"
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)
        elif block in case.reference.false_blocks and block not in own_blocks:
            values = {"count": str(case.reference.false_blocks[block])}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind="block")


def _is_anyones(case: Case, key: str) -> bool:
    """Whether the line is police's, a regulator's or a carrier's: those are forged most of all."""
    return any(form in case.reference.public_lines or is_public(form) for form in same_lines(key))
