"""Read one stretch of digits with the words around it: plain numbers, masked ones, what they are for, what is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from directory.number import is_valid, line_of, parts_of
from directory.printed import read_number
from verifier.codes import is_firm
from verifier.document import Link
from verifier.find import Piece, find_pieces
from verifier.fold import fold, is_odd
from verifier.masked import (
    find_masked,
    is_disguise,
    is_one_by_one,
    is_whole,
)
from verifier.masks import has_masked_label, suspects, suspects_in_digits
from verifier.meaning import BEHIND_CHARS, JOINING, LABEL_CHARS, Meaning, label_behind, label_of, read_meaning
from verifier.overridden import RIGHT_TO_LEFT, find_reversed, hide_reversed
from verifier.refuse import INITIAL_SIGNS, calls_a_phone, is_called_phone, may_introduce_code, refusal
from verifier.stretches import QUOTE_CHARS
from verifier.unlabelled import is_alone

# 95188、95017 and 400-666-8800 / 400-627-2273: a list shares the label of its first number.
LIST_GAP_CHARS = 6
_REMARK = re.compile(r" ?\((?:[^()0-9]|[0-9](?![0-9]{2})){1,16}\)")
LIST_GAPS = JOINING | {"", "、", ",", ";", "|", "・"}
# Account and card numbers are longer than any phone number, so the finder cuts them: the cut-off end is theirs.
RUNS_ON = ("account", "code", "order", "stock", "version", "filing")
LONG_GROUPS = 3
# A masked label, or letters in a digit's shape, before and behind the digits of a stretch.
MASK_CHARS = 32
# A code that only the word behind it names: 12306客服.
CODE_LEAST_CHARS, CODE_MOST_CHARS = 5, 7
# Card numbers are printed in groups of four digits (ISO/IEC 7812).
CARD_GROUP = 4
SENTENCE_ENDS = "。!！?？।\n"
# The same footer stands on every page of a site: what was read once in a process is not read again.
REMEMBERED = 16384


class Around(NamedTuple):
    """A stretch of digits with the words around it: all that decides what is read there.

    start, end: the stretch in `words`. lead, label: words from outside the text, "" but at its beginning.
    """

    words: str
    start: int
    end: int
    lead: str
    label: str
    links: tuple[Link, ...]
    regions: tuple[str, ...]
    is_spoken: bool
    explains: bool


class Found(NamedTuple):
    """One number in `Around.words`; is_folded: no honest page prints a number so; behind: words there that name it."""

    piece: Piece
    meaning: Meaning
    label: str
    quote: str
    target: str
    is_folded: bool
    behind: str = ""


class Read(NamedTuple):
    """What one stretch holds: numbers, and spans refused with their reasons."""

    found: tuple[Found, ...]
    refused: tuple[tuple[int, int, str], ...]


class _Text(NamedTuple):
    """The words of a stretch folded, the same in lower case, and so the words from outside it."""

    folded: str
    lower: str
    label: str
    lead: str


@lru_cache(maxsize=REMEMBERED)
def read_stretch(around: Around) -> Read:
    """Read one stretch. Everything in it is a function of its arguments, so it is remembered."""
    has_reversed = RIGHT_TO_LEFT in around.words
    folded = fold(hide_reversed(around.words) if has_reversed else around.words)
    lower = folded.lower()
    if len(lower) != len(folded):
        lower = folded
    text = _Text(folded, lower, fold(around.label).lower(), fold(around.lead).lower())
    # Most digits of a page have no word near that calls them a phone: no code and no masked number is among them.
    is_named = around.explains or bool(around.links) or calls_a_phone(f"{text.label} {lower[: around.end]}")
    read = _read_plain(around, text, is_named=is_named)
    spans = _masked_spans(around, folded, is_named=is_named)
    return read._replace(found=_unmask(around, text, read.found, spans)) if spans or has_reversed else read


def _read_plain(around: Around, text: _Text, *, is_named: bool) -> Read:
    """What people write in plain use: numbers, and what only looks like one."""
    folded, lower, label, lead = text
    found: list[Found] = []
    refused: list[tuple[int, int, str]] = []
    last: Piece | None = None
    broken: tuple[Piece, str] | None = None

    def may_be_code(start: int, end: int) -> bool:
        if (
            around.explains
            or around.links
            or (last is not None and len(_gap(folded, last.end, start)) <= LIST_GAP_CHARS)
        ):
            return True
        before = lower[max(0, start - LABEL_CHARS) : start]
        is_worth_it = is_named or before.rstrip()[-1:] in INITIAL_SIGNS
        if is_worth_it and may_introduce_code(f"{label} : {before}" if start < LABEL_CHARS else before):
            return True
        return CODE_LEAST_CHARS <= end - start <= CODE_MOST_CHARS and is_called_phone(lower, end)

    for piece in find_pieces(folded, around.regions, around.start, around.end, may_be_code):
        link = _link(around, piece)
        reason = "" if link is not None and _dials(link, piece) else refusal(folded, lower, piece, label)
        if reason and last is not None and _continues(folded, last, piece, reason):
            reason = ""
        if broken is not None and _goes_on(folded, broken[0], piece):
            reason = reason or broken[1]
        if reason:
            last, broken = None, (piece, reason) if reason in RUNS_ON else None
            refused.append((piece.start, piece.end, reason))
        else:
            last, broken = piece, None
            found.append(_found(around, lower, piece, lead))
    return Read(tuple(found), tuple(refused))


def _masked_spans(around: Around, folded: str, *, is_named: bool) -> Sequence[tuple[int, int]]:
    """Where the stretch may hold a masked number: one that shows digits must be named, if by a masked word, or alone."""
    first, end = max(0, around.start - MASK_CHARS), min(len(folded), around.end + MASK_CHARS)
    if around.is_spoken:
        return suspects(folded, first, end)
    is_looked_at = is_named or has_masked_label(folded) or is_alone(folded, folded[around.start : around.end])
    return suspects_in_digits(folded, first, end) if is_looked_at else ()


def _link(around: Around, piece: Piece) -> Link | None:
    """The dialling link that a piece lies in, None for none."""
    return next((link for link in around.links if link.start < piece.end and piece.start < link.end), None)


def _unmask(around: Around, text: _Text, found: Sequence[Found], spans: Sequence[tuple[int, int]]) -> tuple[Found, ...]:
    """What was found, and the numbers that only show once their mask is off, in the place of what was read of them."""
    whole = [
        piece
        for piece in (one.piece for one in found)
        if is_whole(piece.keys[0]) and not is_one_by_one(around.words[piece.start : piece.end])
    ]
    backwards = list(find_reversed(around.words, around.regions, text.label))
    pieces = [
        *find_masked(text.folded, spans, around.regions, text.label, [(piece.start, piece.end) for piece in whole]),
        *backwards,
    ]
    # What stands in the words around is another stretch's.
    pieces = [piece for piece in pieces if piece.start < around.end and around.start < piece.end]
    kept = [one for one in found if not any(one.piece.start < p.end and p.start < one.piece.end for p in pieces)]
    for piece in pieces:
        one = _found(around, text.lower, piece, text.lead)
        is_folded = one.is_folded or piece in backwards or is_disguise(around.words[piece.start : piece.end])
        kept.append(one._replace(is_folded=is_folded))
    return tuple(sorted(kept, key=lambda one: one.piece.start))


def _goes_on(folded: str, refused: Piece, piece: Piece) -> bool:
    """Whether a piece is the rest of a long refused number printed in groups: DE89 3704 0044 | 0532 0130 00."""
    is_next = folded[refused.end : piece.start] == " "
    is_long = len(refused.groups) >= LONG_GROUPS or len(refused.groups[-1]) == len(piece.groups[0]) == CARD_GROUP
    return is_next and is_long and not piece.has_plus


def _gap(folded: str, end: int, start: int) -> str:
    """What stands between two numbers, without a remark on the first: 95188（个人）、95187（商户）."""
    gap = folded[end:start]
    return _REMARK.sub("", gap, count=1) if gap[:2].lstrip()[:1] == "(" else gap


def _continues(folded: str, last: Piece, piece: Piece, reason: str) -> bool:
    """Whether a piece only lacks the label that the number before it in the same list has."""
    gap = _gap(folded, last.end, piece.start)
    is_list = len(gap) <= LIST_GAP_CHARS and gap.strip() in LIST_GAPS
    is_alike = piece.is_full or len("".join(piece.groups)) == len("".join(last.groups))
    # 400-666-8800、95188: unlike the number before it, and like nothing but a code.
    is_alike = is_alike or (gap.strip() != "" and is_firm(parts_of(line_of(piece.keys[0]))))
    return is_list and is_alike and reason in ("bare", "no_label", "shape")


def _dials(link: Link, piece: Piece) -> bool:
    """Whether the page itself dials these digits: what its own link calls is a phone number."""
    digits = "".join(piece.groups).lstrip("0")
    # 95188;phone-context=+86: what stands behind the number is not dialled.
    called = "".join(filter(str.isdigit, link.number.partition(";")[0]))
    return len(digits) >= 3 and (called.endswith(digits[-4:]) or piece.is_full)


def _found(around: Around, lower: str, piece: Piece, lead: str) -> Found:
    words, link = around.words, _link(around, piece)
    before = lower[max(0, piece.start - LABEL_CHARS) : piece.start]
    behind = lower[piece.end : piece.end + BEHIND_CHARS]
    near, far = max(0, piece.start - QUOTE_CHARS), piece.end + QUOTE_CHARS
    first = max(near, *[lower.rfind(end, near, piece.start) + 1 for end in SENTENCE_ENDS])
    last = min([far, *[at for end in SENTENCE_ENDS if (at := lower.find(end, piece.end, far)) >= 0]])
    target = dialled(link.number, around.regions) if link is not None else []
    return Found(
        piece,
        read_meaning(piece.keys[0], lead, before, behind, lower[first:last], lower[first : piece.start]),
        label_of(words[max(0, piece.start - LABEL_CHARS) : piece.start]),
        words[max(0, piece.start - QUOTE_CHARS) : piece.end + QUOTE_CHARS].strip(),
        target[0] if target else "",
        is_odd(words[piece.start : piece.end]),
        label_behind(words[piece.end : piece.end + BEHIND_CHARS]),
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
