"""Pages of the desk as HTML: every value is escaped, every word goes through the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from directory.number import BadKey, print_number
from reports.console.catalogue import LANGUAGES, NAMES
from reports.console.view import Page, View
from reports.digits import mark_difference
from reports.shown import print_size, show
from reports.words import say as say_report


class Renderer:
    """The templates, with what all of them know: the menu, the words, how times and numbers are printed."""

    def __init__(self, pages: Sequence[Page], rows: Sequence[tuple[str, str]] = ()) -> None:
        self._environment = Environment(
            loader=PackageLoader("reports.console"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"moment": moment, "printed": printed, "shown": show, "size": print_size}
        self._environment.globals |= {
            "menu": [page for page in pages if page.nav],
            "settings": tuple(rows),
            "languages": [(lang, NAMES[lang]) for lang in LANGUAGES],
            "mark_difference": mark_difference,
        }

    def render(self, template: str, view: View, shown: Mapping[str, object]) -> str:
        """Give the page as HTML."""
        told = {"view": view, "lang": view.lang, "_": view.say, "word": _reports_word(view)}
        return self._environment.get_template(template).render({**told, **shown})


def moment(when: datetime | date | None) -> str:
    """Print a time as people read it, with its zone; a day alone; an em dash for none."""
    if when is None:
        return "–"
    return f"{when:%Y-%m-%d %H:%M UTC}" if isinstance(when, datetime) else when.isoformat()


def printed(key: str) -> str:
    """Print a key as a number for people, as it is where it is none."""
    try:
        return print_number(key)
    except BadKey:
        return key


def _reports_word(view: View) -> object:
    """The words that the nightly report uses too: levels, layers, matters."""
    return lambda key, **values: say_report(view.lang, key, **values)
