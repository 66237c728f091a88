"""Word lists out of the TOML beside the rules, and the one question asked of them: which word stands nearest?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

# Scripts that put blanks between words: a word of theirs is matched whole, every other one anywhere.
_LETTER = "a-zà-ɏḀ-ỿͰ-ϿЀ-ӿ"
_ALPHABETIC = re.compile(rf"[{_LETTER}]+(?:[.'][{_LETTER}]+)*")
_SPACED = re.compile(rf"[{_LETTER}]+(?:[.'][{_LETTER}]+)*\.?")
_EDGE = re.compile(rf"[{_LETTER}]")


class Words:
    """A set of words and phrases, matched in folded lower-case text."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = sorted({word.lower() for word in words})
        self.tokens = frozenset(word.rstrip(".") for word in listed if _SPACED.fullmatch(word))
        self.phrases = tuple(word for word in listed if not _SPACED.fullmatch(word))
        self._parts = tuple(phrase for phrase in self.phrases if _EDGE.match(phrase))
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
            last = at + len(phrase)
            if (
                at >= 0
                and not _EDGE.match(text, at - 1 if at else len(text))
                and not (_EDGE.match(phrase[-1]) and _EDGE.match(text, last))
            ):
                end = max(end, last)
        return end

    def opens(self, text: str) -> bool:
        """Whether `text` begins with one of the words."""
        stripped = text.lstrip(" (-")
        token = _ALPHABETIC.match(stripped)
        return (token is not None and token[0] in self.tokens) or stripped.startswith(self._anywhere)


def tokens_of(text: str) -> list[tuple[str, int, int]]:
    """The words of scripts with blanks between words in a lower-case text, with their spans."""
    return [(match[0], match.start(), match.end()) for match in _ALPHABETIC.finditer(text)]


def load_words(name: str) -> dict[str, Any]:
    """The TOML file `name` beside this module."""
    return tomllib.loads(resources.files("verifier").joinpath(name).read_text(encoding="utf-8"))


def flatten(table: Any) -> list[str]:
    """Every string below a table of lists."""
    if isinstance(table, str):
        return [table]
    values = table.values() if isinstance(table, dict) else table
    return [word for value in values for word in flatten(value)]
