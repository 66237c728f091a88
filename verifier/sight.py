"""Sight the phone numbers in a text: every number with its key, label, purpose and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from directory.number import calling_code
from directory.records import Refusal, Sighting
from verifier.dates import is_date
from verifier.document import Block, Link
from verifier.fold import fold
from verifier.masks import has_masked_label
from verifier.meaning import LABEL_CHARS, label_of
from verifier.read_stretch import Around, Found, read_stretch
from verifier.refuse import BEHIND_CHARS, INITIAL_SIGNS, calls_a_phone, names_digits
from verifier.stretches import AROUND_CHARS, find_stretches
from verifier.vanity import OPENED_WORD

MOST_SIGHTINGS = 500


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
    text = block.text
    for start, end, is_full, is_spoken in find_stretches(text):
        if not (explains or block.links or _is_worth_reading(block, start, end, is_full=is_full)):
            continue
        first = max(0, start - AROUND_CHARS)
        lead, label = ("", "") if first else (_lead(block), block.lead or block.heading)
        links = _near(block.links, start, end, first) if block.links else ()
        words = text[first : end + AROUND_CHARS]
        read = read_stretch(Around(words, start - first, end - first, lead, label, links, places, is_spoken, explains))
        for found in read.found:
            sighted.sightings.append(_sighting(block, found, first))
        for at, behind, reason in read.refused:
            sighted.refusals.append(Refusal(raw=words[at:behind], reason=reason, place=block.place, layer=block.layer))
        if len(sighted.sightings) >= MOST_SIGHTINGS:
            del sighted.sightings[MOST_SIGHTINGS:]
            break
    return sighted


def _lead(block: Block) -> str:
    return f"{block.heading} {block.lead}".strip()


def _is_worth_reading(block: Block, start: int, end: int, *, is_full: bool) -> bool:
    """Whether a stretch may hold a number: room for a whole one that is no date, or a word that may name a code."""
    text = block.text
    if is_full:
        return not is_date(text, start, end)
    words = fold(text[max(0, start - LABEL_CHARS) : end + BEHIND_CHARS]).lower()
    if names_digits(words) or has_masked_label(words):
        return True
    if start < LABEL_CHARS and calls_a_phone(fold(block.lead or block.heading).lower()):
        return True
    return (
        OPENED_WORD.search(fold(text[start : end + len("-A")])) is not None
        or text[max(0, start - 2) : start].rstrip()[-1:] in INITIAL_SIGNS
    )


def _near(links: tuple[Link, ...], start: int, end: int, first: int) -> tuple[Link, ...]:
    """The links that touch a stretch, in the coordinates of its words."""
    return tuple(
        Link(link.start - first, link.end - first, link.number)
        for link in links
        if link.start < end + AROUND_CHARS and start - AROUND_CHARS < link.end
    )


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
