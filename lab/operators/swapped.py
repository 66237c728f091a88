"""Attacks that put another number where the true line stands: in one layer of a page, in several, on one page, on all."""

from __future__ import annotations

from collections.abc import Callable, Collection

from lab.forging import forge
from lab.markup import EVERYWHERE, Place, shows, swap
from lab.spots import About, Change, Done, Edit, Scene, a_common_line, attack, on_one_page, pages_with, with_html
from lab.world import Line

_TEXT_AND_LINK: frozenset[Place] = frozenset({"text", "link"})
_SIGNS: dict[Place, str] = {"link": "tel:", "structured": "elephone"}


def in_places(places: Collection[Place]) -> Edit:
    """Swap the line in some places of a page."""
    return lambda spot, other: swap(spot.html, spot.line, other, places)


def stands_in(*places: Place) -> Callable[[Line, str], bool]:
    """Whether a line stands in each of some places of a page."""
    return lambda line, html: all(_may_hold(html, place) and shows(html, line, place) for place in places)


def _may_hold(html: str, place: Place) -> bool:
    """Whether the page has such a place at all: most have no links, and few have structured data."""
    return _SIGNS.get(place, "") in html


def stands_alone(line: Line, html: str) -> bool:
    """Whether people read a line that no link dials."""
    return stands_in("text")(line, html) and not stands_in("link")(line, html)


def on_all_pages(kind: str) -> Change:
    """One number of a kind on every page that shows one of the provider's lines."""

    def change(scene: Scene) -> Done | None:
        line = a_common_line(scene, least=2)
        planted = forge(kind, line, scene.one, scene.chance) if line is not None else None
        if line is None or planted is None:
            return None
        answers = {
            (page.url, ""): with_html(scene.answers[page.url, ""], new)
            for page, html in pages_with(scene, line)
            if (new := swap(html, line, planted)) != html
        }
        return Done(answers, planted.key, line.key) if len(answers) > 1 else None

    return change


OPERATORS = (
    attack(
        About(
            "swapped_text",
            "another number in the text people read, where no link dials",
            "T7 S21",
            tags=("visible", "swap"),
        ),
        on_one_page(in_places({"text"}), fits=stands_alone),
    ),
    attack(
        About(
            "swapped_text_over_link",
            "another number in the text, the link still dials the true one",
            "S22",
            "urgent",
            ("visible", "swap"),
        ),
        on_one_page(in_places({"text"}), fits=stands_in("text", "link")),
    ),
    attack(
        About(
            "swapped_link", "the link dials another number than its text shows", "S22", "urgent", ("tel_link", "swap")
        ),
        on_one_page(in_places({"link"}), fits=stands_in("text", "link")),
    ),
    attack(
        About(
            "swapped_text_and_link",
            "another number in text and link, not in structured data",
            "T7 S21",
            tags=("visible", "tel_link", "swap"),
        ),
        on_one_page(in_places(_TEXT_AND_LINK), fits=stands_in("text", "link")),
    ),
    attack(
        About("swapped_structured", "another number in structured data only", "S23", tags=("structured", "swap")),
        on_one_page(in_places({"structured"}), fits=stands_in("structured")),
    ),
    attack(
        About("swapped_on_one_page", "another number on one page, in every layer", "S29", tags=("visible", "swap")),
        on_one_page(in_places(EVERYWHERE)),
    ),
    attack(
        About(
            "swapped_on_all_pages",
            "another number on every page that had the true one",
            "S30",
            tags=("visible", "swap"),
        ),
        on_all_pages("ordinary"),
    ),
    attack(
        About(
            "premium_on_all_pages",
            "a number that costs the caller extra on every page that had the true one",
            "S15 S30",
            tags=("visible", "swap"),
        ),
        on_all_pages("premium"),
    ),
    attack(
        About(
            "swapped_in_script_page",
            "another number on a page that scripts write, state and text",
            "T7",
            tags=("script", "swap"),
        ),
        on_one_page(in_places(EVERYWHERE), kind="script"),
    ),
)
