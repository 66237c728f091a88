"""Numbers whose digits a page's source holds one by one: split over tags and comments, or written as references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from directory.records import Sighting

# Whoever styles a number wraps its groups; nobody honest takes a group apart. A shorter group may stand anywhere.
GROUP_DIGITS = 3
# Tags with the classes and styles of a designer may stand between two groups.
NEAR_CHARS = 600
_GROUP = re.compile(rf"\d{{{GROUP_DIGITS},}}")


def with_split(source: str, sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings, `is_folded` where a visible number stands in no part of the source as a person would type it.

    source: the page's markup, decoded. A number whose groups of three digits and more stand nowhere in it near each other
    was taken apart so that programs miss it.
    """
    return [replace(one, is_folded=True) if _is_split(source, one) else one for one in sightings]


def _is_split(source: str, sighting: Sighting) -> bool:
    if sighting.layer != "visible" or sighting.is_folded or not sighting.raw.isascii():
        return False
    groups = _GROUP.findall(sighting.raw)
    return bool(groups) and not _stand_together(source, groups)


def _stand_together(source: str, groups: Sequence[str]) -> bool:
    longest = max(groups, key=len)
    at = source.find(longest)
    while at >= 0:
        near = source[max(0, at - NEAR_CHARS) : at + NEAR_CHARS]
        if all(group in near for group in groups):
            return True
        at = source.find(longest, at + 1)
    return False
