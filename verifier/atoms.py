"""What can stand for a digit in a number written so that programs miss it: numerals, words, letters in a digit's shape.

An atom is read by what it means: a numeral's value is that of the Unicode database, words and shapes are data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from verifier.fold import fold
from verifier.words import load_words, prefix_tree

_TABLE: dict[str, Any] = load_words("masked.toml")
# Blocks that hold numerals of Chinese and their signs: 〇 and 〡, ㈠, ㊀, 一, 壹 (Unicode 16, Blocks).
_NUMERAL_BLOCKS = ((0x3007, 0x3030), (0x3220, 0x3230), (0x3280, 0x328A), (0x4E00, 0xA000))


def _numerals() -> dict[str, str]:
    """Character → digit, of the numerals that are no digits: 零, 一, 壹, 〡, ㊀, and what the table adds."""
    found = {}
    for code in chain.from_iterable(range(*block) for block in _NUMERAL_BLOCKS):
        value = unicodedata.numeric(chr(code), None)
        if value is not None and value in range(10):
            found[chr(code)] = str(int(value))
    return found | {char: digit for digit, chars in _TABLE["numerals"].items() for char in chars}


NUMERALS = _numerals()
SHAPES = {char: digit for digit, chars in _TABLE["shapes"].items() for char in chars}
# As they stand in folded text, which holds no vowel signs.
WORDS = {fold(word): digit for digit, words in _TABLE["words"].items() for word in words}
JOINT_WORDS: tuple[str, ...] = tuple(_TABLE["joints"]["words"])
AMOUNTS: str = _TABLE["amounts"]["characters"]
COUNTS: dict[str, int] = _TABLE["counts"]
# A bar is a digit's shape only where it is no sign between digits, so it is tried last.
BAR = "|"


def in_all_cases(words: Iterable[str]) -> list[str]:
    """The words in small letters, with a capital, and in capitals."""
    return [form for word in words for form in (word, word.capitalize(), word.upper())]


_SHAPE_SIGNS = re.escape("".join(sorted(SHAPES)))
# Letters of the scripts that put blanks between words; a shape inside such a word is a letter.
_LETTERS = r"A-Za-zÀ-ɏͰ-ϿЀ-ӿ"
_LETTER = re.compile(f"[{_LETTERS}]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_TO_DIGITS = str.maketrans(SHAPES | {BAR: "1"})


def _pattern(shapes: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<shape>(?<![{_LETTERS}])[0-9]*[{shapes}][0-9{shapes}]*(?![{_LETTERS}]))"
        r"|(?P<digits>[0-9]+)"
        rf"|(?P<numeral>[{re.escape(''.join(NUMERALS))}])"
        rf"|(?:(?P<count>{prefix_tree(in_all_cases(COUNTS))})[\W_]{{0,3}})?(?P<word>{prefix_tree(in_all_cases(WORDS))})"
    )


_ATOM = _pattern(_SHAPE_SIGNS)
_ATOM_WITH_BARS = _pattern(_SHAPE_SIGNS + re.escape(BAR))


class Atom(NamedTuple):
    """A span of folded text that stands for `digits`; of these, `true` are no letters in a digit's shape."""

    start: int
    end: int
    digits: str
    true: int
    kind: str


def atoms_in(folded: str, start: int, end: int, *, has_bars: bool) -> list[Atom]:
    """The atoms between two places of a folded text, in order. has_bars: `|` stands for 1 beside digits."""
    pattern = _ATOM_WITH_BARS if has_bars else _ATOM
    return _whole([_atom(match) for match in pattern.finditer(folded, start, end)], folded)


def _atom(match: re.Match[str]) -> Atom:
    kind, text = str(match.lastgroup), match[0]
    if kind == "word":
        digits = WORDS[match["word"].lower()] * COUNTS.get((match["count"] or "").lower(), 1)
    elif kind == "numeral":
        digits = NUMERALS[text]
    else:
        digits = text.translate(_TO_DIGITS)
    true = sum(map(str.isdigit, text)) if kind == "shape" else len(digits)
    return Atom(match.start(), match.end(), digits, true, kind)


def _ends_a_word(atom: Atom, folded: str, ends: set[int], starts: set[int]) -> bool:
    """Whether a Korean numeral is the last syllable of another word: 일 of 수정일, the day of a change, is no 1."""
    is_korean = atom.kind == "numeral" and _HANGUL.match(folded[atom.start]) is not None
    is_behind = _HANGUL.match(folded[atom.start - 1 : atom.start]) is not None and atom.start not in ends
    return is_korean and is_behind and atom.end not in starts


def _whole(atoms: list[Atom], folded: str) -> list[Atom]:
    """Without the words that are parts of longer ones: `one` of phone, `four` of fourteen, not of FourZero."""
    ends = {atom.end for atom in atoms}
    kept: list[Atom] = []
    for atom in atoms:
        is_inside = (
            atom.kind == "word"
            and atom.start not in ends
            and _LETTER.match(folded[atom.start])
            and _LETTER.match(folded[atom.start - 1 : atom.start])
        )
        if not is_inside:
            kept.append(atom)
    starts = {atom.start for atom in kept}
    kept = [atom for atom in kept if not _ends_a_word(atom, folded, ends, starts)]
    return [
        atom
        for atom in kept
        if atom.kind != "word"
        or atom.end in starts
        or not (_LETTER.match(folded[atom.end - 1]) and _LETTER.match(folded[atom.end : atom.end + 1]))
    ]
