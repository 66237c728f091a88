"""The summary of a sweep as one HTML file: no script, nothing loaded, no number or address that can be followed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from reports.sweep import Summary
from reports.words import CATALOGUE, Lang, say

FOLDER = Path(__file__).parent
# More rows than a browser shows at ease; the claims beside the page hold all of them.
MOST_ROWS = 2000


def render_sweep(summary: Summary, counted: Mapping[str, int], lang: Lang) -> str:
    """Draw the summary in one language. counted: files, pages, named, broken, claims."""
    words = {key.removeprefix("sweep."): text for key, text in CATALOGUE[lang].items() if key.startswith("sweep.")}
    words |= {"language": say(lang, "language"), "counted": say(lang, "sweep.counted", **counted)}
    verdicts = {key.removeprefix("verdicts."): text for key, text in words.items() if key.startswith("verdicts.")}
    claims, clusters = summary.claims()[:MOST_ROWS], summary.clusters()[:MOST_ROWS]
    return _template().render(words=words, verdicts=verdicts, claims=claims, clusters=clusters) + "\n"


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Ours, from beside this module: the one text that is printed without escaping.
    environment.globals["style"] = Markup((FOLDER / "formats/html.css").read_text(encoding="utf-8"))  # noqa: S704
    return environment.get_template("sweep.j2")
