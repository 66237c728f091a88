"""How a number is drawn beside the one it replaces, and inside the sentence that shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from directory.number import parts_of, print_number
from reports.view import Piece

# A sentence around a number; beyond it a quote tells nothing that the page itself does not tell better.
QUOTE_CHARS = 240
# How far before the number a cut quote begins: the label stands before the number in every language we read.
LEAD_CHARS = 120
# What people write between the digits of one number: blanks, dashes of all kinds, dots, brackets, invisible signs.
BETWEEN = re.compile(r"[\s\-‐-―－—.·•()（）/\u200b-\u200f\u2060\u202a-\u202e]{0,4}")
# Digits as a page prints them, those of East Asian width among them.
DIGITS = frozenset("0123456789０１２３４５６７８９")
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
ELLIPSIS = "…"


def draw_number(key: str) -> tuple[Piece, ...]:
    """One number as people write it, nothing marked; () for ""."""
    return (Piece(text=print_number(key)),) if key else ()


def mark_difference(was: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two numbers as people write them, each with the digits marked that the other does not share.

    was, now: keys; "" gives (). Numbers of equal length are compared place by place, others by longest match.
    """
    if not was or not now:
        return draw_number(was), draw_number(now)
    old, new = print_number(was), print_number(now)
    old_digits, new_digits = _digits(old), _digits(new)
    if len(old_digits) == len(new_digits):
        differing = {place for place, pair in enumerate(zip(old_digits, new_digits, strict=True)) if pair[0] != pair[1]}
        return _pieces(old, differing), _pieces(new, differing)
    in_old: set[int] = set()
    in_new: set[int] = set()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_digits, new_digits, autojunk=False).get_opcodes():
        if tag != "equal":
            in_old.update(range(i1, i2))
            in_new.update(range(j1, j2))
    return _pieces(old, in_old), _pieces(new, in_new)


def _digits(printed: str) -> str:
    return "".join(char for char in printed if char.isdigit())


def _pieces(printed: str, differing: set[int]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    place = -1
    for char in printed:
        place += char.isdigit()
        differs = char.isdigit() and place in differing
        if pieces and pieces[-1].differs == differs:
            pieces[-1] = Piece(text=pieces[-1].text + char, differs=differs)
        else:
            pieces.append(Piece(text=char, differs=differs))
    return tuple(pieces)


def cut_quote(quote: str, key: str) -> tuple[str, str, str]:
    """Cut a quote to (before, number, after), at most 240 characters around the number.

    number is "" where the key's digits are not in the quote; then the beginning of the quote is all in `before`.
    """
    span = _find(quote, key)
    if span is None:
        return (quote if len(quote) <= QUOTE_CHARS else quote[: QUOTE_CHARS - 1] + ELLIPSIS), "", ""
    start, end = span
    first = max(0, start - LEAD_CHARS)
    last = max(end, first + QUOTE_CHARS)
    before = (ELLIPSIS if first else "") + quote[first:start]
    after = quote[end:last] + (ELLIPSIS if last < len(quote) else "")
    return before, quote[start:end], after


def _find(quote: str, key: str) -> tuple[int, int] | None:
    """Where the digits of a key stand in a quote; the national part alone, where it is not written whole."""
    if not key:
        return None
    parts = parts_of(key)
    printed = print_number(key).split(" ext. ")[0]
    national = _digits(printed.partition(" ")[2]) if not parts.country else ""
    places = [place for place, char in enumerate(quote) if char in DIGITS]
    written = "".join(quote[place] for place in places).translate(NARROW)
    for digits in (parts.area + parts.digits, national, parts.digits):
        span = _span_of(digits, written, places, quote) if digits else None
        if span is not None:
            return span
    return None


def _span_of(digits: str, written: str, places: Sequence[int], quote: str) -> tuple[int, int] | None:
    """Where some digits stand as one number in a quote, of which `written` are the digits and `places` where they stand."""
    at = written.find(digits)
    while at >= 0:
        own = places[at : at + len(digits)]
        first, end = own[0], own[-1] + 1
        # A trunk 0 may stand before the national number, a plus or bracket before both; more digits are another number.
        if at and written[at - 1] == "0" and places[at - 1] == first - 1:
            first -= 1
        if quote[:first].endswith(("+", "＋", "(", "（")) and not quote[: first - 1][-1:].isdecimal():
            first -= 1
        is_joined = all(BETWEEN.fullmatch(quote, one + 1, other) for one, other in pairwise(own))
        if is_joined and not (first and quote[first - 1].isdecimal()) and not quote[end : end + 1].isdecimal():
            return first, end
        at = written.find(digits, at + 1)
    return None
