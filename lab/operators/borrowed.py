"""Attacks that plant a number which somebody else holds, or which is known to be false."""

from __future__ import annotations

import re

from lab.forging import Forged, forge, sample_line
from lab.markup import at_end, swap
from lab.rejected import rejected_before
from lab.spots import About, Change, Done, Scene, Spot, attack, html_of, on_one_page, spots

# A line of another provider, as that one's own page links it.
_LINKED = re.compile(rb'href="tel:(\+\d{8,15})"')
# Codes that the ministry gave to banks and carriers; signals, S38, and number-facts.md.
_CODES = ("95588", "95533", "95599", "95555", "95559", "95566", "95511", "95518")


def _of_another_provider(scene: Scene) -> Done | None:
    """The line of another provider of the same night, printed with its plus."""
    own = scene.one.provider.official_hosts
    others = sorted(url for url, vantage in scene.answers if not vantage and not any(host in url for host in own))
    scene.chance.shuffle(others)
    for url in others:
        found = _LINKED.findall(scene.answers[url, ""].body)
        key = scene.chance.choice(found).decode() if found else ""
        if key:
            return _swapped(scene, Forged(key, key))
    return None


def _of_a_holder(scene: Scene) -> Done | None:
    """The code of a bank or an insurer that has nothing to do with the provider."""
    if scene.one.provider.country != "CN":
        return None
    code = scene.chance.choice(_CODES)
    return _swapped(scene, Forged(f"CN:{code}", code))


def _swapped(scene: Scene, other: Forged) -> Done | None:
    for spot in spots(scene):
        html = swap(spot.html, spot.line, other)
        if html != spot.html:
            return Done(spot.answer(html), other.key, spot.line.key, spot.page.url)
    return None


def _added(kind: str) -> Change:
    """A number of a kind as a line of its own, with an ordinary label."""

    def edit(spot: Spot, other: Forged) -> str:
        return at_end(spot.html, f"<p>{spot.say('hotline', number=other.printed)}</p>")

    return on_one_page(edit, kind, replaces=False)


def _again(scene: Scene) -> Done | None:
    """The number that was rejected before, in a line's place."""
    rejected = rejected_before(scene.one, scene.answers)
    return _swapped(scene, rejected.number) if rejected is not None else None


def _without_hotline(scene: Scene) -> Done | None:
    """A number on a page of a provider that has no public line."""
    if scene.one.provider.hotline == "published":
        return None
    pages = list(scene.one.pages)
    scene.chance.shuffle(pages)
    for page in pages:
        answer = scene.answers.get((page.url, ""))
        html = html_of(answer) if answer is not None else None
        like = sample_line(scene.one.provider.country)
        planted = forge("ordinary", like, scene.one, scene.chance) if like is not None else None
        if html is not None and like is not None and planted is not None:
            spot = Spot(scene, page, like, html)
            changed = at_end(html, f"<p>{spot.say('hotline', number=planted.printed)}</p>")
            return Done(spot.answer(changed), planted.key, page=page.url)
    return None


_TAGS = ("visible", "swap")
OPERATORS = (
    attack(
        About("known_false_again", "the line replaced by a number that was rejected before", "S36", "urgent", _TAGS),
        _again,
    ),
    attack(
        About("other_providers_line", "the line replaced by that of another provider", "S35", "urgent", _TAGS),
        _of_another_provider,
    ),
    attack(
        About("holders_code", "the line replaced by a bank's or an insurer's code", "S38", tags=_TAGS), _of_a_holder
    ),
    attack(
        About("reported_number", "a number that an imported list reports as false", "S36", tags=("visible", "added")),
        _added("reported"),
    ),
    attack(
        About(
            "reported_block",
            "a number of a block in which others were reported as false",
            "S36",
            tags=("visible", "added"),
        ),
        _added("reported_block"),
    ),
    attack(
        About("no_hotline", "a number of a provider that has no public line", "S27", tags=("visible", "added")),
        _without_hotline,
    ),
)
