"""How far a country's label holds: for its row, its list, its section, until the next label of its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from verifier.countries import Label

# Elements that hold words of a line; what stands around them is the element that counts.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "em", "font", "i", "img", "label", "mark", "small", "span", "strong", "u"}
)
# One of these ends what the one before it introduced, whatever it says.
_PEERS = frozenset({"dt", "summary", "th", "legend", "caption", "button"})
# How a path marks an element that stands in no other.
TOP = ":not(* > *)"
_NAME = re.compile(r"[a-z][a-z0-9]*")
HEADING = re.compile(r"h([1-6])")
# A heading whose level the path does not tell ends every section and opens the smallest.
HIGHEST, LOWEST = 1, 6
# Where the paths do not tell what belongs together, a label holds for so many blocks, a heading for more.
LOOSE_BLOCKS = 3
LOOSE_HEADED_BLOCKS = 12


class Spot(NamedTuple):
    """Where a block stands: its path, the element that counts, and its level when it is a heading, else 0."""

    path: tuple[str, ...]
    tag: str
    level: int


@dataclass(slots=True)
class _Scope:
    """A label that holds for the blocks behind it.

    inside: path of what holds both the label and the block behind it; None before there was one.
    run: path of what holds the label and the one right before it, None when no label stood there.
    """

    countries: tuple[str, ...]
    spot: Spot
    left: int
    run: tuple[str, ...] | None = None
    inside: tuple[str, ...] | None = None


def spot_of(place: str, *, is_heading: bool) -> Spot:
    """Where a block stands, read off its place. is_heading: what follows names it as its heading."""
    path = tuple(place.replace(TOP, "").split(" > "))
    names = (match[0] if (match := _NAME.match(part)) is not None else "" for part in reversed(path))
    tag = next((name for name in names if name and name not in _INLINE), "")
    level = HEADING.fullmatch(tag)
    return Spot(path, tag, int(level[1]) if level is not None else LOWEST if is_heading and not tag else 0)


class Scopes:
    """The labels that hold at one place of a page, met block by block."""

    def __init__(self) -> None:
        self._open: list[_Scope] = []

    @property
    def are_open(self) -> bool:
        """Whether any label holds."""
        return bool(self._open)

    def countries_at(self, spot: Spot, label: Label | None) -> tuple[str, ...]:
        """The countries that hold for the block at `spot`; label: what it names when it is nothing but a label."""
        while self._open and _ends(self._open[-1], spot):
            self._open.pop()
        if label is not None:
            self._enter(spot, label)
        elif self._open and self._open[-1].inside is None:
            top = self._open[-1]
            top.inside = _common(top.spot.path, spot.path)
            # The last of a list to choose from introduces nothing that stands outside the list.
            if top.run is not None and len(top.inside) <= len(top.run):
                self._open.pop()
        return self._open[-1].countries if self._open else ()

    def _enter(self, spot: Spot, label: Label) -> None:
        run = None
        if self._open and self._open[-1].inside is None:
            before = self._open[-1]
            if before.countries == label.countries:
                return
            # A section named for one country, divided by others: only two of a kind make a list.
            if before.spot.tag == spot.tag:
                run = _common(before.spot.path, spot.path)
        self._open = [scope for scope in self._open if scope.spot.tag != spot.tag]
        left = LOOSE_HEADED_BLOCKS if spot.level else LOOSE_BLOCKS
        self._open.append(_Scope(label.countries, spot, left, run))


def _ends(scope: _Scope, spot: Spot) -> bool:
    """Whether a label holds no longer at a spot."""
    if spot.level and scope.spot.level:
        closing = spot.level if HEADING.fullmatch(spot.tag) else HIGHEST
        if closing <= scope.spot.level:
            return True
    if spot.tag in _PEERS and spot.tag == scope.spot.tag:
        return True
    if scope.inside is None:
        return False
    if scope.inside and scope.inside[0] == spot.path[0]:
        return spot.path[: len(scope.inside)] != scope.inside
    scope.left -= 1
    return scope.left < 0 or (spot.level > 0 and not scope.spot.level)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The path that two paths begin with."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return one[:count]
    return one if len(one) <= len(other) else other
