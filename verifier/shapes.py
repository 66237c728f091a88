"""What digits are by their own look: dates, amounts, degrees, addresses of machines, lists that count on."""

from __future__ import annotations

import re
from itertools import pairwise

from verifier.dates import DATE
from verifier.find import Piece

_DECIMAL = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+")
# 192.0.2.17, the address of a machine; 39.904200, a degree with four decimals and more.
_MACHINE = re.compile(r"(?:(?:1?[0-9]{1,2}|2[0-4][0-9]|25[0-5])\.){3}(?:1?[0-9]{1,2}|2[0-4][0-9]|25[0-5])")
MACHINE_CHARS = len("192.168.100.")
_DEGREE = re.compile(r"-?[0-9]{1,3}\.[0-9]{4,}")
# 915.123.123: an amount and a number alike, 012.345.678 no amount.
_DOTTED = re.compile(r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}")
# Behind a comma an amount has at most three digits: 95188,4008-666-888 and 95188,400-666-8800 are lists.
_CONTINUED = re.compile(r"[.:][0-9]|,[0-9](?![0-9]{3}|[0-9]{2}-[0-9])")
# The digits that stand where nobody has filled a number in yet: 123 456 789.
_PLACEHOLDERS = frozenset({*("1234567890"[:count] for count in range(6, 11)), "012345678", "0123456789"})
SEQUENCE_GROUPS = 4
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# 0900-1800 as hours are written without their colons.
HOURS = re.compile(r"(?:[01]?[0-9]|2[0-4])[0-5][0-9]-(?:[01]?[0-9]|2[0-4])[0-5][0-9]")


def shape_of(lower: str, piece: Piece, body: str, *, is_labelled: bool, is_named: bool = False) -> str:
    """What a piece is by its own look, "" when it may be a phone number.

    lower: the whole text, folded, in lower case; body: the piece's own; is_labelled: a word before it calls it a phone; is_named: one
    right before it does.
    """
    if not body.strip("0 -()."):
        return "placeholder"
    if _counts_on(piece.groups) or _counts_years(piece.groups):
        return "sequence"
    if DATE.fullmatch(body):
        return "date"
    if not piece.is_full and _continues(lower[max(0, piece.start - 2) : piece.start], piece.groups[0]):
        return _part(lower, piece)
    if _CONTINUED.match(lower, piece.end) is not None and not (piece.is_full and (is_labelled or piece.has_plus)):
        return _part(lower, piece)
    if not piece.is_full and _DEGREE.fullmatch(body):
        return "coordinates"
    if _MACHINE.fullmatch(body) and not (piece.is_full and (is_labelled or _is_in_pairs(piece.groups))):
        return "address"
    # 1577.1234 behind a label: four digits behind the full stop, as no price has them.
    is_number = len(piece.groups[-1]) != 3 and (len(piece.groups) >= 3 or (is_labelled and len(piece.groups[-1]) == 4))
    is_number = is_number or (_DOTTED.fullmatch(body) is not None and (is_named or body[0] == "0"))
    if _DECIMAL.fullmatch(body) and not (piece.is_full and is_number):
        return "amount"
    return "placeholder" if not piece.is_full and "".join(piece.groups) in _PLACEHOLDERS else ""


def _continues(before: str, group: str) -> bool:
    """Whether a group goes on with an amount, whose commas have at most three digits between them."""
    return before[:1].isdigit() and (before[1:] in (".", ":") or (before[1:] == "," and len(group) <= 3))


def _part(lower: str, piece: Piece) -> str:
    """What a piece is a part of: the address of a machine, else an amount."""
    around = lower[max(0, piece.start - MACHINE_CHARS) : piece.end + MACHINE_CHARS]
    return "address" if _MACHINE.search(around) is not None else "amount"


def _counts_years(groups: tuple[str, ...]) -> bool:
    """Whether the groups are years in a row, as below a chart: 99 2000 01."""
    is_years = len(groups) > 2 and all(len(group) == 2 or YEAR.fullmatch(group) for group in groups)
    if not is_years or all(len(group) == 2 for group in groups):
        return False
    return all((int(other[-2:]) - int(one[-2:])) % 100 == 1 for one, other in pairwise(groups))


def _counts_on(groups: tuple[str, ...]) -> bool:
    """Whether the groups are one number after the other, as the pages of a list: 12 13 14 15 16."""
    if len(groups) < SEQUENCE_GROUPS or len(groups[-1]) > 3:
        return False
    values = [int(group) for group in groups[1:]]
    return all(one + 1 == other for one, other in pairwise(values))


def _is_in_pairs(groups: tuple[str, ...]) -> bool:
    """Whether people write a number so: 33.12.34.56."""
    return all(len(group) == 2 for group in groups)
