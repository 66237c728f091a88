"""Suspects a number that the page presses upon callers: call now, for your refund, a live person answers, over and over.

Rings promise money or threaten its loss, and repeat their number three to twelve times. One such word is every help
page's ("24/7", "refund"), so two of different kinds must stand together. It is wrong for sales pages of the firm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from verifier.case import Case, Seen, evidence_of, own_in
from verifier.phrases import Phrases, window_of
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("urgency")
_GROUPS = {name: Phrases(lists) for name, lists in _DATA["groups"].items()}
_LEAST_GROUPS: int = _DATA["least_groups"]
_REPEATED_TIMES: int = _DATA["repeated_times"]
_REPEATED_CHARS: int = _DATA["repeated_chars"]
_READ_LAYERS = frozenset({"visible", "pdf", "image"})
# The end of one window stands in the next one where two numbers are at most about a hundred characters apart.
SHARED_CHARS = 30


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that is pressed upon callers, or repeated four times within 600 characters."""
    asked = asked_sightings(case)
    before = {(seen.page, seen.sighting.number) for seen in own_in(case.before)} if asked else set()
    for key, places in asked.items():
        pressed = next(((seen, words) for seen in places if (words := _pressing(case, seen))), None)
        if pressed is not None:
            seen, words = pressed
            values = {"words": " … ".join(words)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind="pressing")
            continue
        times = _most_repeated([seen for seen in places if (seen.page, key) not in before])
        if times >= _REPEATED_TIMES:
            values = {"times": str(times)}
            yield Suspicion(
                key=key, page=places[0].page, evidence=evidence_of(places[0]), values=values, kind="repeated"
            )


def _pressing(case: Case, seen: Seen) -> tuple[str, ...]:
    """One phrase of each kind that stands around a number, if two kinds do and one phrase is new to the provider."""
    said = {name: words for name, group in _GROUPS.items() if (words := group.said(seen.sighting))}
    if len(said) < _LEAST_GROUPS:
        return ()
    old = {(name, one) for name in said for other in own_in(case.before) for one in _GROUPS[name].said(other.sighting)}
    is_new = any((name, one) not in old for name, words in said.items() for one in words)
    return tuple(words[0] for words in said.values()) if is_new else ()


def _most_repeated(places: Sequence[Seen]) -> int:
    """How often a number stands within 600 characters of one page: in one block, or in blocks that follow closely.

    A number that stands for several countries in turn is a table, and counts once for all of them.
    """
    read = [seen for seen in places if seen.sighting.layer in _READ_LAYERS]
    most = 0
    for _, some in groupby(read, lambda seen: seen.page):
        here = list(some)
        if len({seen.sighting.region for seen in here}) == 1:
            most = max(most, _in_one_block(here), _in_a_row(here))
    return most


def _in_one_block(places: Sequence[Seen]) -> int:
    spots = [(seen.sighting.place, seen.sighting.start) for seen in places]
    return max(
        sum(place == other and 0 <= later - start <= _REPEATED_CHARS for other, later in spots)
        for place, start in spots
    )


def _in_a_row(places: Sequence[Seen]) -> int:
    """The most sightings of which each stands in the window of the one before it."""
    most = run = 1
    for one, other in pairwise(seen.sighting for seen in places):
        window, digits = window_of(one), _digits(one.raw)
        is_near = _digits(window).count(digits) > 1 and window[-SHARED_CHARS:] in window_of(other)
        run = run + 1 if is_near else 1
        most = max(most, run)
    return most


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
