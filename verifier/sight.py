"""Sight the phone numbers in a text: every number with its key, label, purpose and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from directory.number import calling_code, is_valid
from directory.printed import read_number
from directory.records import Refusal, Sighting
from verifier.document import Block, Link
from verifier.find import Piece, find_pieces
from verifier.fold import fold, has_digits, is_odd
from verifier.masked import (
    RIGHT_TO_LEFT,
    find_masked,
    find_reversed,
    hide_reversed,
    is_disguise,
    is_one_by_one,
    is_whole,
)
from verifier.masks import suspects
from verifier.meaning import BEHIND_CHARS, LABEL_CHARS, label_of, read_meaning
from verifier.refuse import refusal

# What a reviewer needs to see of the sentence on each side of a number.
QUOTE_CHARS = 80
# 95188、95017 and 400-666-8800 / 400-627-2273: a list shares the label of its first number.
LIST_GAP_CHARS = 6
MOST_SIGHTINGS = 500
# Account and card numbers are longer than any phone number, so the finder cuts them: the cut-off end is theirs.
RUNS_ON = ("account", "code", "order", "stock", "version", "filing")
LONG_GROUPS = 3
# Card numbers are printed in groups of four digits (ISO/IEC 7812).
CARD_GROUP = 4
SENTENCE_ENDS = "。!！?？\n"


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


def sight_block(block: Block, regions: tuple[str, ...]) -> Sighted:
    """The phone numbers in one block of a document, and the digits that were refused."""
    places = block.regions or regions
    for region in places:
        calling_code(region)
    found = Sighted([], [])
    has_reversed = RIGHT_TO_LEFT in block.text
    folded = fold(hide_reversed(block.text) if has_reversed else block.text)
    spans = suspects(folded, 0, len(folded))
    is_masked = has_reversed or bool(spans)
    if not is_masked and not has_digits(block.text):
        return found
    lower = folded.lower()
    if len(lower) != len(folded):
        lower = folded
    label = fold(block.lead or block.heading).lower()
    lead = fold(f"{block.heading} {block.lead}").lower().strip()
    last: Piece | None = None
    broken: tuple[Piece, str] | None = None
    for piece in find_pieces(folded, places):
        link = next((link for link in block.links if link.start < piece.end and piece.start < link.end), None)
        reason = "" if link is not None and _dials(link, piece) else refusal(folded, lower, piece, label)
        if reason and last is not None and _continues(folded, last, piece, reason):
            reason = ""
        if broken is not None and _goes_on(folded, broken[0], piece):
            reason = reason or broken[1]
        if reason:
            broken = (piece, reason) if reason in RUNS_ON else None
            found.refusals.append(
                Refusal(raw=block.text[piece.start : piece.end], reason=reason, place=block.place, layer=block.layer)
            )
            last = None
            continue
        last, broken = piece, None
        found.sightings.append(_sighting(block, lower, piece, link, lead, places))
        if len(found.sightings) >= MOST_SIGHTINGS:
            break
    return _unmask(found, block, folded, lower, label, lead, places, spans) if is_masked else found


def _unmask(
    found: Sighted,
    block: Block,
    folded: str,
    lower: str,
    label: str,
    lead: str,
    places: tuple[str, ...],
    spans: Sequence[tuple[int, int]],
) -> Sighted:
    """What was found, and the numbers that only show once their mask is off, in the place of what was read of them."""
    whole = [one for one in found.sightings if is_whole(one.number) and not is_one_by_one(one.raw)]
    pieces = [
        *find_masked(folded, spans, places, label, [(one.start, one.end) for one in whole]),
        *find_reversed(block.text, places, label),
    ]
    sightings = [one for one in found.sightings if not any(one.start < p.end and p.start < one.end for p in pieces)]
    for piece in pieces:
        link = next((link for link in block.links if link.start < piece.end and piece.start < link.end), None)
        sighting = _sighting(block, lower, piece, link, lead, places)
        sightings.append(replace(sighting, is_folded=sighting.is_folded or is_disguise(sighting.raw)))
    return found._replace(sightings=sorted(sightings, key=lambda one: one.start)[:MOST_SIGHTINGS])


def _goes_on(folded: str, refused: Piece, piece: Piece) -> bool:
    """Whether a piece is the rest of a long refused number printed in groups: DE89 3704 0044 | 0532 0130 00."""
    is_next = folded[refused.end : piece.start] == " "
    is_long = len(refused.groups) >= LONG_GROUPS or len(refused.groups[-1]) == len(piece.groups[0]) == CARD_GROUP
    return is_next and is_long and not piece.has_plus


def _continues(folded: str, last: Piece, piece: Piece, reason: str) -> bool:
    """Whether a piece only lacks the label that the number before it in the same list has."""
    gap = folded[last.end : piece.start]
    is_list = len(gap) <= LIST_GAP_CHARS and gap.strip() in (
        "",
        "/",
        "、",
        ",",
        ";",
        "或",
        "和",
        "or",
        "and",
        "&",
        "|",
        "及",
        "・",
    )
    is_alike = piece.is_full or len("".join(piece.groups)) == len("".join(last.groups))
    return is_list and is_alike and reason in ("bare", "no_label", "shape")


def _dials(link: Link, piece: Piece) -> bool:
    """Whether the page itself dials these digits: what its own link calls is a phone number."""
    digits = "".join(piece.groups).lstrip("0")
    return len(digits) >= 3 and ("".join(filter(str.isdigit, link.number)).endswith(digits[-4:]) or piece.is_full)


def _sighting(
    block: Block, lower: str, piece: Piece, link: Link | None, lead: str, regions: tuple[str, ...]
) -> Sighting:
    text = block.text
    before = lower[max(0, piece.start - LABEL_CHARS) : piece.start]
    behind = lower[piece.end : piece.end + BEHIND_CHARS]
    first = max([lower.rfind(end, 0, piece.start) for end in SENTENCE_ENDS]) + 1
    ends = [at for at in (lower.find(end, piece.end) for end in SENTENCE_ENDS) if at >= 0]
    sentence = lower[max(first, piece.start - QUOTE_CHARS) : min([*ends, piece.end + QUOTE_CHARS])]
    meaning = read_meaning(
        piece.keys[0], lead, before, behind, sentence, lower[max(first, piece.start - QUOTE_CHARS) : piece.start]
    )
    purpose = "fax" if block.purpose == "fax" else meaning.purpose
    target = dialled(link.number, regions) if link is not None else []
    raw = text[piece.start : piece.end]
    return Sighting(
        raw=raw,
        number=piece.keys[0],
        readings=piece.keys,
        start=piece.start,
        end=piece.end,
        place=block.place,
        layer=block.layer,
        quote=text[max(0, piece.start - QUOTE_CHARS) : piece.end + QUOTE_CHARS].strip(),
        label=label_of(text[max(0, piece.start - LABEL_CHARS) : piece.start]) or label_of(block.lead or block.heading),
        purpose=purpose,
        audience=meaning.audience,
        hours=meaning.hours,
        owner=meaning.owner,
        calls="out" if meaning.is_outbound else "in",
        region=block.regions[0] if block.regions else "",
        target=target[0] if target else "",
        is_folded=is_odd(raw),
        is_kept=block.is_kept,
        is_warned=meaning.is_warned,
    )


def dialled(number: str, regions: tuple[str, ...]) -> list[str]:
    """The keys that a dialling link's number stands for; [] when it dials nothing."""
    text = fold(number).strip()
    digits = sum(char.isdigit() for char in text)
    if digits < 3 or digits > 20:
        return []
    keys = read_number(text, regions)
    if keys and not is_valid(keys[0]) and not text.startswith("+"):
        # tel:18006244488 on a page read for another country: the plus is often left off in links.
        international = read_number("+" + text.lstrip("+"), regions)
        if international and is_valid(international[0]) and digits > 10:
            return international
    return keys
