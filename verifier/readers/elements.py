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
from verifier.readers.styles import Look

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("verifier.readers").joinpath("html.toml").read_text(encoding="utf-8")
)
HIDDEN_TAGS = frozenset(_TABLE["hidden_tags"])
DIALLING: tuple[str, ...] = tuple(_TABLE["dialling"])
USER_CONTENT = frozenset(_TABLE["user_content"])
AD_SLOTS = frozenset(_TABLE["ad_slots"])
USER_CONTENT_TYPES: tuple[str, ...] = tuple(_TABLE["user_content_types"])
# Elements that hold the whole page: their class names a page's kind, not who wrote it.
_WHOLE = frozenset({"html", "body", "main"})
_BLANKS = re.compile(r"[\s]+")

# Matched in lower case, which lets the search pass over all letters that open no such name.
_SCRIPT_PHONE = re.compile(
    r"""((?:phone|hotline|tel|mobile|fax)[a-z_]{0,12})\\?["']?\s*[:=]\s*(?:\\?["']([^"'<>\n]{3,40}?)\\?["']|([0-9]{5,15})(?![0-9.]))"""
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


def layer_of(tag: Tag, name: str, parent: Layer, look: Look) -> Layer:
    """The layer of all that is inside an element, as far as nothing inside it can change that.

    Hidden, user content or embedded once an ancestor is. look: of the element; what it only inherits, and an element
    inside may undo, is for `Look.is_hidden` to say.
    """
    if parent != "visible":
        return parent
    attributes = tag.attrs
    if name in HIDDEN_TAGS and not is_shadow(name, attributes):
        return "hidden"
    if look.is_gone:
        return "hidden"
    if attributes and attributes.get("aria-hidden") == "true":
        return "hidden"
    if name == "iframe":
        return "embedded"
    if not attributes or name in _WHOLE:
        return "visible"
    if not AD_SLOTS.isdisjoint(_classes(attributes)):
        return "embedded"
    return "user_content" if _is_of_users(attributes) else "visible"


def is_shadow(name: str, attributes: Mapping[str, Any]) -> bool:
    """Whether a template is the shadow tree of the element around it, which is what a person sees of that element."""
    return name == "template" and str(attributes.get("shadowrootmode", "")).lower() in ("open", "closed")


def _is_of_users(attributes: Mapping[str, Any]) -> bool:
    if not USER_CONTENT.isdisjoint(_classes(attributes)):
        return True
    if str(attributes.get("id", "")).lower() in USER_CONTENT:
        return True
    return str(attributes.get("itemtype", "")).rpartition("/")[2] in USER_CONTENT_TYPES


def _classes(attributes: Mapping[str, Any]) -> list[str]:
    classes = attributes.get("class")
    return (classes if isinstance(classes, str) else " ".join(classes)).lower().split() if classes else []


def script_phones(text: str) -> Iterator[tuple[str, str]]:
    """The values that a script gives to names of phone numbers, each behind its name's words."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    for match in _SCRIPT_PHONE.finditer(lower):
        head = _SCRIPT_NAME.search(lower, max(0, match.start() - SCRIPT_NAME_CHARS), match.start())
        start = match.start() if head is None else head.start()
        yield text[start : match.end(1)].replace("_", " "), text[slice(*match.span(2 if match[2] else 3))]


@cache
def escaped(name: str) -> str:
    """An element's name as CSS writes it."""
    return name if name.isalnum() and name.isascii() and name[0].isalpha() else escape(name)
