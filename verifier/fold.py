"""Fold what is written for people into what a number is made of, character by character.

Every character becomes exactly one, so a span in the folded text is the same span in the printed one.
A character is folded by what it means (its Unicode digit value, its category), not by a list of known tricks.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import chain

# One visible-width stand-in for everything that shows nothing: it may stand inside a number and means nothing.
NOTHING = "\u200b"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u30fc\uff70\u2500\u2e3a"
# Keeps a number on one line, and is set between its digits for that on pages of careful typography (Unicode, 23.2).
_WORD_JOINER = "\u2060"
# Full-width forms and plain other-script digits are how Chinese, Japanese, Arabic or Hindi pages write a number.
_PLAIN_DIGIT_CATEGORY = "Nd"
# Marks that any character may bear. A script's own, as the vowel signs of Hindi or Thai, are letters of its words.
_MARKS = ("COMBINING", "VARIATION SELECTOR")
# The blocks that hold digits, blanks and marks; ideographs, syllables and private use hold none (Unicode 16, Blocks).
_BLOCKS = (
    (0x80, 0x3400),
    (0xA620, 0xAC00),
    (0xF900, 0x10000),
    (0x10100, 0x12000),
    (0x1D100, 0x1D800),
    (0x1E000, 0x1FC00),
)


def _table() -> tuple[dict[int, str], frozenset[str]]:
    """The character table and, of its digits, those that no honest page needs to write a number with."""
    table: dict[int, str] = {}
    odd: set[str] = set()
    for code in chain.from_iterable(range(*block) for block in _BLOCKS):
        char = chr(code)
        category = unicodedata.category(char)
        if category in ("Nd", "No"):
            name = unicodedata.name(char, "")
            # 🄋 and 🄌 are digits by name, and the database gives only the number they stand for.
            value = unicodedata.numeric(char, None) if "DIGIT" in name else unicodedata.digit(char, None)
            if value is not None and value in range(10):
                table[code] = str(int(value))
                if category != _PLAIN_DIGIT_CATEGORY or "MATHEMATICAL" in name or "SEGMENTED" in name:
                    odd.add(char)
        elif category == "Zs":
            table[code] = " "
        elif category == "Cf" or (category in ("Mn", "Me") and unicodedata.name(char, "").startswith(_MARKS)):
            table[code] = NOTHING
        elif 0xFF01 <= code <= 0xFF5E:
            table[code] = chr(code - 0xFEE0)
    for dash in _DASHES:
        table[ord(dash)] = "-"
    table |= {ord("【"): "(", ord("】"): ")", ord("「"): "(", ord("」"): ")", ord("〔"): "(", ord("〕"): ")"}
    table |= {ord("·"): ".", ord("•"): "|", ord("∙"): ".", ord("‧"): ".", ord("。"): "。", ord("☎"): "☎"}
    return table, frozenset(odd)


_FOLDED, _ODD_DIGITS = _table()
_ALL_DIGITS = sorted(chr(code) for code, folded in _FOLDED.items() if folded.isdigit())
# The digits of every script but ASCII's, for the inside of a pattern's brackets: of the basic plane each, beyond it the
# blocks that hold them, because a pattern is slow with hundreds of single characters there.
DIGITS = "".join(char for char in _ALL_DIGITS if char < "\U00010000")
WIDE_DIGITS = "\U00010100-\U0001efff\U0001f100-\U0001f10c\U0001fbf0-\U0001fbf9"
_CHANGED = sorted(chr(code) for code, folded in _FOLDED.items() if folded != chr(code))
_BASIC_PLANE = 0x10000
_BASIC = re.compile(f"[{''.join(re.escape(char) for char in _CHANGED if ord(char) < _BASIC_PLANE)}]")
_WIDE = frozenset(char for char in _CHANGED if ord(char) >= _BASIC_PLANE)
# Python stores a text with a character beyond the basic plane in four bytes a character (PEP 393).
WIDE_BYTES = 4


def fold(text: str) -> str:
    """The text with digits of any script as 0-9, full-width signs as ASCII, blanks as spaces; same length."""
    if text.isascii():
        return text
    # A text holds a dozen different signs to fold: a pass for each is faster than a look-up for every character.
    for char in set(_BASIC.findall(text)):
        text = text.replace(char, _FOLDED[ord(char)])
    if sys.getsizeof(text) >= WIDE_BYTES * len(text):
        for char in _WIDE & set(text):
            text = text.replace(char, _FOLDED[ord(char)])
    return text


def is_odd(raw: str) -> bool:
    """Whether a printed number holds digits or invisible characters that an honest page has no use for.

    Full-width digits and a script's own digits are no oddity: Chinese, Japanese and Arabic pages write them.
    """
    if raw.isascii():
        return False
    return any(char in _ODD_DIGITS or (_FOLDED.get(ord(char)) == NOTHING and char != _WORD_JOINER) for char in raw)
