"""Find the numbers that are written so that programs miss them: digit by digit, in words, in letters, behind signs.

Only where a cheap search sees a reason to look, and only what is a whole number or a code; what `find` found stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from directory.number import parts_of
from directory.plans import is_full
from directory.printed import read_digits
from verifier.atoms import AMOUNTS, BAR, JOINT_WORDS, Atom, atoms_in, in_all_cases
from verifier.codes import is_listed
from verifier.find import GROUP, Piece, find_pieces
from verifier.fold import fold
from verifier.masks import SIGN
from verifier.refuse import NEAR_LETTERS, WORDS, opens_with_unit, refusal
from verifier.unlabelled import is_alone
from verifier.words import prefix_tree

_JOINT = re.compile(rf"{SIGN}{{0,8}}(?:(?:{prefix_tree(in_all_cases(JOINT_WORDS))}){SIGN}{{0,3}})?")
_SENTENCE_END = re.compile(r"[。！？!?;；]")
_OPENING = re.compile(r"[(\[{<《「『“\"']")
_CLOSING = re.compile(r"[)\]}>》」』”\"']")
_HOUR = re.compile(r":[0-9]{2}(?![0-9])")
# 周五 9:00-18:00, 평일 09:00~18:00: the last sign of a day's name is a numeral as well.
_HOURS = re.compile(r"(?<![0-9])(?:[01]?[0-9]|2[0-4]):[0-5][0-9][^0-9:]{1,5}(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9:])")
# 1,234,567: an amount, however it is labelled.
_AMOUNT = re.compile(r"[1-9][0-9]{0,2}(?:[,.][0-9]{3})+(?:[,.][0-9]{1,2})?")
# 10.0.0.1 is a machine's address.
_ADDRESS = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_DATE = re.compile(r"(?:19|20)[0-9]{2}\D{1,3}[0-9]{1,2}\D{1,3}[0-9]{1,2}(?:\D.*)?")
# A number in groups with signs that honest pages use, if seldom: 1588/3819, 030.12345678.
_UNUSUAL = re.compile(r"\+?[(\[]?[0-9]+(?:[ ./,:()\[\]-]{1,3}[0-9]{2,}){0,5}")
_PLUS = re.compile(r"\(?\+[ (\u200b]*$")
# A letter, a sign, a letter: 客*服*热*线, H.O.T.L.I.N.E.
_MASKED_WORD = re.compile(r"(?<=[^\W\d_])[*|~\u200b._](?=[^\W\d_])")

LEAST_DIGITS = 5
MOST_DIGITS = 15
# A code of a numbering plan with its own sub-digits (number facts, China).
CODE_MOST_DIGITS = 8
# Fifteen digits, each an atom, and as many again behind them that are not the number's.
MOST_ATOMS = 30
# A letter counts among at least one true digit in four.
SHAPES_PER_TRUE = 4
# A plus, a bracket and letters in a digit's shape stand before the first true digit; a masked label before all of it.
AHEAD_CHARS = 24
# Ten words of a number, or its label with a sign behind every letter.
FURTHER_CHARS = 80
# A row of digits without end is read part by part.
MOST_CHARS = 400
BEFORE_CHARS = 80
BEHIND_CHARS = 60
LABEL_CHARS = 48
# Before a number stand an item's number, or a numeral that is part of a word: 1. 4OO-…, 唯一四零零….
MOST_STRAY = 2

Span = tuple[int, int]


def find_masked(
    folded: str, spans: Iterable[Span], regions: tuple[str, ...], lead: str, known: Sequence[Span]
) -> Iterator[Piece]:
    """Yield the masked numbers of a folded text, in order, labelled as numbers are.

    spans: where to look, as `suspects` gives them. lead: as in `refusal`.
    known: spans of the whole numbers that were found without looking behind masks, in order.
    """
    at = 0
    for first, last in _windows(folded, spans, known):
        for piece in _read(folded, max(at, first), last, regions, lead):
            yield piece
            at = piece.end


def _windows(folded: str, spans: Iterable[Span], known: Sequence[Span]) -> Iterator[Span]:
    """The parts of a text to read: spans that stand close become one, and none reaches into a known number."""
    taken = iter([*known, (len(folded), len(folded))])
    free, (until, behind) = 0, next(taken)
    window: Span | None = None
    for start, end in spans:
        while start >= behind and behind < len(folded):
            free, (until, behind) = behind, next(taken)
        if not free <= start < until:
            continue
        first, last = max(free, start - AHEAD_CHARS), min(until, end + FURTHER_CHARS)
        if window is not None and free <= window[0] and first <= window[1] and last - window[0] <= MOST_CHARS:
            window = (window[0], max(last, window[1]))
            continue
        if window is not None:
            yield window
        window = (first, last)
    if window is not None:
        yield window


def _read(folded: str, first: int, last: int, regions: tuple[str, ...], lead: str) -> list[Piece]:
    """The masked numbers between two places; of two readings of its bars the one that reads more."""
    found = _read_with(folded, first, last, regions, lead, has_bars=False)
    if BAR not in folded[first:last]:
        return found
    barred = _read_with(folded, first, last, regions, lead, has_bars=True)
    return max(found, barred, key=lambda pieces: sum(piece.end - piece.start for piece in pieces))


def _read_with(
    folded: str, first: int, last: int, regions: tuple[str, ...], lead: str, *, has_bars: bool
) -> list[Piece]:
    found: list[Piece] = []
    for row in _rows(folded, atoms_in(folded, first, last, has_bars=has_bars)):
        begin, is_read = 0, True
        while is_read and sum(len(atom.digits) for atom in row[begin:]) >= LEAST_DIGITS:
            before, is_named = _introduction(folded, row[begin].start, lead)
            count = (
                _longest(folded, row[begin:], before, regions, lead, found) if is_named or _speaks(folded, row) else 0
            )
            begin += count or 1
            is_read = count > 0 or begin <= MOST_STRAY
    return found


def _speaks(folded: str, row: Sequence[Atom]) -> bool:
    """Whether a row needs no label: spelled out, or digit by digit with nothing beside it."""
    is_by_digit = all(len(atom.digits) == 1 for atom in row)
    is_spelled = all(atom.kind in ("numeral", "word") for atom in row)
    return is_spelled or (is_by_digit and is_alone(folded, folded[row[0].start : row[-1].end]))


def _longest(
    folded: str, row: Sequence[Atom], before: str, regions: tuple[str, ...], lead: str, found: list[Piece]
) -> int:
    """How many atoms, from the first of a row, make the longest number, which is added to `found`; 0 for none."""
    for end in range(min(len(row), MOST_ATOMS), 0, -1):
        piece = _number(folded, row[:end], row[end : end + 1], before, regions, lead)
        if piece is not None:
            found.append(piece)
            return end
    return 0


def _rows(folded: str, atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Atoms that stand together, with nothing but signs and words for signs between them."""
    row: list[Atom] = []
    for atom in atoms:
        if row and not _joins(folded, row[-1], atom):
            yield row
            row = []
        row.append(atom)
    if row:
        yield row


def _joins(folded: str, before: Atom, atom: Atom) -> bool:
    gap = folded[before.end : atom.start]
    if _JOINT.fullmatch(gap) is None or _SENTENCE_END.search(gap):
        return False
    # 95188 (24 hours): what a bracket opens right before a digit it closes right behind it.
    return _OPENING.search(gap[-1:]) is None or _CLOSING.match(folded, atom.end) is not None


def _number(
    folded: str, atoms: Sequence[Atom], behind: Sequence[Atom], before: str, regions: tuple[str, ...], lead: str
) -> Piece | None:
    """The number that a row of atoms stands for, when it is a whole one and labelled."""
    digits = "".join(atom.digits for atom in atoms)
    if not LEAST_DIGITS <= len(digits) <= MOST_DIGITS or SHAPES_PER_TRUE * sum(a.true for a in atoms) < len(digits):
        return None
    start, end = atoms[0].start, atoms[-1].end
    joints = [folded[one.end : other.start] for one, other in pairwise(atoms)]
    # A row that goes on is longer than the number: an account, a version.
    if behind and (folded[end : behind[0].start] in joints or " " not in folded[end : behind[0].start]):
        return None
    if not _is_mask(atoms, joints) or _is_other(folded, atoms, start, end):
        return None
    has_plus = _PLUS.search(folded, max(0, start - 3), start) is not None
    keys = read_digits(digits, regions, has_plus, False)
    if not keys or not is_whole(keys[0]):
        return None
    return _plainly(folded, atoms, before, "+" * has_plus + _grouped(folded, atoms), regions, lead)


def is_disguise(raw: str) -> bool:
    """Whether no honest page writes a number as this one is printed; other groups and signs than usual are no disguise."""
    return _UNUSUAL.fullmatch(fold(raw)) is None


def is_one_by_one(raw: str) -> bool:
    """Whether a printed number stands digit by digit, so that a plan's shorter number may lie in it by chance."""
    return sum(len(group) == 1 for group in GROUP.findall(fold(raw))) >= LEAST_DIGITS


def _is_mask(atoms: Sequence[Atom], joints: Sequence[str]) -> bool:
    """Whether a row is written as no plain number is: not in digits, in single digits, or behind odd signs."""
    if any(atom.kind != "digits" for atom in atoms):
        return _has_sure_bars(atoms, joints)
    sizes = [len(atom.digits) for atom in atoms]
    is_small = len(sizes) >= 4 and (max(sizes) <= 3 or sizes.count(1) >= 2)
    return is_small or len(atoms) == 1 or any(joint.strip(" -()") or len(joint) > 1 for joint in joints)


def _has_sure_bars(atoms: Sequence[Atom], joints: Sequence[str]) -> bool:
    # A bar at an edge may be a table's: 400-599688 | is nine digits and a bar.
    edges = ((atoms[0], joints[:1]), (atoms[-1], joints[-1:]))
    return not any(atom.true == 0 and atom.kind == "shape" and " " in "".join(joint) for atom, joint in edges)


def is_whole(key: str) -> bool:
    """Whether a key is a whole number or one of a plan's codes, and not what a longer number was cut into."""
    return is_full(key) or key[2:3] == "-" or _is_code(key)


def _is_code(key: str) -> bool:
    parts = parts_of(key)
    return LEAST_DIGITS <= len(parts.digits) <= CODE_MOST_DIGITS and is_listed(parts)


def _is_other(folded: str, atoms: Sequence[Atom], start: int, end: int) -> bool:
    """Amounts, dates, hours, page numbers: rows of digits that are no number."""
    body = folded[start:end]
    if _AMOUNT.fullmatch(body) or _ADDRESS.fullmatch(body) or _DATE.fullmatch(body):
        return True
    if _HOUR.match(folded, end) or _HOURS.search(body):
        return True
    beside = (folded[max(0, start - 1) : start], folded[end : end + 1])
    if any(atom.kind == "numeral" for atom in atoms) and any(char and char in AMOUNTS for char in beside):
        return True
    steps = {int(other.digits) - int(one.digits) for one, other in pairwise(atoms)}
    return len(atoms) >= LEAST_DIGITS and steps == {1}


def _grouped(folded: str, atoms: Sequence[Atom]) -> str:
    """The digits in the groups they are printed in, where these are groups."""
    groups = [atoms[0].digits]
    for one, other in pairwise(atoms):
        if folded[one.end : other.start].strip("\u200b"):
            groups.append(other.digits)
        else:
            groups[-1] += other.digits
    is_grouped = 2 <= len(groups) <= 5 and all(len(group) >= 2 for group in groups[1:])
    return ("-" if is_grouped else "").join(groups)


def _introduction(folded: str, start: int, lead: str) -> tuple[str, bool]:
    """The words before a place with their mask off, and whether one of them says that a number follows."""
    printed = folded[max(0, start - BEFORE_CHARS) : start].rstrip("+")
    # The marks of an Indian script fold to the same sign as what masks a word.
    before, is_named = printed, _names(printed, lead)
    if not is_named and (bare := _MASKED_WORD.sub("", printed)) != printed:
        before, is_named = bare, _names(bare, lead)
    return before[:-1] + _OPENING.sub(" ", before[-1:]) + " " * _is_glued(before), is_named


def _names(before: str, lead: str) -> bool:
    window = f"{lead} : {before[-LABEL_CHARS:]}".lower()
    phone = WORDS.last_ends(window).get("phone", -1)
    # tel95188now: what the digits grow out of must itself be the word that names them.
    return phone >= 0 and sum(map(str.isalnum, window[phone:])) <= (0 if _is_glued(before) else NEAR_LETTERS)


def _is_glued(before: str) -> bool:
    return before[-1:].isascii() and before[-1:].isalpha()


def _plainly(
    folded: str, atoms: Sequence[Atom], before: str, digits: str, regions: tuple[str, ...], lead: str
) -> Piece | None:
    """The piece, read once more as if it were printed plainly in its place."""
    plus = _PLUS.search(folded, max(0, atoms[0].start - 3), atoms[0].start)
    start, end = atoms[0].start if plus is None else plus.start(), atoms[-1].end
    behind = folded[end : end + BEHIND_CHARS]
    if opens_with_unit(behind.lower()):
        return None
    behind = _CLOSING.sub(" ", behind[:1]) + behind[1:]
    if behind[:1].isascii() and behind[:1].isalpha():
        behind = f" {behind}"
    plain = f"{before}{digits}{behind}"
    lower = plain.lower() if len(plain.lower()) == len(plain) else plain
    at, until = len(before), len(before) + len(digits)
    for piece in find_pieces(plain, regions):
        if piece.start == at and piece.end >= until and not refusal(plain, lower, piece, lead):
            # An extension behind the digits is the piece's; a blank that was put there is not in the text.
            last = min(len(folded), end + max(0, piece.end - until))
            return piece._replace(start=start, end=last)
    return None
