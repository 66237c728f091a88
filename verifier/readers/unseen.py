"""What stands in a page where nobody reads it as text: comments, attributes, script state, what styles draw."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any
from urllib.parse import parse_qsl

from bs4.element import Tag

from directory.terms import Layer
from verifier.document import Block
from verifier.readers.elements import script_phones
from verifier.readers.jsonpath import values_of
from verifier.readers.places import Frame
from verifier.readers.sheets import drawn_in

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("verifier.readers").joinpath("html.toml").read_text(encoding="utf-8")
)
DIGIT_ATTRIBUTES: tuple[str, ...] = tuple(_TABLE["digit_attributes"])
DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d")
_DIGIT_ATTRIBUTES = frozenset(DIGIT_ATTRIBUTES)
# The types of an <input> whose value a page prints and nobody can change.
_PRINTED_INPUTS = frozenset(_TABLE["printed_inputs"])
_PHONE_NAME = re.compile("|".join(_TABLE["phone_names"]), re.IGNORECASE)
_NAMING = ("name", "property", "itemprop", "class")
_BLANKS = re.compile(r"\s+")
# Elements that fetch what they show, or who writes it, from an address of their own.
CALLERS = frozenset({"iframe", "embed", "script"})
# ITU-T E.164: at most fifteen digits; a subscriber's number has seven and more.
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")
_DIALLED = re.compile(r"[0-9][0-9 ()-]{6,18}")
MOST_LINE_CHARS = 2000
MOST_VALUE_CHARS = 1000
MOST_NAME_CHARS = 60
# State of a whole application; what is longer is searched for names alone.
MOST_STATE_CHARS = 1_000_000


def loose_blocks(text: str, layer: Layer, frame: Frame) -> Iterator[Block]:
    """The lines with digits of a text that no reader sees where it stands."""
    if DIGITS.search(text):
        for line in text.splitlines():
            if DIGITS.search(line):
                yield Block(_BLANKS.sub(" ", line).strip()[:MOST_LINE_CHARS], frame.path, layer, is_kept=frame.is_kept)


def attribute_blocks(attributes: Mapping[str, Any], frame: Frame) -> Iterator[Block]:
    """The attributes of an element that hold digits under a name of DIGIT_ATTRIBUTES."""
    for attribute, value in attributes.items():
        if (
            attribute in _DIGIT_ATTRIBUTES
            and isinstance(value, str)
            and len(value) < MOST_VALUE_CHARS
            and DIGITS.search(value)
        ):
            if attribute == "value" and printed_value(frame.name, attributes):
                continue
            names = (
                attribute[len("data-") :] if attribute.startswith("data-") else "",
                *(str(attributes.get(key, "")) for key in _NAMING),
            )
            yield Block(
                _BLANKS.sub(" ", value).strip(),
                f"{frame.path}[{attribute}]",
                "attribute",
                " ".join(filter(None, names))[:MOST_NAME_CHARS],
                is_kept=frame.is_kept,
            )


def called_in(name: str, attributes: Mapping[str, Any]) -> list[str]:
    """The telephone numbers that the address of a frame or a script hands over in its query: `…?phone=%2B442079460018`."""
    address = attributes.get("src") if name in CALLERS else None
    if not isinstance(address, str) or "?" not in address or not DIGITS.search(address):
        return []
    pairs = parse_qsl(address[:MOST_LINE_CHARS].partition("?")[2])
    return [
        value
        for key, value in pairs
        if _ABROAD.fullmatch(value) or (_PHONE_NAME.search(key) and _DIALLED.fullmatch(value))
    ]


def called_blocks(name: str, attributes: Mapping[str, Any], frame: Frame) -> Iterator[Block]:
    """What a frame's or a script's address hands over, as what another host may show there."""
    for value in called_in(name, attributes):
        yield Block(value, f"{frame.path}[src]", "embedded", "phone", is_kept=frame.is_kept)


def printed_value(name: str, attributes: Mapping[str, Any]) -> str:
    """The value of an <input> that a page shows as its own words: a button's, or one that nobody can change.

    What a person may type is not the page's word: a search box repeats what its address asks for.
    """
    if name != "input":
        return ""
    kind = str(attributes.get("type", "text")).lower()
    is_fixed = "readonly" in attributes or "disabled" in attributes
    is_printed = kind in _PRINTED_INPUTS or (is_fixed and kind in ("text", "tel", ""))
    value = attributes.get("value")
    return value if is_printed and isinstance(value, str) else ""


def script_blocks(tag: Tag, frame: Frame) -> Iterator[Block]:
    """The phone numbers in a script's state: by the names of its JSON, else by the names in its code."""
    text = "".join(map(str, tag.contents))
    if not DIGITS.search(text):
        return
    for name, value in phones_in_script(str(tag.attrs.get("type", "")).lower(), text):
        yield Block(value, frame.path, "script", name, is_kept=frame.is_kept)


def phones_in_script(kind: str, text: str) -> Iterable[tuple[str, str]]:
    """Name and value of every phone number in a script's text. kind: its `type`, in lower case."""
    return _state(text) if "json" in kind and len(text) < MOST_STATE_CHARS else script_phones(text)


def drawn_blocks(style: str, frame: Frame) -> Iterator[Block]:
    """Numbers that a style sheet draws before or behind elements.

    The eye sees them where the rule applies, yet they are no text of the page: nobody can copy, search or dial them, and no
    reader of the page but a browser meets them. They are evidence, in the layer of attributes, and confirm nothing.
    """
    for text in drawn_in(style):
        if DIGITS.search(text):
            yield Block(
                _BLANKS.sub(" ", text).strip()[:MOST_VALUE_CHARS], frame.path, "attribute", is_kept=frame.is_kept
            )


def _state(text: str) -> Iterable[tuple[str, str]]:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return script_phones(text)
    values = ((" ".join(names[-2:]).replace("_", " "), value) for value, _, names in values_of(data))
    return (
        (name, value[:MOST_VALUE_CHARS]) for name, value in values if DIGITS.search(value) and _PHONE_NAME.search(name)
    )
