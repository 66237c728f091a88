"""A snapshot made readable: blocks of text, each with its place and its layer."""

from __future__ import annotations

from typing import NamedTuple

from directory.records import PageFacts
from directory.terms import Layer


class Link(NamedTuple):
    """A dialling link inside a block: its span in the block's text and the number its address dials."""

    start: int
    end: int
    number: str


class Block(NamedTuple):
    """One run of text that a reader sees as a line or a paragraph: inline tags joined, blanks collapsed.

    place: CSS path, page and box, or JSON path: it finds the text again in the snapshot.
    lead: words that introduce the block from outside it: its row's or list's label, else the nearest heading.
    purpose: what the markup itself says of the number (`fax` of a faxNumber), "" when it says nothing.
    regions: countries the markup names for it, () when none: the page's own regions are read then.
    is_kept: lies inside what the page description says to keep.
    """

    text: str
    place: str
    layer: Layer
    lead: str = ""
    heading: str = ""
    links: tuple[Link, ...] = ()
    purpose: str = ""
    regions: tuple[str, ...] = ()
    is_kept: bool = True


class Document(NamedTuple):
    """What one reader makes of one snapshot.

    refused: why a reader gave up ("" when it did not), in words for a maintainer.
    has_kept: False when the page description names parts to keep and the page has none of them.
    """

    blocks: tuple[Block, ...]
    facts: PageFacts
    refused: str = ""
    has_kept: bool = True
