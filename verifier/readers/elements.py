"""One element of a page: who can see the text inside it, and what a click on it dials."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any
from urllib.parse import unquote

from bs4.element import Tag

from directory.terms import Layer

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("verifier.readers").joinpath("html.toml").read_text(encoding="utf-8")
)
HIDDEN_TAGS = frozenset(_TABLE["hidden_tags"])
DIALLING: tuple[str, ...] = tuple(_TABLE["dialling"])
USER_CONTENT = frozenset(_TABLE["user_content"])
USER_CONTENT_TYPES: tuple[str, ...] = tuple(_TABLE["user_content_types"])
HIDDEN_STYLE = re.compile(_TABLE["hidden_style"], re.IGNORECASE)
_BLANKS = re.compile(r"[\s]+")


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
    style = tag.get("style")
    if (
        name in HIDDEN_TAGS
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or (isinstance(style, str) and HIDDEN_STYLE.search(style))
    ):
        return "hidden"
    if name == "iframe":
        return "embedded"
    classes = (
        str(tag.get("class", ""))
        if isinstance(tag.get("class"), str)
        else " ".join(tag.get_attribute_list("class") or [""])
    )
    names = {*classes.lower().split(), str(tag.get("id", "")).lower()}
    kind = str(tag.get("itemtype", ""))
    if name not in ("html", "body", "main") and (names & USER_CONTENT or kind.rpartition("/")[2] in USER_CONTENT_TYPES):
        return "user_content"
    return "visible"
