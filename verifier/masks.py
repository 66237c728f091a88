"""Where a text may hold a number that is written so that programs miss it: a cheap look, often wrong.

Every pattern begins with one small set of signs, so that a text without them is passed over at full speed.
"""

from __future__ import annotations

import re
import sys

from verifier.atoms import COUNTS, JOINT_WORDS, NUMERALS, SHAPES, WORDS, in_all_cases
from verifier.words import prefix_tree

SIGN = r"[\W_]"
# No plain number is written with these; dashes, dots, brackets and slashes stand in dates, prices and lists as well.
_ODD_SIGN = r"[^\w .()\[\]/,:\-\n]"


# Words in Latin letters, and words of scripts that Latin text does not hold: Cyrillic, Devanagari, kana.
_OTHER_SCRIPTS = "\u0400-\u04ff\u0900-\u097f\u3040-\u30ff"
_OTHER = re.compile(f"[{_OTHER_SCRIPTS}]")
_SAID = in_all_cases([*WORDS, *COUNTS])
_SHAPE = re.escape("".join(sorted(SHAPES)) + "|")
_NUMERAL = re.escape("".join(sorted(NUMERALS)))
_ANY_WORD = prefix_tree(_SAID)
_LATIN_WORD = prefix_tree(word for word in _SAID if _OTHER.match(word) is None)
_OTHER_WORD = prefix_tree(word for word in _SAID if _OTHER.match(word) is not None)


def _behind_digits(words: str) -> str:
    """What stands behind a digit of a masked number: see the families of lab/obfuscations.toml."""
    one_by_one = rf"(?<![0-9]{{5}})(?:{SIGN}{{1,6}}[0-9]{{1,4}}(?![0-9])){{3}}"
    odd = rf"(?<=[0-9]{{2}})(?:{SIGN}{{0,3}}(?:{_ODD_SIGN}|[_\n]){SIGN}{{0,3}}|[-. ]{{2,6}}|\)\()[0-9]{{2}}"
    listed = (
        r"([,:/])[0-9]{2,4}\1[0-9]{3,4}(?![0-9])"
        r"|(?<=[0-9]{3})[,:/.](?:[0-9]{4,8}(?![0-9])|[0-9]{3}(?=[,:/.][0-9]))"
    )
    shaped = rf"[-. ]{{0,2}}[{_SHAPE}][-. 0-9{_SHAPE}]|(?<=[{_SHAPE}][0-9])|(?<=[A-Za-z][0-9])[0-9]{{4,7}}[A-Za-z]"
    spoken = rf"{SIGN}{{0,3}}(?:{prefix_tree(in_all_cases(JOINT_WORDS))}|{words})"
    return rf"[0-9](?:{one_by_one}|{odd}|{listed}|{shaped}|{spoken})"


_LABEL = r"[*|~\u200b](?<=[^\W\d_].)[^\W\d_][*|~\u200b][^\W\d_]"
_DOTTED_LABEL = r"\.[^\W\d_]\.[^\W\d_]\.[^\W\d_]"
_MIXED = rf"[0-9]{SIGN}{{0,2}}[{_NUMERAL}]{SIGN}{{0,2}}[{_NUMERAL}0-9]"
_LABELS = tuple(map(re.compile, (_LABEL, _DOTTED_LABEL)))
_IN_DIGITS_ASCII = (re.compile(_behind_digits(_LATIN_WORD)), *_LABELS)
_IN_DIGITS = (re.compile(_behind_digits(_ANY_WORD)), *_LABELS, re.compile(_MIXED))
# One pattern for each sign that a word may follow: a text is searched for one sign ten times as fast as for one of four.
_IN_LATIN_WORDS = tuple(
    re.compile(rf"{sign}(?:{_LATIN_WORD}){SIGN}{{0,4}}(?:{_LATIN_WORD}|[0-9])") for sign in (" ", r"\(", "-", ":")
)
_IN_OTHER_WORDS = tuple(
    re.compile(rf"{sign}(?=[{_OTHER_SCRIPTS}])(?:{_OTHER_WORD}){SIGN}{{0,4}}(?:{_OTHER_WORD}|[0-9])")
    for sign in (" ", r"\(", "-", ":")
)
_IN_NUMERALS = re.compile(rf"[{_NUMERAL}](?:{SIGN}{{0,3}}[{_NUMERAL}0-9]){{4}}")
# Words that run together have no sign to begin with; nearly every number has one of these.
_RUN_TOGETHER = ("zero", "Zero", "Eight")
_RUN_TOGETHER_WIDE = ("ゼロ", "いち", "イチ", "なな")
_WORD_ROW = re.compile(rf"(?:{_ANY_WORD}){{2}}")


def has_masked_label(folded: str) -> bool:
    """Whether signs stand between the letters of a word, as in 客*服*热*线 and c.a.l.l."""
    return any(pattern.search(folded) is not None for pattern in _LABELS)


def suspects(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of a folded text, between two places, that may lie in a masked number; in order, overlaps possible."""
    return sorted([*suspects_in_digits(folded, start, end), *suspects_in_words(folded, start, end)])


def suspects_in_digits(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans that may lie in a masked number which shows true digits, or in its label."""
    patterns = _IN_DIGITS_ASCII if folded.isascii() else _IN_DIGITS
    return [match.span() for pattern in patterns for match in pattern.finditer(folded, start, end)]


def suspects_in_words(folded: str, start: int, end: int, *, has_numerals: bool = True) -> list[tuple[int, int]]:
    """Spans that may lie in a number which needs no digit at all: in words, and in numerals where these are asked for."""
    # Python keeps a text of Latin letters alone in one byte a character (PEP 393).
    has_others = sys.getsizeof(folded) >= 2 * len(folded) and _OTHER.search(folded, start, end) is not None
    patterns = [*_IN_LATIN_WORDS, *(_IN_OTHER_WORDS if has_others else ())]
    if has_numerals and not folded.isascii():
        patterns.append(_IN_NUMERALS)
    found = [match.span() for pattern in patterns for match in pattern.finditer(folded, start, end)]
    for word in (*_RUN_TOGETHER, *_RUN_TOGETHER_WIDE) if has_others else _RUN_TOGETHER:
        at = folded.find(word, start, end)
        while at >= 0:
            if (row := _WORD_ROW.match(folded, at, end)) is not None:
                found.append(row.span())
            at = folded.find(word, at + len(word), end)
    return found
