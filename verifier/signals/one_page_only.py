"""Suspects a number that took a listed line's place on exactly one page while other pages keep the old one.

A provider that moves its line changes its templates; whoever has one page only, by a leaked password or a reflected
text, changes that one. An extension behind the line is such a change too: another desk answers. It is wrong for a roll-out page by page, and for a page that got a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.number import are_related, line_of, print_number
from directory.records import Reading
from verifier.case import Case, Seen, evidence_of, is_present, listed_keys, own_tonight
from verifier.own import is_own, own_keys
from verifier.suspicion import Suspicion, asked_sightings


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number on one page only, which a listed line left tonight, or got it for an extension."""
    for key, places in asked_sightings(case).items():
        seen = places[0]
        if {place.page for place in places} != {seen.page}:
            continue
        kept, extended = _pages_that_keep(case, seen), _line_extended(case, seen)
        if kept or extended:
            kind = "swapped" if kept else "extended"
            values = (
                {"pages": str(len(kept)), "kept": ", ".join(kept[:2])} if kept else {"line": print_number(extended)}
            )
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)


def _pages_that_keep(case: Case, seen: Seen) -> list[str]:
    """The other pages that show the line which left this page when the number came; [] when nothing left."""
    before = case.before.get(seen.page)
    if before is None or seen.sighting.number in own_keys(before):
        return []
    now = case.now[seen.page]
    left = (listed_keys(case) & own_keys(before)) - own_keys(now)
    left -= {key for key in left if is_present(now, key)}
    left -= {key for key in left if are_related(key, seen.sighting.number)}
    return sorted({page for page in case.now.keys() - {seen.page} if left & own_tonight(case)[page]})


def _line_extended(case: Case, seen: Seen) -> str:
    """The listed line that people read on this page until tonight and read now with this extension alone, "" for none."""
    line, before = line_of(seen.sighting.number), case.before.get(seen.page)
    if before is None or line == seen.sighting.number or line not in listed_keys(case):
        return ""
    was_read, is_read = (line in _read_by_people(one) for one in (before, case.now[seen.page]))
    return line if was_read and not is_read else ""


def _read_by_people(reading: Reading) -> set[str]:
    return {one.number for one in reading.sightings if is_own(one) and one.layer != "tel_link"}
