"""Suspects a number that another, unrelated provider has too.

One ring answers for several brands: 8% of bad numbers stood under two of them within a tiny sample, none of 431
official lines does. It is wrong for firms of one group whose file does not say so and for processors that serve
several brands; police, regulators, carriers' codes and bare provincial codes may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from directory.number import line_of
from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion, asked_sightings, holders_of, load_data

_PUBLIC = [re.compile(pattern) for pattern in load_data("shared_number")["public"]]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that an unrelated provider has in the directory or shows tonight."""
    for key, places in asked_sightings(case).items():
        others = _unrelated_holders(case, key)
        if others:
            seen = places[0]
            values = {"others": ", ".join(others)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)


def _unrelated_holders(case: Case, key: str) -> tuple[str, ...]:
    if line_of(key) in case.reference.public_lines or is_public(key):
        return ()
    groups = case.reference.groups
    own = case.provider.group or groups.get(case.provider.id, "")
    found = {*holders_of(key, case.reference.listed), *holders_of(key, case.elsewhere)} - {case.provider.id}
    return tuple(sorted(other for other in found if not own or groups.get(other, "") != own))


def is_public(key: str) -> bool:
    """Whether a code may stand on anybody's page: carriers' own codes, and codes that mean another firm elsewhere."""
    return any(pattern.fullmatch(line_of(key)) for pattern in _PUBLIC)
