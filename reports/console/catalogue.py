"""The desk's words: English in the templates, other languages in a catalogue (`locale/zh.po`) that is read at the start."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

from reports.words import Lang

LANGUAGES: tuple[Lang, ...] = ("en", "zh")
NAMES: dict[Lang, str] = {"en": "English", "zh": "中文"}


@cache
def words_of(lang: Lang) -> dict[str, str]:
    """Give the translations of a language, {} for English. Raises PoFileError for a catalogue that is none."""
    if lang == "en":
        return {}
    with files("reports.console").joinpath("locale", f"{lang}.po").open("rb") as file:
        found = read_po(file, locale=lang, abort_invalid=True)
    return {str(one.id): str(one.string) for one in found if one.id and one.string and not one.fuzzy}


def speaker(lang: Lang) -> Callable[..., str]:
    """Give the function that says English words in a language, with values filled in: `say("{n} lines", n=3)`."""
    known = words_of(lang)

    def say(words: str, **values: object) -> str:
        told = known.get(words, words)
        return told.format(**values) if values else told

    return say


def choose(asked: str | None, kept: str | None, accepted: str) -> Lang:
    """Choose a language: what the address asks for, else the cookie, else the browser's first that there is.

    accepted: the Accept-Language header as it came.
    """
    for one in (asked, kept):
        if one in LANGUAGES:
            return one
    for part in accepted.split(","):
        tag = part.partition(";")[0].strip().lower().partition("-")[0]
        if tag in LANGUAGES:
            return tag
    return "en"
