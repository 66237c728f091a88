"""The sentences that operators plant, by language: texts.toml."""

from __future__ import annotations

import functools
import html
import tomllib
from importlib import resources

# Whoever plants on a page in a language that the lab does not write plants English.
OTHERWISE = "en"


def say(language: str, text: str, **values: str) -> str:
    """A sentence as markup, in a language or else in English, its gaps filled.

    language: ISO 639 code, a region behind it is passed over. Raises KeyError for a text or a gap that is not listed.
    """
    spoken = language.partition("-")[0].lower()
    listed = load_texts()[text]
    escaped = {name: html.escape(value, quote=False) for name, value in values.items()}
    return listed.get(spoken, listed[OTHERWISE]).format(**escaped)


@functools.cache
def load_texts() -> dict[str, dict[str, str]]:
    """Text → language → its words."""
    loaded: dict[str, dict[str, str]] = tomllib.loads(
        resources.files("lab").joinpath("texts.toml").read_text(encoding="utf-8")
    )
    return loaded
