"""What a report says in its own words, in the language asked for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

Lang = Literal["en", "zh"]


def _flatten(table: dict[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat


CATALOGUE: dict[str, dict[str, str]] = {
    lang: _flatten(words)
    for lang, words in tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8")).items()
}


def say(lang: Lang, key: str, **values: object) -> str:
    """Give the words under `key`, with `values` filled in.

    A key that has `.one` and `.other` is chosen by the value `n`. Raises KeyError for a key the catalogue lacks.
    """
    words = CATALOGUE[lang]
    if "n" in values and f"{key}.other" in words:
        key = f"{key}.one" if values["n"] == 1 else f"{key}.other"
    return words[key].format(**values)
