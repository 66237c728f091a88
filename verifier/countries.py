"""Which countries a label names: "Germany", "🇩🇪 Deutschland (DE):", "Customer service in Austria", 德国客服热线.

A label is a country's name and words that introduce a line, nothing else; or a name and a sign that parts it from what
follows. A country in running prose names nothing here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from directory.countries import countries
from verifier.words import flatten, load_words

# Longer texts are sentences; a label that names more countries than this is a list to choose from.
LABEL_CHARS = 80
MOST_COUNTRIES = 6
# A town before its country, "Frankfurt am Main, Germany", has so many words at most.
TOWN_WORDS = 3
FLAG_A = 0x1F1E6
# Scripts without blanks between words, and Korean, whose particles hang on: names are found by their longest start.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af"
_PARTS = r"\s,;:/|()\[\]{}<>=\u2013\u2014\u2010\u2011\u2012\-\u00b7\u2022\u2026\"\u201c\u201d\u00ab\u00bb!?*&+#\u3001\u3002\u30fb\u300c\u300d\u3010\u3011\d"
_FLAGS = "\U0001f1e6-\U0001f1ff"
_TOKEN = re.compile(rf"[{_FLAGS}]{{2}}|[{_UNSPACED}]+|[^{_PARTS}{_FLAGS}{_UNSPACED}]+")
# Parts a name from what it introduces: a colon, a bracket, a bar, a dash that no letter touches on the left or right.
_FIRM = re.compile(r"[:|(\[\n]|[\u2013\u2014]|-(?= )|(?<= )-")
_UNSPACED_CHAR = re.compile(rf"[{_UNSPACED}]")
_FLAG = re.compile(rf"[{_FLAGS}]{{2}}")
_BARE_CODE = re.compile(r"(?:\A|\n)[A-Z]{2}(?![A-Za-z])")
_CODE = re.compile(r"[A-Z]{2}")


class Label(NamedTuple):
    """The countries a label names, in its order, () for "all other countries".

    is_sure: at least one by a name that nothing else bears; a code or an ambiguous name needs other countries about it.
    is_whole: the label says nothing else.
    """

    countries: tuple[str, ...]
    is_sure: bool
    is_whole: bool


class _Names(NamedTuple):
    """spaced: words of a name joined by blanks → country; most: a name's first word → its longest name in words.

    unspaced: names of scripts without blanks → country; longest: their most characters. words: what may stand beside
    a name. keys, pairs: each name has one of these words, or opens with one of these pairs of characters;
    pair finds what could be one.
    """

    spaced: dict[str, str]
    most: dict[str, int]
    unspaced: dict[str, str]
    words: frozenset[str]
    ambiguous: frozenset[str]
    elsewhere: frozenset[str]
    keys: frozenset[str]
    pairs: frozenset[str]
    pair: re.Pattern[str]
    longest: int


@lru_cache(maxsize=8192)
def read_label(text: str) -> Label | None:
    """The countries that a label names; None when it is no label of a country.

    text: as printed, without the number it introduces.
    """
    if len(text) > LABEL_CHARS or not text:
        return None
    shown = unicodedata.normalize("NFKC", text).replace("\u2019", "'").strip()
    names = _names()
    if " ".join(shown.lower().strip(" :.-").split()) in names.elsewhere:
        return Label((), is_sure=True, is_whole=True)
    return _Scan(shown, names).label()


def may_be_label(text: str) -> bool:
    """Whether a text of any length holds a word that the name of a country has, a flag, or opens with a code."""
    names = _names()
    lower = text.lower()
    for sign in ":,()/-":
        lower = lower.replace(sign, " ")
    if not names.keys.isdisjoint(lower.split()) or _BARE_CODE.search(text) is not None:
        return True
    if text.isascii() or max(text) <= "\u0dff":
        return False
    return not names.pairs.isdisjoint(names.pair.findall(lower)) or _FLAG.search(text) is not None


class _Scan:
    """One pass over the words of a label."""

    def __init__(self, shown: str, names: _Names) -> None:
        self.shown, self.names = shown, names
        self.tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(shown)]
        self.found: list[str] = []
        self.is_sure = False
        self.first_end = -1

    def label(self) -> Label | None:
        at = self._skip_town()
        while at < len(self.tokens):
            word, start, _ = self.tokens[at]
            step = self._step(at, word)
            if step == 0:
                is_parted = self.found and _FIRM.search(self.shown, self.first_end, start) is not None
                return self._done(is_whole=False) if is_parted else None
            at += step
        return self._done(is_whole=True)

    def _done(self, *, is_whole: bool) -> Label | None:
        found = tuple(dict.fromkeys(self.found))
        return Label(found, self.is_sure, is_whole) if 0 < len(found) <= MOST_COUNTRIES else None

    def _skip_town(self) -> int:
        """The place of the last comma's country behind a town's few words, else 0."""
        head, comma, country = self.shown.rpartition(",")
        if not comma or "," in head:
            return 0
        at = sum(end <= len(head) for _, _, end in self.tokens)
        if at > TOWN_WORDS or self._step(0, self.tokens[0][0] if self.tokens else "") or not self._is_name(country):
            self.found.clear()
            return 0
        return at

    def _is_name(self, text: str) -> bool:
        name = " ".join(token[0].lower().rstrip(".") for token in _TOKEN.finditer(text))
        return name in self.names.spaced and name not in self.names.ambiguous

    def _step(self, at: int, word: str) -> int:
        """How many words from `at` on are a country or introduce a line; 0 for none."""
        if FLAG_A <= ord(word[:1] or " ") < FLAG_A + 26:
            return self._add("".join(chr(ord(sign) - FLAG_A + 65) for sign in word), self.tokens[at][2], is_sure=True)
        if _is_unspaced(word[:1]):
            return self._munch(word, self.tokens[at][1])
        names = self.names
        first = word.lower().rstrip(".")
        for count in range(min(names.most.get(first, 0), len(self.tokens) - at), 0, -1):
            name = " ".join(token.lower().rstrip(".") for token, _, _ in self.tokens[at : at + count])
            if name in names.spaced and word[0] == word[0].upper():
                self._add(names.spaced[name], self.tokens[at + count - 1][2], is_sure=name not in names.ambiguous)
                return count
        # A code is one beside nothing else, or beside the name of its country; elsewhere two letters mean anything.
        if _CODE.fullmatch(word) and (len(self.tokens) == 1 or word in self.found):
            return self._add(word, self.tokens[at][2], is_sure=False)
        return int(first in names.words)

    def _munch(self, word: str, start: int) -> int:
        """1 when names and introducing words fill a run of a script without blanks."""
        at, names = 0, self.names
        while at < len(word):
            for end in range(min(len(word), at + names.longest), at, -1):
                part = word[at:end]
                if part in names.unspaced:
                    self._add(names.unspaced[part], start + end, is_sure=part not in names.ambiguous)
                    break
                if part in names.words:
                    break
            else:
                return 0
            at = end
        return 1

    def _add(self, country: str, end: int, *, is_sure: bool) -> int:
        if country not in _codes():
            return 0
        self.found.append(country)
        self.is_sure = self.is_sure or is_sure
        if self.first_end < 0:
            self.first_end = end
        return 1


def _is_unspaced(char: str) -> bool:
    return char > "\u0dff" and _UNSPACED_CHAR.match(char) is not None


@cache
def _codes() -> frozenset[str]:
    """The countries whose numbers can be read."""
    return frozenset(countries().codes.split()) - frozenset(countries().without_plan.split())


@cache
def _names() -> _Names:
    table: dict[str, Any] = load_words("countries.toml")
    spaced: dict[str, str] = {}
    unspaced: dict[str, str] = {}
    for line in load_words("country_names.toml")["names"].split("\n"):
        country, _, listed = line.partition(" ")
        if country in _codes():
            for form in listed.split("|"):
                (unspaced if form[0] > "\u0dff" and _is_unspaced(form[0]) else spaced)[form] = country
    # The second table is ours: where the two differ, it stands.
    for country, name in _listed(table["names"]):
        for form in _forms(name):
            (unspaced if _is_unspaced(form[0]) else spaced)[form] = country
    most: dict[str, int] = {}
    for name in spaced:
        first, count = name.partition(" ")[0], name.count(" ") + 1
        most[first] = max(count, most.get(first, 0))
    words = frozenset(flatten(table["words"]))
    elsewhere = frozenset(table["elsewhere"]["names"])
    others = [name for name in elsewhere if not _is_unspaced(name[0])]
    keys = frozenset(max(name.split(" "), key=len) for name in (*spaced, *others))
    pairs = frozenset(name[:2] for name in (*unspaced, *(elsewhere - set(others))))
    longest = max(map(len, unspaced))
    ambiguous = frozenset(table["ambiguous"]["names"])
    firsts = re.escape("".join(sorted({pair[0] for pair in pairs})))
    pair = re.compile(rf"(?=([{firsts}].))")
    return _Names(spaced, most, unspaced, words, ambiguous, elsewhere, keys, pairs, pair, longest)


def _listed(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    for country, names in table.items():
        for name in names.split("|"):
            yield country, name


def _forms(name: str) -> Iterator[str]:
    """How labels write a name: as it is, with "and" for "&", of long ones the letters without their accents."""
    text = unicodedata.normalize("NFKC", name).lower().replace("\u2019", "'")
    if _is_unspaced(text[0]):
        yield text
        return
    for form in {text, text.replace("&", "and"), text.replace("saint ", "st ")}:
        words = " ".join(token[0].rstrip(".") for token in _TOKEN.finditer(form))
        yield words
        bare = "".join(char for char in unicodedata.normalize("NFD", words) if not "\u0300" <= char <= "\u036f")
        if bare.isascii() and len(bare) >= 5:
            yield bare
