"""What the command line says in its own words, in the language asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return {lang: {str(key): str(text) for key, text in words.items()} for lang, words in table.items()}


def say(lang: str, key: str, **values: object) -> str:
    """Give the words under `key` with `values` filled in. Raises KeyError for a key the catalogue lacks."""
    return _catalogue()[lang][key].format(**values)


def head(lang: str, *keys: str) -> list[str]:
    """Give the headings of a table."""
    return [say(lang, key) for key in keys]
