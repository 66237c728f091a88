"""The report as one HTML file: no script, nothing loaded from elsewhere, every crawled word escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from reports.shown import print_address, safe_link, show
from reports.view import Report
from reports.words import say

SUFFIX = ".html"
FOLDER = Path(__file__).parent


def render(report: Report) -> str:
    """Draw the report as a self-contained page, readable on a phone, in the dark and on paper.

    Nothing in it dials, runs or loads: numbers are plain text, links lead to plain http and https addresses
    only, and the page's own policy forbids the rest (T11).
    """

    def _say(key: str, **values: object) -> str:
        return say(report.lang, key, **values)

    return _template().render(report=report, say=_say) + "\n"


def _draw(value: object) -> object:
    """Show what the template prints: its own markup as it is, every other text with nothing invisible left in it."""
    return value if isinstance(value, Markup) else show(str(value))


@lru_cache(maxsize=1)
def _template() -> Template:
    # By default the library escapes by file suffix, or not at all; here it is on for every template (T11).
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_draw,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"link": safe_link, "address": print_address}
    # Ours, from beside this module: the one text that is printed without escaping.
    environment.globals["style"] = Markup((FOLDER / "html.css").read_text(encoding="utf-8"))  # noqa: S704 - not crawled
    return environment.get_template("html.j2")
