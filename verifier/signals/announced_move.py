"""Calms: an official page announces with a date that the old line gave way to this one, and every page follows.

Providers that move a hotline say so, say from when, and change all their pages within days: 27 times in 1,268
entry-years of a public directory. It is wrong when a whole site is taken over and the notice with it, so it weighs
little and never against a hard signal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from directory.number import print_number, same_lines
from verifier.case import Case, Seen, evidence_of, own_in, own_tonight, seen_in
from verifier.fold import fold
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("announced_move")
_WORDS: tuple[str, ...] = tuple(word.lower() for word in _DATA["words"])
_DATES = [re.compile(pattern) for pattern in _DATA["dates"]]
_WITHIN = timedelta(hours=_DATA["within_hours"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that replaced a line by a dated notice and on all its pages within the time."""
    moves = _moves(case)
    for key, places in asked_sightings(case).items():
        for was in sorted(moves.get(key, ())):
            notice = _notice(case, was, key)
            if notice is not None and _all_follow(case, was, key):
                values = {"was": print_number(was), "page": notice.page}
                yield Suspicion(key=key, page=places[0].page, evidence=evidence_of(notice), values=values)
                break


def _moves(case: Case) -> dict[str, set[str]]:
    """Which lines each new number replaced, tonight or so short a time ago that the pages may still be following."""
    recent = [past.change for past in case.past if case.at - past.at <= _WITHIN]
    found: dict[str, set[str]] = {}
    for change in (*case.changes, *recent):
        if change.change == "replaced":
            found.setdefault(change.number, set()).add(change.was)
    return found


def _notice(case: Case, was: str, key: str) -> Seen | None:
    """Where an official page names both lines within a few words of a date and of a word for the move."""
    for seen in seen_in(case.now):
        if seen.sighting.number not in same_lines(was) or seen.sighting.layer in _DATA["foreign_layers"]:
            continue
        words = fold(seen.sighting.around or seen.sighting.quote).lower()
        is_told = any(word in words for word in _WORDS) and any(date.search(words) for date in _DATES)
        if is_told and _names(case, seen, key, words):
            return seen
    return None


def _names(case: Case, notice: Seen, key: str, words: str) -> bool:
    """Whether the new line stands in the words of the notice."""
    lines = same_lines(key)
    printed = [one.raw for one in case.now[notice.page].sightings if one.number in lines]
    return any(fold(raw).lower() in words for raw in printed)


def _all_follow(case: Case, was: str, key: str) -> bool:
    """Whether each page that showed the old line when it was last read before shows the new one, and none the old one as it was.

    A notice that names the old line for the last time is no page that keeps it.
    """
    if any(past.change.number == key and case.at - past.at > _WITHIN for past in case.past):
        return False
    old, new = set(same_lines(was)), set(same_lines(key))
    showed = {seen.page for seen in own_in(case.before) if seen.sighting.number in old}
    showed |= {page for entry in case.entries if entry.key in old for page in entry.pages}
    return bool(showed) and all(page in case.now and own_tonight(case)[page] & new for page in showed)
