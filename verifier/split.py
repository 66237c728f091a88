"""Numbers whose digits a page's source holds one by one: split over tags and comments, or written as references."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from directory.records import Sighting

# Whoever styles a number wraps its groups; nobody honest takes a group apart. A shorter group may stand anywhere.
GROUP_DIGITS = 3
_GROUP = re.compile(rf"\d{{{GROUP_DIGITS},}}")


def with_split(source: str, sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings, `is_folded` where a visible number stands in no part of the source as a person would type it.

    source: the page's markup, decoded. A number none of whose groups of three digits and more is found in it was
    taken apart so that programs miss it; one group found is enough to think nothing of it.
    """
    return [replace(one, is_folded=True) if _is_split(source, one) else one for one in sightings]


def _is_split(source: str, sighting: Sighting) -> bool:
    if sighting.layer != "visible" or sighting.is_folded or not sighting.raw.isascii():
        return False
    groups = _GROUP.findall(sighting.raw)
    return bool(groups) and not any(group in source for group in groups)
