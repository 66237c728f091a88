"""Attacks on one of the provider's other channels: the agreement as PDF, the app's listing, the page in another language."""

from __future__ import annotations

import msgspec

from directory.number import country_of
from lab.forging import Forged, altered
from lab.markup import EVERYWHERE
from lab.operators.swapped import in_places
from lab.spots import About, Done, Edit, Scene, Spot, attack, media_of, on_one_page


def _pdf(scene: Scene) -> Done | None:
    """Another number in a PDF, digit for digit, so that the file stays whole."""
    for page in scene.one.pages:
        answer = scene.answers.get((page.url, ""))
        if answer is None or media_of(answer) != "application/pdf" or not page.lines:
            continue
        line = scene.chance.choice(page.lines)
        planted = altered(line, scene.one, scene.chance)
        old = line.printed.encode("latin-1", "ignore")
        if planted is not None and old in answer.body:
            body = answer.body.replace(old, planted.printed.encode("latin-1"))
            return Done({(page.url, ""): msgspec.structs.replace(answer, body=body)}, planted.key, line.key, page.url)
    return None


def _second_language(edit: Edit) -> Edit:
    """The edit on pages that are not in the language of the provider's first page."""

    def on_second(spot: Spot, other: Forged) -> str | None:
        return edit(spot, other) if spot.page.language != spot.scene.one.pages[0].language else None

    return on_second


def _in_table(spot: Spot, other: Forged) -> str | None:
    """The edit on a table of countries, in the row of a country abroad."""
    is_abroad = country_of(spot.line.key) != spot.scene.one.provider.country
    return in_places(EVERYWHERE)(spot, other) if is_abroad else None


_TAGS = ("visible", "swap")
OPERATORS = (
    attack(About("swapped_in_pdf", "another number in the agreement's PDF", "T2 S24", tags=("pdf", "swap")), _pdf),
    attack(
        About("swapped_in_app_listing", "another number in the listing of the app", "T4 S24", tags=_TAGS),
        on_one_page(in_places(EVERYWHERE), channel="app_listing"),
    ),
    attack(
        About("swapped_in_agreement", "another number in the agreement's page", "S29", tags=_TAGS),
        on_one_page(in_places(EVERYWHERE), channel="agreement"),
    ),
    attack(
        About("swapped_in_second_language", "another number on the page in the second language", "S29", tags=_TAGS),
        on_one_page(_second_language(in_places(EVERYWHERE))),
    ),
    attack(
        About("swapped_in_country_table", "another number in one row of a table of countries", "S29", tags=_TAGS),
        on_one_page(_in_table, kind="country_table"),
    ),
)
