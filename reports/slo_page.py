"""The page of promises as one HTML file: no script, nothing loaded from elsewhere, as the nightly report is drawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from reports.slo import Slo
from reports.slo_sheet import sheet_of
from reports.words import Lang, say

FOLDER = Path(__file__).parent


def render_page(slo: Slo, lang: Lang) -> str:
    """Draw the figures as a self-contained page in one language."""
    words = {"language": say(lang, "language"), "program": say(lang, "slo.program"), "none": say(lang, "slo.none")}
    return _template().render(sheet=sheet_of(slo, lang), words=words) + "\n"


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("formats/html.css", "slo.css"))
    # Ours, from beside this module: the one text that is printed without escaping.
    environment.globals["style"] = Markup(style)  # noqa: S704 - not crawled
    return environment.get_template("slo.j2")
