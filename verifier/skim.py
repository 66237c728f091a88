"""Skim a page with a second parser: its block text in one fast pass, and digests of all a number could hide in.

A second, independent parser: where its text holds other digits than the Document, one of the two was blinded
(reliability, 1.7), and the page is `unreadable` rather than half read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from verifier.find import RUN
from verifier.fold import DIGITS, WIDE_DIGITS, fold
from verifier.readers.elements import DIALLING
from verifier.readers.html import APART, BLOCKS, HEADINGS, SKIPPED
from verifier.readers.unseen import DIGIT_ATTRIBUTES, printed_value
from verifier.stretches import AROUND_CHARS, find_stretches

# The national codes of China and India have five digits; a shorter run is hardly ever a number.
CODE_DIGITS = 5
_SCRIPT_DIGITS = re.compile(r"[0-9][0-9 ().+-]{4,24}[0-9]")
_FIVE_DIGITS = re.compile(rf"(?:[0-9{DIGITS}{WIDE_DIGITS}].{{0,12}}?){{5}}", re.DOTALL)
_NEAR_DIGITS = re.compile(r"[0-9](?:[^0-9]{0,3}[0-9]){4}")
_UNSEEN = frozenset({"style", *SKIPPED})
_HOLDERS = frozenset({"script", *BLOCKS, *APART, *_UNSEEN})
# The parser keeps a template's text from the walk; the text of a shadow tree is what people see.
_SHADOW = re.compile(r"<template(?=[^<>]{0,200}\sshadowrootmode)", re.IGNORECASE)
# Text that nobody reads and that still moves numbers: of scripts their digits, of styles all.
_DIGESTED: dict[str, Callable[[str], str]] = {
    "script": lambda words: "\x1f".join(_SCRIPT_DIGITS.findall(words)),
    "style": lambda words: words,
}
_HIDING = frozenset({
    "srcdoc", "style", "class", "hidden", "aria-hidden", "bgcolor", "color", "text", "type", "readonly", "disabled", "media", "dir", "itemprop", "shadowrootmode",
})  # fmt: skip
_ADDRESSES = frozenset({"href", "src", *_HIDING, *DIGIT_ATTRIBUTES})


class Skim(NamedTuple):
    """Block texts in order, and two digests.

    content: of text, link targets, structured data, script digits and styles. shown: of what of these stands around
    numbers or may hide or dial one: equal, and every number says what it said, whatever else the page changed.
    """

    lines: tuple[str, ...]
    content: str
    shown: str


class _Gathered(NamedTuple):
    """What the pass gathers: lines; all that the digest of content covers beside them; of this what numbers need."""

    lines: list[str]
    beside: list[str]
    telling: list[str]


def skim_html(text: str) -> Skim:
    """Skim a decoded page. Never raises for what the markup is."""
    root = LexborHTMLParser(_SHADOW.sub("<div", text) if "shadowrootmode" in text else text).root
    gathered = _Gathered([], [], [])
    if root is not None:
        _gather(root, gathered)
    lines = gathered.lines
    beside = _digest(gathered.beside)
    return Skim(tuple(lines), _digest([beside, *lines]), _digest([*gathered.telling, *_around_numbers(lines)]))


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\x1e".join(texts).encode("utf-8", "replace")).hexdigest()


def _gather(root: LexborNode, gathered: _Gathered) -> None:
    """One pass over the tree in the order of the page."""
    lines, beside, telling = gathered
    holders: dict[int, tuple[str, int]] = {}
    parts: list[str] = []
    block = ("", 0)
    for node in root.traverse(include_text=True):
        tag = node.tag
        if tag == "-text":
            parent = node.parent
            holder = ("", 0) if parent is None else holders.get(parent.mem_id) or _holder(parent, holders)
            name = holder[0]
            words = node.text_content or ""
            if name in _DIGESTED:
                told = _DIGESTED[name](words)
                beside.append(told)
                telling.append(told)
            elif name not in _UNSEEN:
                if holder != block:
                    if parts:
                        _close(parts, block[0], lines, telling)
                    block = holder
                parts.append(words)
        elif tag == "br":
            _close(parts, block[0], lines, telling)
        elif tag and tag[0] not in "-!" and (attributes := node.attributes):
            _look(attributes, beside, telling)
            if tag == "input" and (printed := printed_value(tag, attributes)):
                lines.append(printed)
    _close(parts, block[0], lines, telling)


def _look(attributes: dict[str, str | None], beside: list[str], telling: list[str]) -> None:
    """The attributes of an element in which a number, its address or its hiding could stand."""
    for key, value in attributes.items():
        if key in _ADDRESSES and (value or key == "hidden"):
            said = f"{key}={value}"
            beside.append(said)
            if key in _HIDING or _may_tell(key, value or ""):
                telling.append(said)


def _may_tell(key: str, value: str) -> bool:
    """Whether an attribute that hides nothing dials a number or may show one."""
    if key in ("href", "src"):
        return key == "href" and value.lstrip()[:12].lower().startswith(DIALLING)
    return _NEAR_DIGITS.search(value) is not None


def _holder(parent: LexborNode | None, holders: dict[int, tuple[str, int]]) -> tuple[str, int]:
    """The nearest element that decides what a text is: its block, or the script or style it belongs to."""
    passed: list[int] = []
    found = ("", 0)
    while parent is not None:
        place = parent.mem_id
        if place in holders:
            found = holders[place]
            break
        passed.append(place)
        name = parent.tag or ""
        if name in _HOLDERS:
            found = (name, place)
            break
        parent = parent.parent
    for place in passed:
        holders[place] = found
    return found


def _close(parts: list[str], name: str, lines: list[str], telling: list[str]) -> None:
    text = " ".join("".join(parts).split())
    parts.clear()
    if text:
        lines.append(text)
        if name in HEADINGS:
            telling.append(text)


def _around_numbers(lines: Iterable[str]) -> Iterator[str]:
    """The words around everything in the lines that may be a number, with the lines that lead it."""
    text = "\n".join(lines)
    for start, end, *_ in find_stretches(text):
        yield text[max(0, start - AROUND_CHARS) : end + AROUND_CHARS]


def long_digits(text: str) -> set[str]:
    """The digits of every run in `text` that is long enough for a whole number."""
    if _FIVE_DIGITS.search(text) is None:
        return set()
    runs = ("".join(filter(str.isdigit, run[0])) for run in RUN.finditer(fold(text)))
    return {digits for digits in runs if len(digits) >= CODE_DIGITS}


def only_in(texts: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of `texts` that hold a long run of digits which none of `others` holds."""
    seen: set[str] = set()
    for other in others:
        seen |= long_digits(other)
    return [text for text in texts if not long_digits(text) <= seen]
