"""Skim a page with a second parser: its block text in one fast pass, and digests of all a number could hide in.

A second, independent parser: where its text holds other digits than the Document, one of the two was blinded
(reliability, 1.7), and the page is `unreadable` rather than half read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from verifier.dates import is_date
from verifier.facts import Head, head_of
from verifier.find import RUN
from verifier.fold import DIGITS, WIDE_DIGITS, fold
from verifier.readers.elements import DIALLING
from verifier.readers.html import APART, BLOCKS, HEADINGS, SKIPPED
from verifier.readers.unseen import CALLERS, DIGIT_ATTRIBUTES, called_in, phones_in_script, printed_value
from verifier.readers.unseen import DIGITS as SOME_DIGITS
from verifier.stretches import AROUND_CHARS, find_stretches
from verifier.surroundings import Line, around_numbers

# The national codes of China and India have five digits; a shorter run is hardly ever a number.
CODE_DIGITS = 5
_SCRIPT_DIGITS = re.compile(r"[0-9][0-9 ().+-]{4,24}[0-9]")
_FIVE_DIGITS = re.compile(rf"(?:[0-9{DIGITS}{WIDE_DIGITS}].{{0,12}}?){{5}}", re.DOTALL)
_UNSEEN = frozenset({"style", *SKIPPED})
_HOLDERS = frozenset({"script", *BLOCKS, *APART, *_UNSEEN})
# The parser keeps a template's text from the walk; the text of a shadow tree is what people see.
_SHADOW = re.compile(r"<template(?=[^<>]{0,200}\sshadowrootmode)", re.IGNORECASE)
# What a page's markup says to machines, which may name the numbers in it anew.
_STRUCTURED = ("telephone", "phone", "fax")
_ENDING = frozenset({"br", *HEADINGS})
_HIDING = frozenset({
    "srcdoc", "style", "class", "hidden", "aria-hidden", "bgcolor", "color", "text", "type", "readonly", "disabled", "media", "dir", "itemprop", "shadowrootmode",
})  # fmt: skip
_ADDRESSES = frozenset({"href", "src", *_HIDING, *DIGIT_ATTRIBUTES})


class Skim(NamedTuple):
    """Block texts in order, two digests, and what the head says of the page.

    content: of text, link targets, structured data, script digits and styles. shown: of what of these stands around
    numbers or may hide or dial one: equal, and every number says what it said, whatever else the page changed.
    """

    lines: tuple[str, ...]
    content: str
    shown: str
    head: Head


class _Gathered:
    """What the pass gathers, in the order of the page.

    lines: texts of blocks; beside: all that the digest of content covers beside them; telling: of this what numbers
    need; dialling: the links that dial, each with the count of lines before it.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.beside: list[str] = []
        self.telling: list[str] = []
        self.dialling: list[tuple[int, str, LexborNode]] = []
        self.chains: dict[int, str] = {}
        self.heading = ""
        self.parts: list[str] = []
        self.above: list[LexborNode] = []

    def write(self, words: str, parent: LexborNode | None) -> None:
        """Add a text to the block that is being gathered; parent: the element it stands in."""
        self.parts.append(words)
        if parent is not None:
            self.above.append(parent)

    def close(self, name: str) -> None:
        """End the block that is being gathered; name: of its element."""
        if not self.parts:
            return
        text = " ".join("".join(self.parts).split())
        if text:
            self.lines.append(Line(text, self.heading, name, tuple(self.above)))
            if name in HEADINGS:
                self.heading = text
        self.parts.clear()
        self.above.clear()

    def chain(self, node: LexborNode | None) -> str:
        """A digest of an element and those around it: their names and attributes decide who sees the text inside."""
        waiting: list[LexborNode] = []
        while node is not None and node.mem_id not in self.chains:
            waiting.append(node)
            node = node.parent
        said = "" if node is None else self.chains[node.mem_id]
        for one in reversed(waiting):
            said = _digest([said, one.tag or "", *_marks(one.attributes)])
            self.chains[one.mem_id] = said
        return said


def skim_html(text: str, known: Iterable[str] = ()) -> Skim:
    """Skim a decoded page. known: keys that are looked for wherever they stand. Never raises for what the markup is."""
    parsed, gathered = _gathered_from(text)
    lines = tuple(line.text for line in gathered.lines)
    links: dict[int, list[str]] = {}
    for place, target, node in gathered.dialling:
        links.setdefault(place, []).append(f"{target}\x1f{gathered.chain(node)}")
    said = around_numbers(gathered.lines, links, gathered.heading, known, gathered.chain)
    shown = _digest([*gathered.telling, *said])
    return Skim(lines, _digest([_digest(gathered.beside), *lines]), shown, head_of(parsed))


def lines_in(text: str) -> list[str]:
    """The block texts of a decoded page alone, as `skim_html` has them."""
    return [line.text for line in _gathered_from(text)[1].lines]


def _gathered_from(text: str) -> tuple[LexborHTMLParser, _Gathered]:
    parsed = LexborHTMLParser(_SHADOW.sub("<div", text) if "shadowrootmode" in text else text)
    gathered = _Gathered()
    if parsed.root is not None:
        _gather(parsed.root, gathered)
    return parsed, gathered


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\x1e".join(texts).encode("utf-8", "replace")).hexdigest()


def _gather(root: LexborNode, gathered: _Gathered) -> None:
    """One pass over the tree in the order of the page."""
    holders: dict[int, tuple[str, int]] = {}
    block = ("", 0)
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        if tag == "-text":
            words = node.text_content or ""
            # A blank opens no block.
            if gathered.parts or not words.isspace():
                block = _hear(words, node.parent, block, holders, gathered)
        elif tag == "-comment":
            _hear_comment(node, gathered)
        elif tag[:1] not in ("-", "!"):
            if tag in _ENDING:
                # What stands before a heading, and in the same block, is taken for one.
                gathered.close(block[0] if tag == "br" else tag)
            if attributes := node.attributes:
                _look(node, tag, attributes, block[0], gathered)
    gathered.close(block[0])


def _hear(
    words: str,
    parent: LexborNode | None,
    block: tuple[str, int],
    holders: dict[int, tuple[str, int]],
    gathered: _Gathered,
) -> tuple[str, int]:
    """A text; parent: the element it stands in. Gives the block that is open behind it, which was `block` before."""
    holder = ("", 0) if parent is None else holders.get(parent.mem_id) or _holder(parent, holders)
    if holder[0] in ("script", "style"):
        _hear_machine(holder[0], words, parent, gathered)
    elif holder[0] not in _UNSEEN:
        if holder != block:
            gathered.close(block[0])
        gathered.write(words, parent)
        return holder
    return block


def _hear_machine(name: str, words: str, parent: LexborNode | None, gathered: _Gathered) -> None:
    """A script or a style sheet: of scripts their digits and the numbers they name, of styles all."""
    if name == "style":
        told = words
    else:
        kind = "" if parent is None else (parent.attributes.get("type") or "").lower()
        told = "\x1f".join(_SCRIPT_DIGITS.findall(words))
        if "ld+json" in kind:
            told = words if any(name in words.lower() for name in _STRUCTURED) else told
        else:
            told = "\x1f".join([told, *("=".join(pair) for pair in phones_in_script(kind, words))])
    gathered.beside.append(told)
    if told.strip("\x1f"):
        gathered.telling += [told, gathered.chain(None if parent is None else parent.parent)]


def _hear_comment(node: LexborNode, gathered: _Gathered) -> None:
    """The whole numbers of a comment; the day a page was built is none."""
    words = node.comment_content or ""
    if SOME_DIGITS.search(words):
        gathered.telling += [
            words[max(0, one.start - AROUND_CHARS) : one.end + AROUND_CHARS]
            for one in find_stretches(words)
            if one.is_full and not is_date(words, one.start, one.end)
        ]


def _marks(attributes: dict[str, str | None]) -> list[str]:
    """The attributes of an element, without the addresses that dial nothing."""
    return [
        f"{key}={attributes[key]}"
        for key in sorted(attributes)
        if key not in ("href", "src", "nonce") or _is_dialling(key, attributes[key])
    ]


def _is_dialling(key: str, value: str | None) -> bool:
    return key == "href" and value is not None and value.lstrip()[:12].lower().startswith(DIALLING)


def _look(node: LexborNode, tag: str, attributes: dict[str, str | None], block: str, gathered: _Gathered) -> None:
    """The attributes of an element in which a number, its address or its hiding could stand; block: what is open."""
    for key, value in attributes.items():
        if key not in _ADDRESSES or not (value or key == "hidden"):
            continue
        said = f"{key}={value}"
        gathered.beside.append(said)
        if key in _HIDING:
            gathered.telling.append(said)
        elif _is_dialling(key, value):
            gathered.dialling.append((len(gathered.lines), said, node))
        elif key not in ("href", "src") and SOME_DIGITS.search(value or ""):
            gathered.telling += [said, gathered.chain(node)]
    if tag in CALLERS:
        gathered.telling += called_in(tag, attributes)
    elif tag == "link" and "stylesheet" in (attributes.get("rel") or "").lower():
        gathered.telling.append("stylesheet")
    elif tag == "input" and (printed := printed_value(tag, attributes)):
        gathered.close(block)
        gathered.lines.append(Line(printed, gathered.heading, "", (node,)))


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
