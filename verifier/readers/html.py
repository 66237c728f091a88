"""HTML to a Document: one walk that joins inline tags, breaks at blocks, and knows who can see what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import CData, Comment, Declaration, Doctype, NavigableString, PageElement, ProcessingInstruction, Tag

from directory.records import Page, PageFacts
from directory.terms import Layer
from verifier.document import Block, Document, Link
from verifier.filters import filter_blocks
from verifier.readers.charset import decode
from verifier.readers.elements import dialled, is_shadow, layer_of
from verifier.readers.markup import parse_markup
from verifier.readers.places import MOST_DEPTH, Frame, Places, holder
from verifier.readers.sheets import names_of
from verifier.readers.structured import structured_blocks
from verifier.readers.styles import Styles
from verifier.readers.unseen import (
    DIGITS,
    attribute_blocks,
    called_blocks,
    drawn_blocks,
    loose_blocks,
    printed_value,
    script_blocks,
)

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("verifier.readers").joinpath("html.toml").read_text(encoding="utf-8")
)
BLOCKS = frozenset(_TABLE["blocks"])
HEADINGS = frozenset(_TABLE["headings"])
SKIPPED = frozenset(_TABLE["skipped"])
APART = frozenset(_TABLE["apart"])

# The elements in which a page says what it is.
FACTS = frozenset({"html", "title", "link"})

MEDIA = ("text/html", "application/xhtml+xml")
# The elements in which a title names the page.
_HEADS = ("head", "html", "body", "")
# A page inside a page inside a page: real ones hold one.
MOST_NESTED = 3
# A label before its number, in the cell or the term beside it, is a short line.
LEAD_CHARS = 60
_BLANKS = re.compile(r"[\s]+")
_NOT_TEXT = (Comment, CData, Declaration, Doctype, ProcessingInstruction)


@dataclass(slots=True)
class _Pending:
    """The block that is being written."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    layer: Layer = "visible"
    place: str = ""
    holder: Frame | None = None
    is_kept: bool = True
    links: list[Link] = field(default_factory=list)
    open_link: tuple[int, str] | None = None


def read_html(body: bytes, page: Page, charset: str = "") -> Document:
    """Read a page. charset: of its HTTP header, "" for none. Never raises for what the bytes are."""
    decoded = decode(body, charset, page.language)
    return document_of(parse_markup(decoded.text), page, decoded.encoding)


def document_of(soup: BeautifulSoup, page: Page, encoding: str) -> Document:
    """The Document of a parsed page."""
    kept = {id(tag) for css in page.keep for tag in soup.select(css)} if page.keep else None
    dropped = {id(tag) for rule in page.filters if rule.get("name") == "drop" for tag in soup.select(str(rule["css"]))}
    walk = _Walk(kept, dropped)
    blocks = filter_blocks([*walk.blocks_of(soup), *structured_blocks(walk.linked, walk.items)], page.filters)
    return Document(blocks, _facts(walk.facts, encoding, blocks), has_kept=kept is None or bool(kept))


class _Walk:
    """One pass over the tree without recursion, so that no depth of markup can end it."""

    def __init__(self, kept: set[int] | None, dropped: set[int], nested: int = 0) -> None:
        self.kept = kept
        self.dropped = dropped
        self.nested = nested
        self.pending = _Pending()
        self.found: list[Block] = []
        self.heading = ""
        self.lead = ""
        self.row = ""
        self.places = Places()
        self.facts: list[tuple[str, Tag]] = []
        self.linked: list[tuple[Tag, Frame]] = []
        self.items: list[tuple[Tag, Frame]] = []

    def blocks_of(self, soup: BeautifulSoup, layer: Layer = "visible") -> list[Block]:
        """Every block of the page, in the order a reader meets it. layer: of the page itself."""
        styles = Styles(soup)
        root = Frame("", "", layer, self.kept is None, inside=layer, look=styles.root, styles=styles)
        stack: list[tuple[Frame, Iterator[PageElement]]] = [(root, iter(soup.contents))]
        while stack:
            frame, children = stack[-1]
            child = next(children, None)
            if child is None:
                self._leave(frame)
                stack.pop()
            elif isinstance(child, Tag):
                if entered := self._enter(child, frame):
                    stack.append((entered, iter(child.contents)))
            elif isinstance(child, Comment):
                self.found += loose_blocks(str(child), "comment", frame)
            elif isinstance(child, NavigableString) and not isinstance(child, _NOT_TEXT):
                self._write(str(child), frame)
        self._flush("")
        return self.found

    def _enter(self, tag: Tag, parent: Frame) -> Frame | None:
        """The frame of a child, None when nothing inside it is text."""
        name = tag.name.lower()
        parent.counts[name] = parent.counts.get(name, 0) + 1
        if id(tag) in self.dropped or (name in SKIPPED and name != "style"):
            return None
        frame = self._frame(tag, name, parent)
        if name in ("style", "script"):
            self._machine(tag, name, frame)
            return None
        if name in FACTS:
            self.facts.append((name, tag))
        if tag.attrs:
            self._attributes(tag, name, frame)
        if name in BLOCKS:
            self._flush(name)
        if name in ("tr", "dt"):
            self.row = ""
        if name == "iframe" or (name in APART and self._is_apart(tag, frame)):
            return None
        if name in ("a", "area"):
            self._dialling(tag, frame)
        return frame

    def _machine(self, tag: Tag, name: str, frame: Frame) -> None:
        """What a script or a style sheet holds."""
        if name == "style":
            self.found += drawn_blocks("".join(map(str, tag.contents)), frame)
        elif "ld+json" in str(tag.get("type", "")).lower():
            self.linked.append((tag, frame))
        else:
            self.found += called_blocks(name, tag.attrs, frame)
            self.found += script_blocks(tag, frame)

    def _dialling(self, tag: Tag, frame: Frame) -> None:
        """A link that dials: a block of its own, and a target of its text."""
        if href := dialled(tag.get("href")):
            self.pending.open_link = (self.pending.length, href)
            layer: Layer = "tel_link" if frame.layer == "visible" else frame.layer
            link = (Link(0, len(href), href),)
            place = f"{frame.path}[href]"
            self.found.append(Block(href, place, layer, self.lead, self.heading, link, is_kept=frame.is_kept))

    def _frame(self, tag: Tag, name: str, parent: Frame) -> Frame:
        """What holds for the text inside an element."""
        styles, look, inside = parent.styles, parent.look, parent.inside
        if inside == "visible":
            if tag.attrs and is_shadow(name, tag.attrs):
                styles = Styles(tag, is_painted_elsewhere=styles.is_painted_elsewhere)
            look = styles.look_of(tag, name, look, parent.depth + 1, parent.names)
            inside = layer_of(tag, name, inside, look)
            if name == "title" and parent.name not in _HEADS:
                # The title of a drawing is shown to nobody who does not point at it.
                inside = "hidden"
        layer: Layer = "hidden" if inside == "visible" and look.is_hidden else inside
        is_kept = parent.is_kept or (self.kept is not None and id(tag) in self.kept)
        own = self.places.name_of(tag, name, parent)
        names = parent.names if styles.sheet.is_empty else names_of(tag, name, parent.names)
        # No CSS path leads into a template: what is inside is found by the template itself.
        depth = MOST_DEPTH if name == "template" else parent.depth + 1
        return Frame(name, own, layer, is_kept, parent, max(depth, parent.depth + 1), inside, look, styles, names)

    def _is_apart(self, tag: Tag, frame: Frame) -> bool:
        """Whether a raised or lowered mark begins with digits right behind digits, and so became a block of its own."""
        text = _BLANKS.sub(" ", tag.get_text()).strip()
        if not text[:1].isdigit() or not (self.pending.parts and self.pending.parts[-1][-1:].isdigit()):
            return False
        self.found.append(Block(text, frame.path, frame.layer, is_kept=frame.is_kept))
        return True

    def _attributes(self, tag: Tag, name: str, frame: Frame) -> None:
        """What an element's attributes hold: numbers, words that the page prints from them, a page of its own."""
        attributes = tag.attrs
        if "itemprop" in attributes:
            self.items.append((tag, frame))
        self.found += attribute_blocks(attributes, frame)
        self.found += called_blocks(name, attributes, frame)
        if printed := printed_value(name, attributes):
            self._flush("")
            self._write(printed, frame)
            self.pending.place = f"{frame.path}[value]"
            self._flush("")
        if name == "iframe" and isinstance(attributes.get("srcdoc"), str) and self.nested < MOST_NESTED:
            inner = _Walk(None, set(), self.nested + 1)
            layer: Layer = "embedded" if frame.layer == "visible" else frame.layer
            place = f"{frame.path}[srcdoc]"
            for block in inner.blocks_of(parse_markup(str(attributes["srcdoc"])), layer):
                self.found.append(block._replace(place=place, is_kept=frame.is_kept))

    def _leave(self, frame: Frame) -> None:
        if self.pending.open_link is not None and frame.name in ("a", "area"):
            start, number = self.pending.open_link
            self.pending.links.append(Link(start, self.pending.length, number))
            self.pending.open_link = None
        if frame.name in BLOCKS:
            self._flush(frame.name)
        if frame.name in ("tr", "dl", "table", "ul"):
            self.row = ""

    def _write(self, text: str, frame: Frame) -> None:
        pending = self.pending
        if pending.parts and pending.layer != frame.layer:
            self._flush("")
            pending = self.pending
        text = _BLANKS.sub(" ", text)
        if (pending.parts and pending.parts[-1].endswith(" ")) or not pending.parts:
            text = text.lstrip(" ")
        if not text:
            return
        if not pending.parts:
            pending.layer, pending.holder, pending.is_kept = frame.layer, frame, frame.is_kept
        elif pending.holder is not frame and pending.holder is not None:
            pending.holder = holder(pending.holder, frame)
        pending.parts.append(text)
        pending.length += len(text)

    def _flush(self, name: str) -> None:
        """Close the block that is being written, if it holds anything."""
        pending, self.pending = self.pending, _Pending()
        if pending.open_link is not None:
            start, number = pending.open_link
            pending.links.append(Link(start, pending.length, number))
            self.pending.open_link = (0, number)
        text = "".join(pending.parts).rstrip()
        if not text:
            return
        self.found.append(
            Block(
                text,
                pending.place or (pending.holder.path if pending.holder is not None else ""),
                pending.layer,
                self.lead,
                self.heading,
                tuple(pending.links),
                is_kept=pending.is_kept,
            )
        )
        if name in HEADINGS and len(text) <= 2 * LEAD_CHARS:
            self.heading, self.lead = text, ""
        elif not DIGITS.search(text):
            # A row's first cell leads all cells of the row; elsewhere a line leads the line behind it.
            self.row = self.row or (text if name in ("td", "th", "dt") else "")
            self.lead = (
                text[-LEAD_CHARS:] if self.row in ("", text) else f"{self.row[-LEAD_CHARS:]} {text[-LEAD_CHARS:]}"
            )


def _facts(met: Sequence[tuple[str, Tag]], encoding: str, blocks: tuple[Block, ...]) -> PageFacts:
    """What the page says of itself; met: its elements of the names in FACTS, in order."""
    root = next((tag for name, tag in met if name == "html"), None)
    title = next((tag for name, tag in met if name == "title"), None)
    canonical = next(
        (tag for name, tag in met if name == "link" and "canonical" in tag.get_attribute_list("rel")), None
    )
    return PageFacts(
        title=_BLANKS.sub(" ", title.get_text()).strip()[:200] if title is not None else "",
        language=str(root.get("lang", "")) if root is not None else "",
        encoding=encoding,
        canonical=str(canonical.get("href", "")) if canonical is not None else "",
        text_chars=sum(len(block.text) for block in blocks if block.layer == "visible"),
    )
