"""Suspects a number that stands beside a listed line under the same words.

Rings quote the true number next to theirs, so that the page looks right to whoever checks for it. It is wrong for a
provider that adds a second line for the same purpose, which is why it alone asks at the middle level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from directory.number import are_related, country_of, print_number
from directory.records import Sighting
from verifier.case import Case, Seen, evidence_of, listed_keys
from verifier.phrases import plain, window_of
from verifier.suspicion import Suspicion, asked_sightings, seen_tonight

# Between two numbers of a row: " o bien ", " or alternatively ", " / ". A colon begins words of the second.
ROW_CHARS = 18
COLON = re.compile("[:：]")


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number with a listed line beside it that the page tells nothing different of."""
    listed = listed_keys(case)
    asked = asked_sightings(case)
    true = [one for key, places in seen_tonight(case).items() if key in listed - asked.keys() for one in places]
    for key, places in asked.items():
        pair = next(((seen, one) for seen in places if (one := _true_line(seen, true)) is not None), None)
        if pair is not None:
            seen, one = pair
            values = {"listed": print_number(one.sighting.number)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)


def _true_line(seen: Seen, true: Iterable[Seen]) -> Seen | None:
    """The first listed line within the window of a number that stands there for the same, under the same label."""
    here = (one for one in true if one.page == seen.page)
    return next((one for one in here if _is_beside(seen.sighting, one.sighting)), None)


def _is_beside(fresh: Sighting, true: Sighting) -> bool:
    if fresh.layer != true.layer or _role(fresh) != _role(true) or are_related(fresh.number, true.number):
        return False
    if _digits(true.raw) not in _digits(window_of(fresh)):
        return False
    return bool(true.label) and (fresh.label.casefold() == true.label.casefold() or _is_in_row(fresh, true))


def _is_in_row(fresh: Sighting, true: Sighting) -> bool:
    """Whether both stand in one element and the second has no words of its own, or only a sign between them."""
    window, raws = window_of(fresh), (plain(true.raw), plain(fresh.raw))
    if fresh.place != true.place or any(raw not in window for raw in raws):
        return False
    if not fresh.label:
        return True
    (_, end), (start, _) = sorted((window.find(raw), window.find(raw) + len(raw)) for raw in raws)
    return end <= start <= end + ROW_CHARS and not COLON.search(window, end, start)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _role(sighting: Sighting) -> tuple[str, str, str, str]:
    return sighting.purpose, sighting.audience, sighting.region, country_of(sighting.number)
