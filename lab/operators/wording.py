"""Honest changes of the words and digits beside a line: hours, holidays, dates, filing, order and licence numbers, prices."""

from __future__ import annotations

import re
from collections.abc import Callable

from lab.markup import at_end, at_start, parts_of_page
from lab.spots import About, Spot, honest, rewriting
from lab.telling import day, reference

_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)(?=\D|$)")
_PRICE = re.compile(r"(?<![\d.])(\d{1,4})\.(\d{2})(?![\d.])")
_YEAR = re.compile(r"(?<=-)20\d\d(?=\D)")
_LONG_DIGITS = re.compile(r"(?<![\d+.\-])2\d{7,15}(?![\d\-])")


def _hours(spot: Spot) -> str:
    """Every time of day half an hour later."""
    return _in_text(spot, _CLOCK, lambda found: f"{found[1]}:{(int(found[2]) + 30) % 60:02d}")


def _prices(spot: Spot) -> str:
    return _in_text(spot, _PRICE, lambda found: f"{int(found[1]) + 1}.{found[2]}")


def _years(spot: Spot) -> str:
    return _in_text(spot, _YEAR, lambda found: str(int(found[0]) + 1))


def _references(spot: Spot) -> str:
    """Other filing, order and licence numbers of the same length."""
    return _in_text(spot, _LONG_DIGITS, lambda found: reference(spot.scene.chance, len(found[0])))


def _in_text(spot: Spot, pattern: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> str:
    """Rewrite what a pattern finds in the text people read, never within one of the page's own lines."""
    lines = [line.printed for line in spot.page.lines]

    def replaced(found: re.Match[str]) -> str:
        around = found.string[max(0, found.start() - 20) : found.end() + 20]
        return found[0] if any(line in around for line in lines) else write(found)

    return "".join(
        pattern.sub(replaced, part.source) if part.place == "text" else part.source for part in parts_of_page(spot.html)
    )


def _holiday(spot: Spot) -> str:
    return at_start(spot.html, f'<p class="notice">{spot.say("holiday", day=day(spot.scene.chance))}</p>')


def _filing(spot: Spot) -> str:
    return at_end(spot.html, f"<p>{spot.say('filing', extra=reference(spot.scene.chance))}</p>")


def _order(spot: Spot) -> str:
    said = spot.say("order", extra=reference(spot.scene.chance, 16), day=day(spot.scene.chance))
    return at_end(spot.html, f"<p>{said}</p>")


def _updated(spot: Spot) -> str:
    said = spot.say("maintenance", extra=f"4.{spot.scene.chance.randrange(99)}.2", day=day(spot.scene.chance))
    return at_end(spot.html, f"<p>{said}</p>")


def _faq(spot: Spot) -> str:
    return at_end(spot.html, f"<p>{spot.say('faq')}</p>")


def _opens_at(spot: Spot) -> str:
    return at_end(spot.html, f"<p>{spot.say('hours')}</p>")


OPERATORS = (
    honest(About("hours_changed", "other opening hours", "§4", "routine", ("visible",)), rewriting(_hours)),
    honest(
        About("hours_added", "opening hours added to the page", "§4", "routine", ("visible",)), rewriting(_opens_at)
    ),
    honest(About("holiday_dates", "a notice of holiday hours", "§4", "quiet", ("visible",)), rewriting(_holiday)),
    honest(
        About("filing_numbers", "other filing and licence numbers", "§4", "quiet", ("visible",)), rewriting(_filing)
    ),
    honest(
        About("order_numbers", "an order number, a card's tail, an amount", "§4", "quiet", ("visible",)),
        rewriting(_order),
    ),
    honest(
        About("other_references", "other order and filing numbers where some stood", "§4", "quiet", ("visible",)),
        rewriting(_references),
    ),
    honest(About("prices_changed", "other prices", "§4", "quiet", ("visible",)), rewriting(_prices)),
    honest(About("year_changed", "another year in the footer", "§4", "quiet", ("visible",)), rewriting(_years)),
    honest(
        About("updated_on", "the date of the last update, and a version", "§4", "quiet", ("visible",)),
        rewriting(_updated),
    ),
    honest(
        About("question_added", "a question whose answer names the line", "§4", "quiet", ("visible",)), rewriting(_faq)
    ),
)
