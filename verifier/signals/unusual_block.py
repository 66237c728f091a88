"""Suspects a number of a block that its plan has, but that firms like this one are not met in.

None of 132 official Chinese 400 numbers begins with 4003 or 4004; codes of the 96 series belong to holders of one
province; India's 1600 series belongs to finance. It is wrong on the day a carrier opens a block, and for a firm that
starts to answer in a second province.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from directory.number import line_of, parts_of
from directory.records import Provider
from verifier.case import Case
from verifier.number_plan import is_any, patterns_of, suspect_each
from verifier.suspicion import Suspicion, load_data

_DATA = load_data("unusual_block")
_UNSEEN = patterns_of(_DATA["unseen"])
_PROVINCES = [re.compile(pattern) for pattern in _DATA["provinces"].values()]
_NATIONAL = patterns_of(_DATA["national"])
_LANDLINE = re.compile(_DATA["landline"])


class _Reserved(NamedTuple):
    """A block and the kinds of provider that it is kept for."""

    block: re.Pattern[str]
    kinds: frozenset[str]


_RESERVED = [_Reserved(re.compile(one["block"]), frozenset(one["kinds"])) for one in _DATA["reserved"]]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number of a block that is unusual for the provider."""
    return suspect_each(case, kind_of)


def kind_of(key: str, provider: Provider, listed: Collection[str]) -> str | None:
    """`unseen`, `reserved` or `other_province` for a number of such a block, None for every other."""
    if is_any(_UNSEEN, key):
        return "unseen"
    if any(one.block.fullmatch(line_of(key)) and provider.kind not in one.kinds for one in _RESERVED):
        return "reserved"
    return "other_province" if _is_elsewhere(key, listed) else None


def _is_elsewhere(key: str, listed: Collection[str]) -> bool:
    """Whether a code of a province belongs to another one than all the lines of a provider without a national code."""
    area = parts_of(key).area
    if not area or is_any(_NATIONAL, key) or any(is_any(_NATIONAL, own) for own in listed):
        return False
    home = {_province(own) for own in listed} - {None}
    return bool(home) and _province(key) is not None and _province(key) not in home


def _province(key: str) -> int | None:
    """Which province an area code or a landline belongs to, by its place in the table; None where the key tells none."""
    landline = _LANDLINE.match(line_of(key))
    area = parts_of(key).area or (landline[1] if landline is not None else "")
    return next((place for place, areas in enumerate(_PROVINCES) if area and areas.fullmatch(area)), None)
