"""One element of a page: who can see the text inside it, and what a click on it dials."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import unquote

from bs4.element import Tag
from soupsieve import escape

from directory.terms import Layer

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("verifier.readers").joinpath("html.toml").read_text(encoding="utf-8")
)
HIDDEN_TAGS = frozenset(_TABLE["hidden_tags"])
DIALLING: tuple[str, ...] = tuple(_TABLE["dialling"])
USER_CONTENT = frozenset(_TABLE["user_content"])
USER_CONTENT_TYPES: tuple[str, ...] = tuple(_TABLE["user_content_types"])
HIDDEN_STYLE = re.compile(_TABLE["hidden_style"], re.IGNORECASE)
# Elements that hold the whole page: their class names a page's kind, not who wrote it.
_WHOLE = frozenset({"html", "body", "main"})
_BLANKS = re.compile(r"[\s]+")

# Matched in lower case, which lets the search pass over all letters that open no such name.
_SCRIPT_PHONE = re.compile(
    r"""((?:phone|hotline|tel|mobile|fax)[a-z_]{0,12})["']?\s*[:=]\s*["']([^"'<>\n]{3,40})["']"""
)
_SCRIPT_NAME = re.compile(r"(?:[a-z_]{0,12}_)?(?:tele)?$")
SCRIPT_NAME_CHARS = 17


def dialled(href: Any) -> str:
    """The number of a dialling link, "" for every other address."""
    if not isinstance(href, str):
        return ""
    address = href.strip()
    scheme = next((scheme for scheme in DIALLING if address[: len(scheme)].lower() == scheme), None)
    if scheme is None:
        return ""
    return _BLANKS.sub(" ", unquote(address[len(scheme) :])).strip(" /").partition("?")[0][:60]


def layer_of(tag: Tag, name: str, parent: Layer) -> Layer:
    """The layer of an element's text: hidden, user content or embedded once an ancestor is."""
    if parent != "visible":
        return parent
    if name in HIDDEN_TAGS:
        return "hidden"
    attributes = tag.attrs
    if attributes and _is_hidden(attributes):
        return "hidden"
    if name == "iframe":
        return "embedded"
    return "user_content" if attributes and name not in _WHOLE and _is_of_users(attributes) else "visible"


def _is_hidden(attributes: Mapping[str, Any]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return isinstance(style, str) and HIDDEN_STYLE.search(style) is not None


def _is_of_users(attributes: Mapping[str, Any]) -> bool:
    classes = attributes.get("class")
    if classes:
        names = (classes if isinstance(classes, str) else " ".join(classes)).lower().split()
        if not USER_CONTENT.isdisjoint(names):
            return True
    if str(attributes.get("id", "")).lower() in USER_CONTENT:
        return True
    return str(attributes.get("itemtype", "")).rpartition("/")[2] in USER_CONTENT_TYPES


def script_phones(text: str) -> Iterator[tuple[str, str]]:
    """The values that a script gives to names of phone numbers, each behind its name's words."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    for match in _SCRIPT_PHONE.finditer(lower):
        head = _SCRIPT_NAME.search(lower, max(0, match.start() - SCRIPT_NAME_CHARS), match.start())
        start = match.start() if head is None else head.start()
        yield text[start : match.end(1)].replace("_", " "), text[match.start(2) : match.end(2)]


@cache
def escaped(name: str) -> str:
    """An element's name as CSS writes it."""
    return name if name.isalnum() and name.isascii() and name[0].isalpha() else escape(name)
