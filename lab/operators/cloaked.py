"""Attacks that show their number to some visitors only: those on a phone, or those without scripts."""

from __future__ import annotations

import msgspec

from directory.terms import Vantage
from lab.forging import forge
from lab.markup import swap
from lab.spots import About, Change, Done, Scene, attack, spots, with_html
from lab.world import Answers


def shown_to(vantage: Vantage) -> Change:
    """Swap a line in what a page answers to one vantage alone."""

    def change(scene: Scene) -> Done | None:
        for spot in spots(scene):
            planted = forge("ordinary", spot.line, scene.one, scene.chance)
            html = swap(spot.html, spot.line, planted) if planted is not None else spot.html
            if planted is not None and html != spot.html:
                told = with_html(scene.answers[spot.page.url, ""], html)
                answers: Answers = {(spot.page.url, vantage): msgspec.structs.replace(told, vantage=vantage)}
                return Done(answers, planted.key, spot.line.key, spot.page.url)
        return None

    return change


OPERATORS = (
    attack(
        About("cloaked_mobile", "another number for visitors on a phone", "S09", tags=("vantage",)), shown_to("mobile")
    ),
    attack(
        About("cloaked_plain", "another number for visitors without scripts", "S09", tags=("vantage",)),
        shown_to("plain"),
    ),
)
