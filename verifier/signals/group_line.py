"""Calms: another provider of the same declared group lists the number.

Firms of one group answer each other's callers, and the directory knows the line already. It is wrong when one number
was planted at two firms of a group at once, which is why it weighs no more than being unlisted does.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion, asked_sightings, holders_of


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that a provider of the same group has in the directory."""
    group = case.provider.group
    if not group:
        return
    for key, places in asked_sightings(case).items():
        holders = holders_of(key, case.reference.listed)
        kin = [one for one in holders if one != case.provider.id and case.reference.groups.get(one) == group]
        if kin:
            seen = places[0]
            values = {"others": ", ".join(kin)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)
