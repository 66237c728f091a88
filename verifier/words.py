"""Word lists out of the TOML beside the rules, and the one question asked of them: which word stands nearest?

All lists that are asked of the same words are asked in one pass: a text is cut into words once, every word is one
look-up, and one pattern finds the phrases of scripts that put no blanks between words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from itertools import groupby
from typing import Any

from verifier.fold import fold

# Scripts that put blanks between words: a word of theirs is matched whole, every other one anywhere.
_LETTER = "a-zà-ɏḀ-ỿͰ-ϿЀ-ӿ"
_ALPHABETIC = re.compile(rf"[{_LETTER}]+(?:[.'][{_LETTER}]+)*")
_SPACED = re.compile(rf"[{_LETTER}]+(?:[.'][{_LETTER}]+)*\.?")
_EDGE = re.compile(rf"[{_LETTER}]")

Names = tuple[str, ...]


class Lexicon:
    """Named lists of words and phrases, all found together in folded lower-case text."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        names: dict[str, Names] = {}
        for name, words in lists.items():
            for word in sorted({fold(word).lower() for word in words}):
                names[word] = (*names.get(word, ()), name)
        self._tokens: dict[str, Names] = {}
        self._anywhere: dict[str, Names] = {}
        self._behind: dict[str, list[tuple[str, bool, Names]]] = {}
        for word, holders in names.items():
            first = _ALPHABETIC.match(word)
            if _SPACED.fullmatch(word):
                token = word.rstrip(".")
                self._tokens[token] = (*self._tokens.get(token, ()), *holders)
            elif first is None:
                self._anywhere[word] = holders
            else:
                is_open = _EDGE.match(word[-1]) is not None
                self._behind.setdefault(first[0], []).append((word, is_open, holders))
        self._phrase = alternatives(self._anywhere)
        # A phrase that a longer one begins with is found where the longer one is.
        self._opened = {
            phrase: tuple(
                (phrase[:size], self._anywhere[phrase[:size]])
                for size in range(1, len(phrase) + 1)
                if phrase[:size] in self._anywhere
            )
            for phrase in self._anywhere
        }

    def last_ends(self, text: str) -> dict[str, int]:
        """Where the last word of each list ends in `text`; a list without a word in it is left out."""
        ends: dict[str, int] = {}
        tokens, behind = self._tokens, self._behind
        for match in _ALPHABETIC.finditer(text):
            token = match[0]
            if token in tokens:
                end = match.end()
                for name in tokens[token]:
                    ends[name] = end
            if token in behind:
                self._add_phrases(text, match.start(), behind[token], ends)
        search = self._phrase.search
        found = search(text)
        while found is not None:
            start = found.start()
            for phrase, names in self._opened[found[0]]:
                end = start + len(phrase)
                for name in names:
                    if end > ends.get(name, -1):
                        ends[name] = end
            found = search(text, start + 1)
        return ends

    def _add_phrases(self, text: str, start: int, phrases: list[tuple[str, bool, Names]], ends: dict[str, int]) -> None:
        for phrase, is_open, names in phrases:
            end = start + len(phrase)
            if text.startswith(phrase, start) and not (is_open and _EDGE.match(text, end)):
                for name in names:
                    ends[name] = max(end, ends.get(name, -1))

    def opening(self, text: str) -> Names:
        """The lists with a word that `text` begins with."""
        stripped = text.lstrip(" ([-")
        if not stripped:
            return ()
        token = _ALPHABETIC.match(stripped)
        if token is not None:
            return self._tokens.get(token[0], ())
        phrase = self._phrase.match(stripped)
        return () if phrase is None else tuple(name for _, names in self._opened[phrase[0]] for name in names)


def alternatives(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches the longest of the words at a place; none when there are no words."""
    listed = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed)) if listed else r"(?!)")


def prefix_tree(words: Iterable[str]) -> str:
    """A pattern of words that shares their beginnings: it fails after one look where a plain choice tries them all."""
    return "|".join(f"{first}(?:{rests})" if rests else first for first, rests in by_first(words))


def by_first(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each sign that words begin with, escaped, and a pattern of what follows it, "" for nothing."""
    for first, group in groupby(sorted(set(words)), key=lambda word: word[:1]):
        rests = [word[1:] for word in group]
        inner = prefix_tree(rest for rest in rests if rest)
        yield re.escape(first), f"{inner}{'|' if inner and '' in rests else ''}"


def is_letter(char: str) -> bool:
    """Whether a lower-case character is a letter of a script that puts blanks between words; "" is none."""
    return _EDGE.match(char) is not None


def load_words(name: str) -> dict[str, Any]:
    """The TOML file `name` beside this module."""
    return tomllib.loads(resources.files("verifier").joinpath(name).read_text(encoding="utf-8"))


def flatten(table: Any) -> list[str]:
    """Every string below a table of lists."""
    if isinstance(table, str):
        return [table]
    values = table.values() if isinstance(table, dict) else table
    return [word for value in values for word in flatten(value)]
