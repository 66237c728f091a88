"""Suspects a link that dials another number than the one it shows.

Whoever swaps a number on a page often changes one layer only: callers with a phone in the hand reach the link's
number, reviewers read the text. It is wrong for a slip of the provider's own hand, and where a link on purpose
dials a menu or another branch; the same line in another notation never counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from directory.number import are_related, country_of, line_of, print_number
from directory.records import Reading, Sighting
from verifier.case import Case, Seen, evidence_of, listed_keys
from verifier.suspicion import Suspicion, served_countries

# Digits that must agree before a missing country or trunk prefix is taken for the only difference: the length of
# a subscriber's number in most plans (ITU-T E.164 leaves 7 and more to them).
LEAST_COMMON_DIGITS = 7


class Pair(NamedTuple):
    """A text that shows one number and the number that its link dials."""

    text: Sighting
    link: Sighting | None

    @property
    def keys(self) -> tuple[str, str]:
        """What is shown and what is dialled."""
        return self.text.number, self.text.target


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
    links = {sighting.number: sighting for sighting in reversed(reading.sightings) if sighting.layer == "tel_link"}
    pairs = [
        Pair(sighting, links.get(sighting.target))
        for sighting in reading.sightings
        if sighting.layer == "visible" and sighting.is_kept and sighting.target
    ]
    return [pair for pair in pairs if not _is_one_line(pair, served)]


def _is_one_line(pair: Pair, served: frozenset[str]) -> bool:
    dialled = {pair.text.target} | set(pair.link.readings if pair.link is not None else ())
    shown = {pair.text.number, *pair.text.readings}
    if any(are_related(line_of(one), line_of(other)) or are_related(one, other) for one in shown for other in dialled):
        return True
    return pair.link is not None and country_of(pair.text.target) in served and _is_one_writing(pair.text, pair.link)


def _is_one_writing(text: Sighting, link: Sighting) -> bool:
    """Whether only a country's or a trunk prefix was left off one of the two."""
    short, long = sorted((_digits(text.raw), _digits(link.raw)), key=len)
    return len(short) >= LEAST_COMMON_DIGITS and long.endswith(short) and len(long) - len(short) <= len("+852")


def _digits(raw: str) -> str:
    return "".join(str(int(char)) for char in raw if char.isdecimal()).lstrip("0")
