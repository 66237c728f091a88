"""Honest lines that more than one place vouches for: a sister company's, and a new one that several channels give."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from directory.number import country_of
from lab.forging import forge, keys_of
from lab.markets import load_markets
from lab.markup import at_end
from lab.operators.added import second_beside
from lab.spots import About, Done, Scene, Spot, a_common_line, honest, pages_with, spots
from lab.world import Answer

# A line as a page links it, with its plus.
_LINKED = re.compile(rb'href="tel:(\+\d{8,15})"')
# Whoever holds two channels on two hosts at once is hardly anybody but the provider (signals.md, S25).
_CHANNELS = 2


def _sisters(scene: Scene) -> Done | None:
    """A line that a firm of the same group has, at the end of a page, under its ordinary label."""
    lines = _lines_of_kin(scene)
    spot = next(spots(scene), None)
    if spot is None or not lines:
        return None
    key = scene.chance.choice(lines)
    html = at_end(spot.html, f"<p>{spot.say('hotline', number=key)}</p>")
    return Done(spot.answer(html), key, page=spot.page.url)


def _lines_of_kin(scene: Scene) -> list[str]:
    """Keys of its country that pages of the other firms of the provider's group link, its own left out."""
    provider = scene.one.provider
    groups = load_markets().groups if provider.group else {}
    hosts = {f"www.{slug}.example" for slug, group in groups.items() if group == provider.group}
    hosts -= {f"www.{host}" for host in provider.official_hosts}
    found = {
        key.decode()
        for (url, vantage), answer in scene.answers.items()
        if not vantage and urlsplit(url).hostname in hosts
        for key in _LINKED.findall(answer.body)
    }
    return sorted(key for key in found - keys_of(scene.one) if country_of(key) == provider.country)


def _on_two_channels(scene: Scene) -> Done | None:
    """A second number beside the line on two pages of different channel and different host."""
    line = a_common_line(scene, least=2)
    new = forge("ordinary", line, scene.one, scene.chance) if line is not None else None
    if line is None or new is None:
        return None
    chosen = _apart([Spot(scene, page, line, html) for page, html in pages_with(scene, line)])
    answers: dict[tuple[str, str], Answer] = {}
    for spot in chosen:
        html = second_beside(spot, new)
        answers |= spot.answer(html) if html != spot.html else {}
    return Done(answers, new.key) if len(answers) == _CHANNELS else None


def _apart(places: list[Spot]) -> list[Spot]:
    """The first place, and the first on another host and channel; [] where there is none such."""
    for one in places:
        for other in places:
            hosts = {urlsplit(spot.page.url).hostname for spot in (one, other)}
            if one.page.channel != other.page.channel and len(hosts) > 1:
                return [one, other]
    return []


OPERATORS = (
    honest(
        About("sisters_line", "the line of a firm of the same group, as a line more", "D2", "routine", ("visible",)),
        _sisters,
    ),
    honest(
        About(
            "second_line_on_channels",
            "a second number beside the line, on two channels and hosts",
            "§4 S25",
            "routine",
            ("visible",),
        ),
        _on_two_channels,
    ),
)
