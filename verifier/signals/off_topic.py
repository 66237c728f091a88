"""Suspects a number on a page that speaks of something else than its provider: gambling, pills, prizes; or no longer of it.

Hacked pages are filled with spun text of other trades, and a number in it is theirs. A page that sells what it is not
about is asked about even where no number moved, on the night on which it begins. It is wrong where a provider warns of
such trades at length, and where a redesign names the provider in pictures alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.findings import Evidence
from verifier.case import Case, Seen, evidence_of
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("off_topic")
_LEAST_MENTIONS: int = _DATA["least_mentions"]
_NAMES: dict[str, str] = _DATA["topics"]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number of such a page, and each page that speaks of a foreign topic since tonight."""
    for page, reading in sorted(case.now.items()):
        before = case.before.get(page)
        fresh = sorted(set(reading.facts.topics) - set(before.facts.topics)) if before is not None else []
        if fresh:
            told = ", ".join(fresh)
            evidence = Evidence(url=page, snapshot=reading.snapshot, place="", layer="visible", quote=told)
            yield Suspicion(key="", page=page, evidence=evidence, values=_values(fresh), kind="topic")
    for key, places in asked_sightings(case).items():
        seen = next((one for one in places if one.reading.facts.topics), None)
        if seen is not None:
            values = _values(list(seen.reading.facts.topics))
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind="topic")
        elif gone := next((one for one in places if _is_name_gone(case, one)), None):
            values = {"detail": case.provider.name}
            yield Suspicion(key=key, page=gone.page, evidence=evidence_of(gone), values=values, kind="name_gone")


def _values(topics: list[str]) -> dict[str, str]:
    return {"detail": ", ".join(_NAMES[topic] for topic in topics)}


def _is_name_gone(case: Case, seen: Seen) -> bool:
    """Whether a page that used to name its provider again and again no longer does at all."""
    before = case.before.get(seen.page)
    return before is not None and before.facts.mentions >= _LEAST_MENTIONS and seen.reading.facts.mentions == 0
