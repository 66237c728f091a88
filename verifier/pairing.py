"""Which number that came to a page stands in the place of which one that went."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from directory.number import transformation
from directory.records import Sighting


def match_keys(gone: Mapping[str, Sighting], fresh: Mapping[str, Sighting]) -> list[tuple[str, str]]:
    """Pair keys that went from a page with keys that came: (old, new), each key once, surest pairs first.

    A mere change of notation tells most, then the same purpose and label, then being the only two left.
    """
    tests: tuple[Callable[[str, str], bool], ...] = (
        lambda was, key: transformation(was, key) != "",
        lambda was, key: bool(fresh[key].label) and _role(gone[was]) == _role(fresh[key]),
        lambda _was, _key: len(gone) - len(found) == 1 == len(fresh) - len(found),
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for test in tests:
        for key in fresh:
            was = None if key in found else next((was for was in gone if was not in taken and test(was, key)), None)
            if was is not None:
                found[key] = was
                taken.add(was)
    return [(was, key) for key, was in found.items()]


def _role(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.purpose, sighting.audience, sighting.label
