"""Word lists out of the TOML beside the rules, and the one question asked of them: which word stands nearest?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

# A word of an alphabet that puts blanks between words; the others are looked for anywhere.
_ALPHABETIC = re.compile(r"[^\W\d_]+(?:[.'-][^\W\d_]+)*\.?")
_SPACED = re.compile(r"[a-zà-ɏḀ-ỿͰ-ϿЀ-ӿ.]+")


class Words:
    """A set of words and phrases, matched in folded lower-case text."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = sorted({word.lower() for word in words})
        self.tokens = frozenset(word.rstrip(".") for word in listed if _SPACED.fullmatch(word))
        self.phrases = tuple(word for word in listed if not _SPACED.fullmatch(word))
        self._parts = tuple(phrase for phrase in self.phrases if phrase[0].isascii() and phrase[0].isalpha())
        self._anywhere = tuple(phrase for phrase in self.phrases if phrase not in self._parts)

    def last_end(self, text: str, tokens: list[tuple[str, int, int]]) -> int:
        """Where the last of the words in `text` ends, -1 when it holds none; tokens: of `tokens_of(text)`."""
        end = -1
        for token, _, last in reversed(tokens):
            if token in self.tokens:
                end = last
                break
        for phrase in self._anywhere:
            at = text.rfind(phrase)
            if at >= 0:
                end = max(end, at + len(phrase))
        for phrase in self._parts:
            at = text.rfind(phrase)
            if at >= 0 and not text[at - 1 : at].isalpha() and not text[at + len(phrase) : at + len(phrase) + 1].isalpha():
                end = max(end, at + len(phrase))
        return end

    def opens(self, text: str) -> bool:
        """Whether `text` begins with one of the words."""
        stripped = text.lstrip(" (-")
        token = _ALPHABETIC.match(stripped)
        if token is not None and token[0].rstrip(".") in self.tokens:
            return True
        return stripped.startswith(self.phrases) and not (
            stripped[0].isascii() and stripped[0].isalpha() and token is not None and token[0] not in self.phrases
        )


def tokens_of(text: str) -> list[tuple[str, int, int]]:
    """The words of an alphabetic script in `text`, with their spans, a closing dot left off."""
    return [(match[0].rstrip("."), match.start(), match.end()) for match in _ALPHABETIC.finditer(text)]


def load_words(name: str) -> dict[str, Any]:
    """The TOML file `name` beside this module."""
    return tomllib.loads(resources.files("verifier").joinpath(name).read_text(encoding="utf-8"))


def flatten(table: Any) -> list[str]:
    """Every string below a table of lists."""
    if isinstance(table, str):
        return [table]
    values = table.values() if isinstance(table, dict) else table
    return [word for value in values for word in flatten(value)]
