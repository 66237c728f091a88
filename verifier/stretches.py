"""Where in a text digits stand close enough to be a number: one pass of one pattern over the text as printed.

Everything dearer (folding, cutting, refusing, unmasking, meaning) looks only at these stretches and the words around
them. Numbers said in words have no digits; they are found by a word that nearly all of them have (masks).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import NamedTuple

from verifier.atoms import BAR, JOINT_WORDS, NUMERALS, SHAPES, in_all_cases
from verifier.fold import DIGITS, WIDE_BYTES, WIDE_DIGITS
from verifier.masks import suspects_in_words
from verifier.words import prefix_tree

# A code of three digits is the shortest line; what stands between two digits of one number is no letter (find.RUN),
# but for what masks a number: letters for digits (4OO-8OO), words for signs (400 dash 800), a line for each digit.
_BETWEEN = (
    rf"(?:(?:[^\w\n]|[_{re.escape(BAR + ''.join(SHAPES))}]){{0,8}}|\n"
    rf"|[^\w\n]{{0,3}}(?:{prefix_tree(in_all_cases(JOINT_WORDS))})[^\w\n]{{0,3}})"
)
_NUMERAL = "".join(map(re.escape, NUMERALS))
_BASIC = re.compile(rf"[0-9{DIGITS}{_NUMERAL}](?:{_BETWEEN}[0-9{DIGITS}{_NUMERAL}]){{2,}}")
_WIDE = re.compile(rf"[0-9{DIGITS}{_NUMERAL}{WIDE_DIGITS}](?:{_BETWEEN}[0-9{DIGITS}{_NUMERAL}{WIDE_DIGITS}]){{2,}}")
_IN_WORDS = re.compile(f"[{_NUMERAL}]")
# An extension's word, or the "or" of a list, stands between two runs that must be read together.
TOGETHER_CHARS = 20
# What a reviewer needs to see of the sentence on each side of a number; nothing further away tells what it is.
QUOTE_CHARS = 80
# A plus or bracket before a stretch and an extension or a vanity word behind it belong to its numbers.
AROUND_CHARS = QUOTE_CHARS + 40
# A list of hundreds of numbers is read part by part, so that one change in it does not read all of it again.
MOST_CHARS = 400
# A whole number of any plan has seven digits and more, and no comma or colon among them; what is less must be named.
FULL_LEAST_CHARS = 7
_FULL = re.compile(rf"[0-9{DIGITS}{WIDE_DIGITS}](?:(?:[^\w\n,:;]{{0,8}}|_)[0-9{DIGITS}{WIDE_DIGITS}]){{6,}}")
# Fewer numerals are a count or a word: 一, 三五.
NUMERALS_LEAST_CHARS = 5
# Blocks of a site's frame come again on every page; longer texts are hardly ever the same.
REMEMBERED_CHARS = 65536


class Stretch(NamedTuple):
    """A span of text that may hold a number.

    is_full: there is room for the seven digits of a whole number in a row. is_spoken: words or numerals may stand for
    digits in it.
    """

    start: int
    end: int
    is_full: bool
    is_spoken: bool = False


def find_stretches(text: str) -> tuple[Stretch, ...]:
    """The stretches of a text in order, never overlapping. Linear in the text."""
    is_ascii = text.isascii()
    is_wide = not is_ascii and sys.getsizeof(text) >= WIDE_BYTES * len(text)
    found: list[Stretch] = []
    start = end = -1
    is_full = False
    for match in (_WIDE if is_wide else _BASIC).finditer(text):
        first, last = match.span()
        if start >= 0 and first - end <= TOGETHER_CHARS and last - start <= MOST_CHARS:
            end, is_full = last, is_full or _is_full(text, first, last)
            continue
        if start >= 0:
            found.append(Stretch(start, end, is_full))
        start, end, is_full = first, last, _is_full(text, first, last)
    if start >= 0:
        found.append(Stretch(start, end, is_full))
    if not is_ascii:
        found = [told for stretch in found if (told := _told(text, stretch)) is not None]
    spoken = suspects_in_words(text, 0, len(text), has_numerals=False)
    return tuple(_together(found, spoken)) if spoken else tuple(found)


def _is_full(text: str, start: int, end: int) -> bool:
    return end - start >= FULL_LEAST_CHARS and _FULL.search(text, start, end) is not None


def _told(text: str, stretch: Stretch) -> Stretch | None:
    """The stretch with what it says of numerals, None when it is no more than a word of them."""
    if _IN_WORDS.search(text, stretch.start, stretch.end) is None:
        return stretch
    if stretch.end - stretch.start < NUMERALS_LEAST_CHARS:
        return None
    return stretch._replace(is_full=True, is_spoken=True)


def _together(found: Iterable[Stretch], spoken: Iterable[tuple[int, int]]) -> list[Stretch]:
    """The stretches and the spans of spoken numbers in order; those that stand close are one."""
    joined: list[Stretch] = []
    for one in sorted([*found, *(Stretch(start, end, is_full=True, is_spoken=True) for start, end in spoken)]):
        last = joined[-1] if joined else None
        if last is not None and one.start <= last.end + TOGETHER_CHARS and (last.is_spoken or one.is_spoken):
            is_spoken = last.is_spoken or one.is_spoken
            joined[-1] = Stretch(last.start, max(last.end, one.end), is_full=True, is_spoken=is_spoken)
        else:
            joined.append(one)
    return joined
