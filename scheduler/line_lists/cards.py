"""Address cards (vCard 2.1 to 4.0): every TEL of every card, folded and quoted lines joined, charsets undone."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TextIO

import vobject
from vobject.base import VObjectError

from directory.shape import show
from scheduler.line_lists.listed import MOST_FIELD_CHARS, MOST_LINE_CHARS, Listed

# The longest card of a public directory without its pictures has 4 KiB.
_MOST_CARD_LINES = 2_000
_BEGIN = "BEGIN:VCARD"
_END = "END:VCARD"
_NAMED = re.compile(r"(?i)(?:[a-z0-9-]+\.)?([a-z0-9-]+)(?:;[^:]*)?:")
_QUOTED = re.compile(r"(?i);[^:]*quoted-printable[^:]*:")
# Only what is asked for is parsed: a photo is a megabyte of nothing.
_WANTED = frozenset(
    {"BEGIN", "END", "VERSION", "N", "FN", "ORG", "NICKNAME", "TEL", "URL", "ADR", "NOTE", "X-ABLABEL", "CATEGORIES"}
)
# RFC 6350, 6.4.1, and RFC 2426: the types of a TEL that say what the line is for.
_PURPOSES = {"FAX": "fax", "TEXTPHONE": "tty", "TTY-TDD": "tty"}
_PLAIN_TYPES = frozenset({"VOICE", "PREF", "WORK", "HOME", "CELL", "MAIN", "TEXT", "MSG"})
# How Apple's address book marks its own words: _$!<Work>!$_.
_APPLE = re.compile(r"_\$!<(.*)>!\$_")

logging.getLogger("vobject").addHandler(logging.NullHandler())


class _Card(NamedTuple):
    """One card: the lines of it that are asked for, where it begins, and its lines that are none, with their places."""

    number: int
    line: int
    lines: list[str]
    faults: list[tuple[int, str]]


def read_cards(file: TextIO) -> Iterator[Listed]:
    """Give every number of every card; a card without a TEL, and what cannot be read, are given with that fault."""
    for card in _cards(file):
        for line, why in card.faults:
            yield Listed(f"card {card.number}, line {line}", fault=why)
        if not card.lines:
            continue
        place = f"card {card.number}, line {card.line}"
        if card.lines[-1].upper() != _END:
            yield Listed(place, fault=f"has no END:VCARD within {_MOST_CARD_LINES} lines, expected a whole card")
            continue
        try:
            found = next(vobject.readComponents("\n".join(card.lines) + "\n", allowQP=True), None)
        except (VObjectError, ValueError, LookupError) as error:
            yield Listed(place, fault=f"no card that can be read: {error}")
            continue
        if found is not None:
            yield from _listed(place, found)


def _cards(file: TextIO) -> Iterator[_Card]:
    """Cut the file into cards, one in memory at a time; what stands between cards is given as one without lines."""
    cutter = _Cutter(_Card(0, 0, [], []))
    for line, text, is_long in _lines(file):
        mark = text.strip("\ufeff \t").upper()
        if mark == _BEGIN:
            if cutter.card.lines:
                yield cutter.card
            cutter = _Cutter(_Card(cutter.card.number + 1, line, [_BEGIN], []))
        elif cutter.card.lines:
            cutter.take(line, text, is_long=is_long)
        elif mark:
            yield _Card(cutter.card.number, line, [], [(line, f"stands outside of a card: {show(text)}")])
        if mark == _END and cutter.card.lines:
            yield cutter.card
            cutter = _Cutter(_Card(cutter.card.number, line, [], []))
    if cutter.card.lines:
        yield cutter.card


class _Cutter:
    """Takes the lines of one card, those that are asked for and those that go on from them."""

    def __init__(self, card: _Card) -> None:
        self.card = card
        self._is_kept = True
        self._is_quoted = False

    def take(self, line: int, text: str, *, is_long: bool) -> None:
        """Take one line: the first of a property, one that goes on (RFC 6350, 3.2; vCard 2.1 quotes), or none."""
        is_more = self._is_quoted or text[:1] in (" ", "\t")
        named = None if is_more else _NAMED.match(text)
        if named is not None:
            self._is_kept = named[1].upper() in _WANTED
            self._is_quoted = _QUOTED.search(text) is not None and text.endswith("=")
        elif is_more:
            self._is_quoted = self._is_quoted and text.endswith("=")
        elif text.strip():
            self._is_kept = False
            self.card.faults.append((line, f"has no name before a colon: {show(text)}"))
        if self._is_kept and is_long:
            self.card.faults.append((line, f"is longer than {MOST_LINE_CHARS} signs"))
        elif self._is_kept and len(self.card.lines) < _MOST_CARD_LINES:
            self.card.lines.append(text.strip() if text.strip().upper() == _END else text)


def _lines(file: TextIO) -> Iterator[tuple[int, str, bool]]:
    """Number and text of every line, cut at the longest that is read, and whether it was cut."""
    line = 0
    while text := file.readline(MOST_LINE_CHARS):
        line += 1
        is_long = not text.endswith("\n") and len(text) == MOST_LINE_CHARS
        rest = text
        while is_long and rest and not rest.endswith("\n"):
            rest = file.readline(MOST_LINE_CHARS)
        yield line, text.rstrip("\r\n"), is_long


def _listed(place: str, card: Any) -> Iterator[Listed]:
    contents = card.contents
    names = tuple(
        name for kind in ("org", "fn", "nickname", "n") for one in contents.get(kind, ()) if (name := _text(one))
    )
    labels = {one.group: _label(_text(one)) for one in contents.get("x-ablabel", ()) if one.group}
    listed = Listed(
        place,
        names=tuple(dict.fromkeys(names)),
        url=next((_text(one) for one in contents.get("url", ())), ""),
        country=next((code for one in contents.get("adr", ()) if (code := _country(one))), ""),
    )
    numbers = contents.get("tel", ())
    for one in numbers:
        types = _types(one)
        said = " ".join(sorted(types - _PLAIN_TYPES - _PURPOSES.keys())).casefold()
        purpose = next((_PURPOSES[name] for name in sorted(types & _PURPOSES.keys())), "")
        number = _text(one)
        fault = "" if number else "an empty TEL"
        yield listed._replace(number=number, label=labels.get(one.group, said), purpose=purpose, fault=fault)
    if not numbers:
        yield listed


def _types(one: Any) -> set[str]:
    """The types of a TEL in any of the ways of writing them: TYPE=work,fax, TYPE=work;TYPE=fax, WORK;FAX (2.1)."""
    told = [*one.params.get("TYPE", ()), *one.singletonparams]
    return {name for part in told for name in part.upper().replace('"', "").split(",") if name}


def _label(text: str) -> str:
    apple = _APPLE.fullmatch(text)
    return text if apple is None else apple[1]


def _country(one: Any) -> str:
    text = str(getattr(one.value, "country", "")).strip().upper()
    return text if len(text) == 2 and text.isascii() and text.isalpha() else ""


def _text(one: Any) -> str:
    """The value as one text: a name in parts, or an organisation with its departments, by its parts."""
    value = one.value
    if isinstance(value, list):
        value = next((part for part in value if str(part).strip()), "")
    return " ".join(str(value).split())[:MOST_FIELD_CHARS]
