"""Sight the phone numbers in a text: every number with its key, label, purpose and the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from directory.number import calling_code
from directory.records import Refusal, Sighting
from verifier.dates import is_date
from verifier.document import Block, Link
from verifier.find import AUSTRALIAN_SIX
from verifier.fold import fold
from verifier.masks import has_masked_label
from verifier.meaning import LABEL_CHARS, label_of
from verifier.read_stretch import REMEMBERED, Around, Found, Read, read_stretch
from verifier.refuse import BEHIND_CHARS, calls_a_phone, has_initial, names_digits
from verifier.stretches import AROUND_CHARS, REMEMBERED_CHARS, find_stretches
from verifier.vanity import opens_vanity

MOST_SIGHTINGS = 500
REMEMBERED_BLOCKS = 4096
# A letter of its own with its signs and blanks: "(p) ".
INITIAL_CHARS = 8


class Sighted(NamedTuple):
    """What was found in one block: numbers, and what was refused with its reason."""

    sightings: list[Sighting]
    refusals: list[Refusal]


def sight_numbers(text: str, regions: Sequence[str], lead: str = "") -> list[Sighting]:
    """The phone numbers in a plain text, in order, never overlapping.

    text: any Unicode text. regions: ISO 3166 codes, tried in this order for national forms.
    lead: words that introduce the text from outside it, as a table's row label.
    Raises UnknownRegion for a region the numbering plan lacks. Spans are indices into `text`.
    """
    return sight_block(Block(text, "", "visible", lead), tuple(regions)).sightings


def sight_block(block: Block, regions: tuple[str, ...], *, explains: bool = False) -> Sighted:
    """The phone numbers in one block of a document, and the digits that were refused.

    explains: also give a reason for digits that nothing near them calls a number, which costs time.
    """
    places = block.regions or regions
    for region in places:
        calling_code(region)
    sighted = Sighted([], [])
    is_remembered = not block.links and len(block.text) <= REMEMBERED_CHARS
    for first, read in (_remembered if is_remembered else _reads)(
        _Given(block.text, _lead(block), block.lead or block.heading, block.links, places, explains)
    ):
        for found in read.found:
            sighted.sightings.append(_sighting(block, found, first))
        for at, behind, reason in read.refused:
            raw = block.text[first + at : first + behind]
            sighted.refusals.append(Refusal(raw=raw, reason=reason, place=block.place, layer=block.layer))
        if len(sighted.sightings) >= MOST_SIGHTINGS:
            del sighted.sightings[MOST_SIGHTINGS:]
            break
    return sighted


class _Given(NamedTuple):
    """What decides which numbers are read in a block: its text, the words that lead it, its links, where it is read for."""

    text: str
    lead: str
    label: str
    links: tuple[Link, ...]
    regions: tuple[str, ...]
    explains: bool


def _reads(given: _Given) -> tuple[tuple[int, Read], ...]:
    """What stands in each stretch that is worth reading, with the index in the text that its spans count from."""
    text, found = given.text, []
    links, passed = sorted(given.links), 0
    for start, end, is_full, is_spoken in find_stretches(text):
        if not (given.explains or given.links or _is_worth_reading(given, start, end, is_full=is_full)):
            continue
        first = max(0, start - AROUND_CHARS)
        lead, label = ("", "") if first else (given.lead, given.label)
        while passed < len(links) and links[passed].end <= first:
            passed += 1
        near = _near(islice(links, passed, None), end, first) if links else ()
        words = text[first : end + AROUND_CHARS]
        around = Around(words, start - first, end - first, lead, label, near, given.regions, is_spoken, given.explains)
        found.append((first, read_stretch(around)))
    return tuple(found)


# The blocks of a site's frame come again on every page.
_remembered = lru_cache(maxsize=REMEMBERED_BLOCKS)(_reads)


def _lead(block: Block) -> str:
    return f"{block.heading} {block.lead}".strip()


def _is_worth_reading(given: _Given, start: int, end: int, *, is_full: bool) -> bool:
    """Whether a stretch may hold a number: room for a whole one that is no date, or a word that may name a code."""
    text = given.text
    if is_full:
        return not is_date(text, start, end)
    if "AU" in given.regions and text.startswith(AUSTRALIAN_SIX, start):
        return True
    if _names_digits(text[max(0, start - LABEL_CHARS) : end + BEHIND_CHARS]):
        return True
    if start < LABEL_CHARS and calls_a_phone(fold(given.label).lower()):
        return True
    return has_initial(text[max(0, start - INITIAL_CHARS) : start].lower()) or opens_vanity(text, start, end)


@lru_cache(maxsize=REMEMBERED)
def _names_digits(words: str) -> bool:
    """Whether one of the words around some digits calls them a phone number, if behind a mask."""
    folded = fold(words).lower()
    return names_digits(folded) or has_masked_label(folded)


def _near(links: Iterable[Link], end: int, first: int) -> tuple[Link, ...]:
    """The links that begin before a stretch is over, in the coordinates of its words."""
    ahead = takewhile(lambda link: link.start < end + AROUND_CHARS, links)
    return tuple(Link(link.start - first, link.end - first, link.number) for link in ahead if link.end > first)


def _sighting(block: Block, found: Found, first: int) -> Sighting:
    """The number as a sighting of its block; `first` is where the words around it begin there."""
    piece, meaning, label, quote, target, is_folded, behind = found
    start, end = piece.start + first, piece.end + first
    return Sighting(
        raw=block.text[start:end],
        number=piece.keys[0],
        readings=piece.keys,
        start=start,
        end=end,
        place=block.place,
        layer=block.layer,
        quote=quote,
        label=label or label_of(block.lead) or behind or label_of(block.heading),
        purpose="fax" if block.purpose == "fax" else meaning.purpose,
        audience=meaning.audience,
        hours=meaning.hours,
        owner=meaning.owner,
        calls="out" if meaning.is_outbound else "in",
        languages=meaning.languages,
        tariff=meaning.tariff,
        price=meaning.price,
        region=block.regions[0] if block.regions else "",
        target=target,
        is_folded=is_folded,
        is_kept=block.is_kept,
        is_warned=meaning.is_warned,
    )
