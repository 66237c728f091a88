"""Suspects an unlisted number on a page that showed numbers the night before and cannot be relied on tonight.

Whoever takes a page over seldom keeps all of its lines, so it falls below what it promises: its lines stay as they
were, and the number that stands in their place would go unseen. It is wrong for a redesign that is half done, and for
the contact line of whoever serves an error page or a challenge.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.number import same_lines
from verifier.case import Case, evidence_of, own_in
from verifier.own import own_keys
from verifier.suspicion import Suspicion, holders_of


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each number that such a page shows as its own, once, and that no page of the provider showed before."""
    pages = {page: reading for page, reading in case.doubtful.items() if page in case.before}
    if not pages:
        return
    shown = {key for reading in (*case.before.values(), *case.now.values()) for key in own_keys(reading)}
    known = {form for key in shown | {entry.key for entry in case.entries} for form in same_lines(key)}
    for seen in own_in(pages):
        key = seen.sighting.number
        is_somebodys = key in case.reference.public_lines or holders_of(key, case.reference.known_false)
        if known.isdisjoint(same_lines(key)) and not is_somebodys:
            known.add(key)
            outcome = case.doubtful[seen.page].outcome.replace("_", " ")
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values={"outcome": outcome})
