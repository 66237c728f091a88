"""Suspects a warning, or a notice of retirement, that names a line which the directory lists.

"95188 is out of use, call this number instead" takes a true line away and leads its callers to another; and where the
notice is honest, the directory must follow. Either way a person has to read it. It is wrong for a notice that only tells of
callers who pretend to be the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.records import Reading
from verifier.case import Case, evidence_of, seen_in
from verifier.suspicion import Suspicion


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each verified line that a page warns of tonight and did not before, once a page."""
    listed = {entry.key for entry in case.entries if entry.status == "verified"}
    found: set[tuple[str, str]] = set()
    for seen in seen_in(case.now):
        key = next((key for key in seen.sighting.readings if key in listed), "")
        if not key or not seen.sighting.is_warned or (seen.page, key) in found:
            continue
        before = case.before.get(seen.page)
        if before is None or not _warned_of(key, before):
            found.add((seen.page, key))
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen))


def _warned_of(key: str, reading: Reading) -> bool:
    return any(one.is_warned and key in one.readings for one in reading.sightings)
