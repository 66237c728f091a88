"""Which country a block's numbers are dialled in: the one its own label, its row, its heading or the line above names.

A page that lists countries gives each number its own; the page's regions stay behind it, so that a number which the
named country cannot dial is read as before. A pure pass over the blocks, blocks in and blocks out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from verifier.countries import LABEL_CHARS, Label, may_be_label, read_label
from verifier.document import Block
from verifier.scopes import Scopes, spot_of

# A short code beside a country's name ("India 1930") is a number too; a year or an hour does no harm here.
NUMBER = re.compile(r"[+(]{0,2}\d(?:[\s().\-\u2010-\u2015/]{0,3}\d){2,}")
_DIGIT = re.compile(r"\d")
# What parts a label from the number or the sentence before it.
_PART = re.compile(r"[;\uff1b\u3002|\u2022\u00b7\n]|(?<=\w{4})\.(?= |$)|[,\uff0c\u3001](?= |$)")
_BEHIND = re.compile(r"\s*[(\uff08\[]([^()\uff08\uff09\[\]]{2,40})[)\uff09\]]")
_EDGES = " \t,;.:/|\uff0c\uff1b\u3001\u3002\u2022\u00b7)]\uff09"
# A name that others bear too counts beside so many countries that are sure; bare codes alone when there are so many.
SURE_COUNTRIES = 2
BARE_CODES = 4
# A list of countries in one paragraph is cut at each label; longer texts and lists are prose or data.
MOST_CUT_CHARS = 8000
MOST_CUTS = 150
# A link's block stands before the text around it, which may hold some more links.
LINK_BLOCKS = 12


class _Span(NamedTuple):
    """One number in a block and the countries its label names; None when it has none of its own."""

    start: int
    end: int
    label: Label | None


def place_regions(blocks: Sequence[Block], regions: tuple[str, ...]) -> Sequence[Block]:
    """The blocks, each with the country that the page names for its numbers before the page's own `regions`.

    A block that the markup gave regions keeps them. One that names several countries for its numbers comes as
    several: each has the whole text's length, what belongs to other countries is blank, so spans stay true.
    """
    if not may_be_label("\n".join([block.text for block in blocks])):
        return blocks
    labelled = _trusted({n: spans for n, block in enumerate(blocks) if (spans := _labels_of(block))})
    if not labelled:
        return blocks
    placed: list[list[Block]] = []
    for n, named in enumerate(_scoped(blocks, labelled)):
        is_plain = (not named and n not in labelled) or blocks[n].regions
        placed.append([blocks[n]] if is_plain else list(_cut(blocks[n], labelled.get(n, []), named, regions)))
    return [block for n, cut in enumerate(placed) for block in _linked(n, cut, placed)]


def _labels_of(block: Block) -> list[_Span]:
    """The numbers of a block with their labels, or one empty span for a block that is a label; [] without a label."""
    text = block.text
    is_long = len(text) > LABEL_CHARS and _DIGIT.search(text) is None
    if is_long or len(text) > MOST_CUT_CHARS or not may_be_label(text):
        return []
    found: list[_Span] = []
    end = 0
    for number in NUMBER.finditer(text):
        start, end = end, number.end()
        label = _nearest(text[start : number.start()])
        if label is None and (behind := _BEHIND.match(text, end)) is not None and (label := _whole(behind[1])):
            end = behind.end()
        found.append(_Span(start, end, label))
    found = found or [_Span(0, 0, read_label(text))]
    return found[:MOST_CUTS] if any(span.label is not None for span in found) else []


def _nearest(words: str) -> Label | None:
    """The label right before a number: all words since the number before, else what stands behind their last stop."""
    words = words.strip(_EDGES + "(\uff08[+")
    label = read_label(words)
    if label is None and (parts := _PART.split(words))[1:]:
        label = read_label(parts[-1].strip())
    return label


def _whole(words: str) -> Label | None:
    label = read_label(words)
    return label if label is not None and label.is_whole and label.countries else None


def _trusted(labelled: dict[int, list[_Span]]) -> dict[int, list[_Span]]:
    """The labels without those that only look like countries: see SURE_COUNTRIES."""
    named = [span.label for spans in labelled.values() for span in spans if span.label is not None]
    sure = {country for label in named if label.is_sure for country in label.countries}
    others = {country for label in named for country in label.countries}
    if len(sure) >= SURE_COUNTRIES or (not sure and len(others) >= BARE_CODES):
        return labelled
    kept = {
        n: [span if span.label is None or span.label.is_sure else span._replace(label=None) for span in spans]
        for n, spans in labelled.items()
    }
    return kept if sure else {}


def _scoped(blocks: Sequence[Block], labelled: Mapping[int, list[_Span]]) -> Iterator[tuple[str, ...]]:
    """For each block the countries that a label outside it names, () for none."""
    scopes = Scopes()
    for n, block in enumerate(blocks):
        spans = labelled.get(n)
        # A link's own block stands before the text it belongs to.
        if block.layer == "tel_link" or not (spans or scopes.are_open or " > " not in block.place):
            yield ()
            continue
        is_heading = n + 1 < len(blocks) and blocks[n + 1].heading == block.text
        label = spans[0].label if spans and spans[0].end == 0 else None
        countries = scopes.countries_at(spot_of(block.place, is_heading=is_heading), label)
        yield countries or (() if " > " in block.place else _introduced(block))


def _introduced(block: Block) -> tuple[str, ...]:
    """The countries that the words before a block of a document without elements name."""
    label = read_label(block.lead) or read_label(block.heading)
    return label.countries if label is not None and label.is_sure else ()


def _cut(block: Block, spans: list[_Span], scoped: tuple[str, ...], regions: tuple[str, ...]) -> Iterator[Block]:
    """The block with its regions, once for each run of numbers that belong to the same countries."""
    runs: list[tuple[int, tuple[str, ...]]] = []
    countries = scoped
    for span in spans:
        if span.end and span.label is not None:
            countries = span.label.countries
        if not runs or runs[-1][1] != countries:
            runs.append((span.start, countries))
    if len(runs) < 2:
        yield _with_regions(block, runs[0][1] if runs else scoped, regions)
        return
    ends = [*(start for start, _ in runs[1:]), len(block.text)]
    for (start, named), end in zip(runs, ends, strict=True):
        text = " " * start + block.text[start:end] + " " * (len(block.text) - end)
        links = tuple(link for link in block.links if start <= link.start < end)
        yield _with_regions(block._replace(text=text, links=links), named, regions)


def _with_regions(block: Block, named: tuple[str, ...], regions: tuple[str, ...]) -> Block:
    return block._replace(regions=tuple(dict.fromkeys((*named, *regions)))) if named else block


def _linked(n: int, cut: list[Block], placed: list[list[Block]]) -> Iterable[Block]:
    """A dialling link's own block with the regions of the text that it belongs to, every other as it is."""
    if cut[0].layer != "tel_link" or cut[0].regions:
        return cut
    for others in placed[n + 1 : n + 1 + LINK_BLOCKS]:
        for other in others:
            if any(link.number == cut[0].text for link in other.links) and other.layer != "tel_link":
                return [cut[0]._replace(regions=other.regions)]
    return cut
