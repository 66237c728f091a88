"""Suspects a link, or a button, that dials another number than the one it shows.

Whoever swaps a number on a page often changes one layer only: callers with a phone in the hand reach the link's
number, reviewers read the text. It is wrong for a slip of the provider's own hand, and where a link on purpose
dials a menu or another branch; the same line in another notation never counts, nor does what already stood so before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from directory.number import are_related, country_of, is_valid, line_of, print_number
from directory.records import Reading, Sighting
from verifier.case import Case, Seen, evidence_of, listed_keys
from verifier.fold import fold
from verifier.suspicion import Suspicion, load_data, served_countries

# Digits that must agree before a missing country or trunk prefix is taken for the only difference: the length of
# a subscriber's number in most plans (ITU-T E.164 leaves 7 and more to them).
LEAST_COMMON_DIGITS = 7
_DIALLING: frozenset[str] = frozenset(load_data("text_and_tel_disagree")["dialling_attributes"])
_ATTRIBUTE = re.compile(r"\[([^\[\]]+)\]$")


class Pair(NamedTuple):
    """A text that shows one number, the number that is dialled there, and the sighting of what dials it."""

    text: Sighting
    dialled: str
    link: Sighting | None

    @property
    def keys(self) -> tuple[str, str]:
        """What is shown and what is dialled."""
        return self.text.number, self.dialled


def check(case: Case) -> Iterator[Suspicion]:
    """Yield the unlisted number of each pair that disagrees tonight and did not on the same page before."""
    listed = listed_keys(case)
    served = served_countries(case.provider)
    for url in sorted(case.now):
        before = case.before.get(url)
        old = {pair.keys for pair in _disagreements(before, served)} if before is not None else set()
        for pair in _disagreements(case.now[url], served):
            shown, dialled = pair.keys
            key = next((key for key in (dialled, shown) if key not in listed), "")
            if not key or pair.keys in old:
                continue
            values = {"shown": print_number(shown), "dialled": print_number(dialled)}
            seen = Seen(url, case.now[url], pair.text)
            yield Suspicion(key=key, page=url, evidence=evidence_of(seen), values=values)


def _disagreements(reading: Reading, served: frozenset[str]) -> list[Pair]:
    texts = [one for one in reading.sightings if one.layer == "visible" and one.is_kept]
    pairs = [*_linked(reading, texts), *_beside(reading, texts)]
    return [pair for pair in pairs if not _is_one_line(pair, served)]


def _linked(reading: Reading, texts: list[Sighting]) -> Iterator[Pair]:
    """The numbers that stand inside a link."""
    links = {one.number: one for one in reversed(reading.sightings) if one.layer == "tel_link"}
    for text in texts:
        if text.target:
            yield Pair(text, text.target, links.get(text.target))


def _beside(reading: Reading, texts: list[Sighting]) -> Iterator[Pair]:
    """A link or a button without a number of its own in a line of text that shows one single number, outside any link."""
    for link in reading.sightings:
        element = _element(link)
        if not element or not is_valid(line_of(link.number)):
            continue
        near = [text for text in texts if element == text.place or element.startswith(f"{text.place} >")]
        if len({text.number for text in near}) == 1 and not any(text.target for text in near):
            yield Pair(near[0], link.number, link)


def _element(sighting: Sighting) -> str:
    """The place of the element that dials a number, "" for a sighting that dials none."""
    attribute = _ATTRIBUTE.search(sighting.place)
    dials = sighting.layer == "tel_link" or (attribute is not None and attribute[1] in _DIALLING)
    return sighting.place[: attribute.start()] if attribute is not None and dials else ""


def _is_one_line(pair: Pair, served: frozenset[str]) -> bool:
    dialled = {pair.dialled} | set(pair.link.readings if pair.link is not None else ())
    shown = {pair.text.number, *pair.text.readings}
    if any(are_related(line_of(one), line_of(other)) or are_related(one, other) for one in shown for other in dialled):
        return True
    raw = pair.link.raw if pair.link is not None else pair.dialled
    text, link = _digits(pair.text.raw), _digits(raw)
    if text == link and not (fold(raw).startswith("+") and is_valid(line_of(pair.dialled))):
        # 980 217 6841 behind a plus: the same digits, and no country has them so.
        return True
    return country_of(pair.dialled) in served and _is_one_writing(text, link)


def _is_one_writing(text: str, link: str) -> bool:
    """Whether only a country's or a trunk prefix was left off one of the two."""
    short, long = sorted((text, link), key=len)
    return len(short) >= LEAST_COMMON_DIGITS and long.endswith(short) and len(long) - len(short) <= len("+852")


def _digits(raw: str) -> str:
    return "".join(char for char in fold(raw) if char.isdecimal()).lstrip("0")
