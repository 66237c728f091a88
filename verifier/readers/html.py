"""HTML to a Document: one walk that joins inline tags, breaks at blocks, and knows who can see what."""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import CData, Comment, Declaration, Doctype, NavigableString, PageElement, ProcessingInstruction, Tag

from directory.records import Page, PageFacts
from directory.terms import Layer
from verifier.document import Block, Document, Link
from verifier.filters import filter_blocks
from verifier.readers.charset import decode
from verifier.readers.elements import dialled, layer_of, script_phones
from verifier.readers.places import Frame, Places
from verifier.readers.structured import structured_blocks

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("verifier.readers").joinpath("html.toml").read_text(encoding="utf-8")
)
BLOCKS = frozenset(_TABLE["blocks"])
HEADINGS = frozenset(_TABLE["headings"])
SKIPPED = frozenset(_TABLE["skipped"])
DIGIT_ATTRIBUTES: tuple[str, ...] = tuple(_TABLE["digit_attributes"])

# The elements in which a page says what it is.
FACTS = frozenset({"html", "title", "link"})

MEDIA = ("text/html", "application/xhtml+xml")
# A label before its number, in the cell or the term beside it, is a short line.
LEAD_CHARS = 60
_BLANKS = re.compile(r"[\s]+")
_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d")
_NOT_TEXT = (Comment, CData, Declaration, Doctype, ProcessingInstruction)


@dataclass(slots=True)
class _Pending:
    """The block that is being written."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    layer: Layer = "visible"
    place: str = ""
    is_kept: bool = True
    links: list[Link] = field(default_factory=list)
    open_link: tuple[int, str] | None = None


def read_html(body: bytes, page: Page, charset: str = "") -> Document:
    """Read a page. charset: of its HTTP header, "" for none. Never raises for what the bytes are."""
    decoded = decode(body, charset, page.language)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(decoded.text.replace("\x00", ""), "html.parser")
    return document_of(soup, page, decoded.encoding)


def document_of(soup: BeautifulSoup, page: Page, encoding: str) -> Document:
    """The Document of a parsed page."""
    kept = {id(tag) for css in page.keep for tag in soup.select(css)} if page.keep else None
    dropped = {id(tag) for rule in page.filters if rule.get("name") == "drop" for tag in soup.select(str(rule["css"]))}
    walk = _Walk(kept, dropped)
    blocks = filter_blocks([*walk.blocks_of(soup), *structured_blocks(soup, kept, dropped)], page.filters)
    return Document(blocks, _facts(walk.facts, encoding, blocks), has_kept=kept is None or bool(kept))


class _Walk:
    """One pass over the tree without recursion, so that no depth of markup can end it."""

    def __init__(self, kept: set[int] | None, dropped: set[int]) -> None:
        self.kept = kept
        self.dropped = dropped
        self.pending = _Pending()
        self.found: list[Block] = []
        self.heading = ""
        self.lead = ""
        self.row = ""
        self.places = Places()
        self.facts: list[tuple[str, Tag]] = []

    def blocks_of(self, soup: BeautifulSoup) -> list[Block]:
        """Every block of the page, in the order a reader meets it."""
        root = Frame("", "", "visible", self.kept is None)
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
                self._loose(str(child), "comment", frame)
            elif isinstance(child, NavigableString) and not isinstance(child, _NOT_TEXT):
                self._write(str(child), frame)
        self._flush("")
        return self.found

    def _enter(self, tag: Tag, parent: Frame) -> Frame | None:
        """The frame of a child, None when nothing inside it is text."""
        name = tag.name.lower()
        parent.counts[name] = parent.counts.get(name, 0) + 1
        if name in SKIPPED or id(tag) in self.dropped:
            return None
        frame = Frame(
            name,
            self.places.name_of(tag, name, parent),
            layer_of(tag, name, parent.layer),
            parent.is_kept or (self.kept is not None and id(tag) in self.kept),
            parent,
            parent.depth + 1,
        )
        if name in FACTS:
            self.facts.append((name, tag))
        if name == "script":
            self._script(tag, frame)
            return None
        if tag.attrs:
            self._attributes(tag.attrs, name, frame)
        if name in BLOCKS:
            self._flush(name)
        if name in ("tr", "dt"):
            self.row = ""
        if name == "iframe":
            return None
        href = dialled(tag.get("href")) if name in ("a", "area") else ""
        if href:
            self.pending.open_link = (self.pending.length, href)
            self.found.append(
                Block(
                    href,
                    f"{frame.path}[href]",
                    "tel_link" if frame.layer == "visible" else frame.layer,
                    self.lead,
                    self.heading,
                    (Link(0, len(href), href),),
                    is_kept=frame.is_kept,
                )
            )
        return frame

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
            pending.layer, pending.place, pending.is_kept = frame.layer, frame.path, frame.is_kept
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
                pending.place,
                pending.layer,
                self.lead,
                self.heading,
                tuple(pending.links),
                is_kept=pending.is_kept,
            )
        )
        if name in HEADINGS and len(text) <= 2 * LEAD_CHARS:
            self.heading, self.lead = text, ""
        elif not _DIGITS.search(text):
            # A row's first cell leads all cells of the row; elsewhere a line leads the line behind it.
            self.row = self.row or (text if name in ("td", "th", "dt") else "")
            self.lead = (
                text[-LEAD_CHARS:] if self.row in ("", text) else f"{self.row[-LEAD_CHARS:]} {text[-LEAD_CHARS:]}"
            )

    def _loose(self, text: str, layer: Layer, frame: Frame) -> None:
        """Text that no reader sees where it stands: kept only when it holds digits."""
        if _DIGITS.search(text):
            for line in text.splitlines():
                if _DIGITS.search(line):
                    self.found.append(
                        Block(_BLANKS.sub(" ", line).strip()[:2000], frame.path, layer, is_kept=frame.is_kept)
                    )

    def _script(self, tag: Tag, frame: Frame) -> None:
        kind = str(tag.get("type", "")).lower()
        if "ld+json" not in kind:
            for name, value in script_phones("".join(map(str, tag.contents))):
                self.found.append(Block(value, frame.path, "script", name, is_kept=frame.is_kept))

    def _attributes(self, attributes: Mapping[str, Any], name: str, frame: Frame) -> None:
        if name == "iframe" and isinstance(attributes.get("srcdoc"), str):
            inner = BeautifulSoup(str(attributes["srcdoc"]), "html.parser").get_text(" ")
            self._loose(inner, "embedded", frame)
        if attributes.keys().isdisjoint(DIGIT_ATTRIBUTES):
            return
        for attribute in DIGIT_ATTRIBUTES:
            value = attributes.get(attribute)
            if isinstance(value, str) and len(value) < 1000 and _DIGITS.search(value):
                names = (str(attributes.get(key, "")) for key in ("name", "property", "itemprop", "class"))
                self.found.append(
                    Block(
                        _BLANKS.sub(" ", value).strip(),
                        f"{frame.path}[{attribute}]",
                        "attribute",
                        " ".join(names)[:LEAD_CHARS],
                        is_kept=frame.is_kept,
                    )
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
