"""Attacks that leave the true line and add to it: beside it, after it, with another extension."""

from __future__ import annotations

from functools import partial

from directory.number import line_of
from lab.forging import Forged
from lab.markup import at_end, beside, rewrite, shows
from lab.spots import About, Done, Scene, Spot, attack, on_one_page, spots

# Letters on the keys of a telephone. Source: ITU-T E.161.
_KEYS = {
    letter: key
    for key, letters in {
        "2": "ABC",
        "3": "DEF",
        "4": "GHI",
        "5": "JKL",
        "6": "MNO",
        "7": "PQRS",
        "8": "TUV",
        "9": "WXYZ",
    }.items()
    for letter in letters
}
_VANITY = ("FIX-CARD", "PAY-HELP", "MY-REFUND", "CASH-NOW")
_VANITY_DIGITS = 7
_FREE_PREFIXES = ("833", "844", "855")
_EXTENSIONS = ("6", "8", "803", "9")
_LINK = '<a href="tel:{dial}">{printed}</a>'


def second_beside(spot: Spot, other: Forged) -> str:
    """The number right behind the true one, under its label, with a link where that has one."""
    is_linked = shows(spot.html, spot.line, "link")
    shown = _LINK.format(dial=other.dial, printed=other.printed) if is_linked else other.printed
    return beside(spot.html, spot.line, spot.put("beside", shown))


def bare(spot: Spot, other: Forged) -> str:
    """A line of its own, with an ordinary label, at the end of the page: nothing tells it from an honest one."""
    return at_end(spot.html, f"<p>{spot.say('hotline', number=other.printed)}</p>")


def _vanity(scene: Scene) -> Done | None:
    """A free number written in letters, beside a line of North America."""
    for spot in spots(scene, fits=lambda line, _: line.key.startswith("+1")):
        words = scene.chance.choice(_VANITY)
        digits = "".join(_KEYS.get(char, "") for char in words)[:_VANITY_DIGITS]
        prefix = scene.chance.choice(_FREE_PREFIXES)
        html = beside(spot.html, spot.line, spot.say("beside", number=f"+1-{prefix}-{words}"))
        if html != spot.html:
            return Done(spot.answer(html), f"+1{prefix}{digits}", page=spot.page.url)
    return None


def _extension(scene: Scene) -> Done | None:
    """The true line with an extension that rings elsewhere."""
    for spot in spots(scene):
        extension = scene.chance.choice(_EXTENSIONS)
        written = spot.say("extension", extra=extension)
        html = rewrite(spot.html, spot.line, partial(_instead, written))
        if html != spot.html:
            return Done(spot.answer(html), f"{line_of(spot.line.key)};ext={extension}", spot.line.key, spot.page.url)
    return None


def _instead(written: str, _found: str) -> str:
    return written


OPERATORS = (
    attack(
        About(
            "added_beside",
            "a second number right behind the true one, under its label",
            "S39",
            tags=("visible", "added"),
        ),
        on_one_page(second_beside, replaces=False),
    ),
    attack(
        About(
            "added_bare",
            "a line more, with an ordinary label: nothing tells it from an honest one",
            "S21",
            "routine",
            ("visible", "added"),
        ),
        on_one_page(bare, replaces=False),
    ),
    attack(About("added_vanity", "a second number, written in letters", "S39", tags=("visible", "added")), _vanity),
    attack(
        About(
            "swapped_extension", "the true line with an extension that rings elsewhere", "S21", tags=("visible", "swap")
        ),
        _extension,
    ),
)
