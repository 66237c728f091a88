"""Skim a page with a second parser: its block text in one fast pass, and a digest of all a number could hide in.

A second, independent parser: where its text holds other digits than the Document, one of the two was blinded
(reliability, 1.7), and the page is `unreadable` rather than half read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from verifier.find import RUN
from verifier.fold import fold
from verifier.readers.html import APART, BLOCKS, SKIPPED
from verifier.readers.unseen import DIGIT_ATTRIBUTES, printed_value

# The national codes of China and India have five digits; a shorter run is hardly ever a number.
CODE_DIGITS = 5
_BLANKS = re.compile(r"\s+")
_SCRIPT_DIGITS = re.compile(r"[0-9][0-9 ().+-]{4,24}[0-9]")
_UNSEEN = frozenset({"style", *SKIPPED})
# Text that nobody reads and that still moves numbers: of scripts their digits, of styles all.
_DIGESTED: dict[str, Callable[[str], str]] = {
    "script": lambda words: "\x1f".join(_SCRIPT_DIGITS.findall(words)),
    "style": lambda words: words,
}
_ADDRESSES = frozenset({
    "href", "src", "srcdoc", "style", "class", "hidden", "aria-hidden", "bgcolor", "color", "text", "type", "readonly", "disabled", "media", "dir", "itemprop",
    "shadowrootmode", *DIGIT_ATTRIBUTES,
})  # fmt: skip
# The parser keeps a template's text from the walk; the text of a shadow tree is what people see.
_SHADOW = re.compile(r"<template(?=[^<>]{0,200}\sshadowrootmode)", re.IGNORECASE)
_HOLDERS = frozenset({"script", *BLOCKS, *APART, *_UNSEEN})


class Skim(NamedTuple):
    """Block texts in order, and the digest of text, link targets, structured data, script digits and styles."""

    lines: tuple[str, ...]
    content: str


def skim_html(text: str) -> Skim:
    """Skim a decoded page. Never raises for what the markup is."""
    root = LexborHTMLParser(_SHADOW.sub("<div", text) if "shadowrootmode" in text else text).root
    lines: list[str] = []
    parts: list[str] = []
    digest = hashlib.sha256()
    block = 0
    for node in root.traverse(include_text=True) if root is not None else ():
        tag = node.tag or "-"
        if tag == "-text":
            name, holder = _holder(node)
            words = node.text_content or ""
            if name in _DIGESTED:
                digest.update(_DIGESTED[name](words).encode("utf-8", "replace"))
            elif name not in _UNSEEN:
                if holder != block:
                    _close(parts, lines)
                    block = holder
                parts.append(words)
        elif tag == "br":
            _close(parts, lines)
        elif tag[0] not in "-!":
            digest.update(_addresses(node).encode("utf-8", "replace"))
            if tag == "input" and (printed := printed_value(tag, node.attributes)):
                lines.append(printed)
    _close(parts, lines)
    digest.update("\x1e".join(lines).encode("utf-8", "replace"))
    return Skim(tuple(lines), digest.hexdigest())


def _addresses(node: LexborNode) -> str:
    """The attributes of an element in which a number, its address or its hiding could stand."""
    return "".join(
        f"{key}={value}\x1f"
        for key, value in node.attributes.items()
        if key in _ADDRESSES and (value or key == "hidden")
    )


def _holder(node: LexborNode) -> tuple[str, int]:
    """The nearest element that decides what a text is: its block, or the script or style it belongs to."""
    parent = node.parent
    while parent is not None:
        name = parent.tag or ""
        if name in _HOLDERS:
            return name, parent.mem_id
        parent = parent.parent
    return "", 0


def _close(parts: list[str], lines: list[str]) -> None:
    text = _BLANKS.sub(" ", "".join(parts)).strip()
    parts.clear()
    if text:
        lines.append(text)


def long_digits(text: str) -> set[str]:
    """The digits of every run in `text` that is long enough for a whole number."""
    runs = ("".join(filter(str.isdigit, run[0])) for run in RUN.finditer(fold(text)))
    return {digits for digits in runs if len(digits) >= CODE_DIGITS}


def only_in(texts: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of `texts` that hold a long run of digits which none of `others` holds."""
    seen: set[str] = set()
    for other in others:
        seen |= long_digits(other)
    return [text for text in texts if not long_digits(text) <= seen]
