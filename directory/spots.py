"""Which number of a finding each piece of its evidence shows. Pure."""

from __future__ import annotations

from typing import NamedTuple

from directory.findings import Evidence, Finding
from directory.number import core_digits
from directory.shots import digits_of


class Spot(NamedTuple):
    """One number in one captured page: what a picture is made of. place: where it stands, as a sighting has it."""

    snapshot: str
    number: str
    place: str


def number_in(evidence: Evidence, finding: Finding) -> str:
    """Give the key of a finding's numbers that the quoted words show, the new one first; "" where they show none."""
    shown = digits_of(evidence.quote)
    keys = (finding.number, finding.was, *finding.keys)
    return next((key for key in keys if key and core_digits(key) in shown), "")


def spots_of(finding: Finding) -> list[Spot]:
    """List what a finding's evidence shows, each snapshot and number once, in the order of the evidence."""
    found: dict[tuple[str, str], Spot] = {}
    for evidence in finding.evidence:
        number = number_in(evidence, finding)
        if number and evidence.snapshot:
            found.setdefault((evidence.snapshot, number), Spot(evidence.snapshot, number, evidence.place))
    return list(found.values())
