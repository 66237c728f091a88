"""Attacks that take some nights: a number that comes and goes, one that is another every night, one that comes last."""

from __future__ import annotations

from itertools import pairwise

from lab.forging import Forged, forge, keys_of
from lab.markup import at_end, swap
from lab.spots import About, Done, Scene, Spot, attack, lone_spots, spots

# The nights before the last, each with a number of its own: three changes are no chance (signals.md, S33).
_NIGHTS_BEFORE = 3
_FEW_LINES = 50


def _comes_and_goes(scene: Scene) -> Done | None:
    """The only page of a line shows a costly number, on the next night the line, and then that number again."""
    for spot in lone_spots(scene):
        planted = forge("premium", spot.line, scene.one, scene.chance)
        html = swap(spot.html, spot.line, planted) if planted is not None else spot.html
        if planted is not None and html != spot.html:
            answers = spot.answer(html)
            return Done(answers, planted.key, spot.line.key, spot.page.url, before=(answers, {}))
    return None


def _rotates(scene: Scene) -> Done | None:
    """One page shows another number every night."""
    for spot in spots(scene):
        numbers = _several(spot)
        pages = [swap(spot.html, spot.line, one) for one in numbers]
        if len(numbers) > _NIGHTS_BEFORE and spot.html not in pages:
            *before, last = map(spot.answer, pages)
            return Done(last, numbers[-1].key, spot.line.key, spot.page.url, tuple(before))
    return None


def _after_swaps(scene: Scene) -> Done | None:
    """Three nights with another number each on one page, undone on the last, when another page has a line more."""
    # Of many lines some change every year, and three changes are no wonder.
    places = list(spots(scene)) if len(keys_of(scene.one)) <= _FEW_LINES else []
    for spot, other in pairwise(places):
        numbers = _several(spot)
        pages = [swap(spot.html, spot.line, one) for one in numbers[:_NIGHTS_BEFORE]]
        if len(numbers) > _NIGHTS_BEFORE and spot.html not in pages:
            html = at_end(other.html, f"<p>{other.say('hotline', number=numbers[-1].printed)}</p>")
            before = tuple(spot.answer(page) for page in pages)
            return Done(other.answer(html), numbers[-1].key, page=other.page.url, before=before)
    return None


def _several(spot: Spot) -> list[Forged]:
    """A number for each night, no two alike."""
    drawn = [forge("ordinary", spot.line, spot.scene.one, spot.scene.chance) for _ in range(_NIGHTS_BEFORE + 1)]
    return list({one.key: one for one in drawn if one is not None}.values())


_TAGS = ("visible", "swap", "history")
OPERATORS = (
    attack(
        About(
            "comes_and_goes",
            "in place of a line of one page a costly number, the line, and that number again",
            "S32",
            tags=_TAGS,
        ),
        _comes_and_goes,
    ),
    attack(
        About(
            "added_after_swaps",
            "a line more, where another page had another number on each of three nights; providers of few lines",
            "S33",
            tags=("visible", "added", "history"),
        ),
        _after_swaps,
    ),
    attack(About("rotating_number", "another number every night for four nights", "S33", tags=_TAGS), _rotates),
)
