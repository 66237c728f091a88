"""Refuse what is no phone number, each with its reason: filing numbers, dates, prices, accounts, counts.

A number is refused for what stands around it or for its own shape, never for failing a library's check.
"""

from __future__ import annotations

import re
from typing import Any

from directory.number import country_of, number_type
from verifier.find import Piece
from verifier.words import Words, flatten, load_words, tokens_of

_TABLE: dict[str, Any] = load_words("words.toml")
PHONE_WORDS = Words(flatten(_TABLE["phone"]))
UNITS = Words(flatten(_TABLE["units"]))
REFUSED = {reason: Words(flatten(table)) for reason, table in _TABLE["refused"].items()}

# How far in front of a number its label may end: "客服热线（境内拨打，服务时间见下）：95188".
WINDOW_CHARS = 48
# A code is too short to stand alone: its label ends this near (dependencies, 3b: 24 characters).
CODE_LABEL_CHARS = 24
_LETTERS = ("t", "p", "f", "m", "o", "c", "h", "w", "b")
_SENTENCE = re.compile(r"[。!！?？\n]|\. (?=[A-Z])")
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12][0-9]|3[01])(?:$|[^0-9].*)"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-./](?:0?[1-9]|[12][0-9]|3[01])[-./](?:19|20)[0-9]{2}(?:$|[^0-9].*)"
    r"|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-2][0-9][0-5][0-9](?:[0-5][0-9])?)?"
    r"|(?:19|20)[0-9]{2} ?[-/~] ?(?:19|20)?[0-9]{2,4}"
)
_DECIMAL = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+\.[0-9]+(?:\.[0-9]+)*|(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ADDRESS = re.compile(r"(?:https?:|www\.|[a-z0-9]\.[a-z]{2,}/|[?&=][a-z]|[a-z_]/)[^\s]*$", re.IGNORECASE)


def refusal(folded: str, lower: str, piece: Piece, lead: str) -> str:
    """Why a piece is no phone number, "" when it is one.

    folded, lower: the whole text, folded, and in lower case; lead: folded lower-case words that introduce it.
    """
    body = folded[piece.start : piece.end]
    label, refused = _labels(lower, piece, lead)
    if glued := _glued(folded, piece, label >= 0):
        return glued
    if _DATE.fullmatch(body):
        return "date"
    if _is_number(folded, piece, body):
        return "amount"
    if refused and not (piece.has_plus and piece.is_full):
        return refused
    behind = lower[piece.end : piece.end + 12]
    if UNITS.opens(behind) and not (piece.is_full and (label >= 0 or piece.has_plus)):
        return "unit"
    if piece.is_full:
        return "" if label >= 0 or piece.has_plus else _unlabelled(folded, piece, body)
    return _outside_plan(piece, body, label)


def _labels(lower: str, piece: Piece, lead: str) -> tuple[int, str]:
    """How far away the phone word that introduces a piece ends (-1: none), and the reason of a nearer other word."""
    window = lower[max(0, piece.start - WINDOW_CHARS) : piece.start]
    cut = max((match.end() for match in _SENTENCE.finditer(window)), default=0)
    window = window[cut:]
    if piece.start <= WINDOW_CHARS and cut == 0:
        window = f"{lead} {window}"
    tokens = tokens_of(window)
    phone = _phone_end(window, tokens)
    reason, other = "", -1
    for name, words in REFUSED.items():
        end = words.last_end(window, tokens)
        if end > other:
            reason, other = name, end
    if phone < 0 and other < 0 and PHONE_WORDS.opens(lower[piece.end : piece.end + 12]):
        phone = len(window)
    if other > phone:
        return -1, reason
    return (len(window) - phone if phone >= 0 else -1), ""


def _phone_end(window: str, tokens: list[tuple[str, int, int]]) -> int:
    """Where the last phone word ends; a single letter counts only right before the number, as in `T: 020…`."""
    while tokens and tokens[-1][0] in _LETTERS and len(window) - tokens[-1][2] > 3:
        tokens = tokens[:-1]
    kept = [token for index, token in enumerate(tokens) if token[0] not in _LETTERS or index == len(tokens) - 1]
    return PHONE_WORDS.last_end(window, kept)


def _glued(folded: str, piece: Piece, is_labelled: bool) -> str:
    """Digits that grow out of a word, an address or a file name."""
    before = folded[max(0, piece.start - 1) : piece.start]
    behind = folded[piece.end : piece.end + 1]
    if before in ("_", "=", "&", "@", "\\", "#", "$", "€", "£", "¥", "%", "^") and before:
        return "price" if before in "$€£¥" else "code"
    if before.isascii() and before.isalpha() and not is_labelled:
        return "code"
    if behind.isascii() and (behind.isalpha() or behind in ("_", "=", "@")) and behind and not (is_labelled and piece.is_full):
        return "code"
    if before in ("/", ".", "-", "?") and _ADDRESS.search(folded[max(0, piece.start - 60) : piece.start]):
        return "address"
    return ""


def _is_number(folded: str, piece: Piece, body: str) -> bool:
    """Decimals, thousands, addresses of machines, hours: written with a sign that no phone number has there."""
    before = folded[max(0, piece.start - 2) : piece.start]
    behind = folded[piece.end : piece.end + 3]
    if before[-1:] in (",", ".") and before[:1].isdigit():
        return True
    if len(behind) > 1 and behind[0] in (",", ".", ":") and behind[1].isdigit() and not (piece.is_full and behind[0] == ","):
        return True
    if before[-1:] == ":" and before[:1].isdigit() and not piece.is_full:
        return True
    return _DECIMAL.fullmatch(body) is not None and not (piece.is_full and body.count(".") in (2, 3, 4) and len(piece.groups[-1]) != 3)


def _unlabelled(folded: str, piece: Piece, body: str) -> str:
    """A valid number without any word that calls it one must at least be written like one."""
    if body[0] in "(+" or len(piece.groups) > 1:
        return "" if _is_written_well(piece) else "shape"
    kind = number_type(piece.keys[0])
    alone = len(folded.strip()) - len(body) <= 4
    if country_of(piece.keys[0]) == "CN" and len(body) in (10, 11) and body[0] in "148" and kind in ("mobile", "shared_cost", "toll_free"):
        return "" if alone or body[0] != "1" else "bare"
    return "" if alone and body[0] == "0" else "bare"


def _is_written_well(piece: Piece) -> bool:
    """Groups as people write a number: an opening zero, 1 or bracket, then groups of two to four."""
    groups = piece.groups
    if any(len(group) > 8 for group in groups):
        return False
    if len(groups) == 3 and [len(group) for group in groups] == [3, 3, 4]:
        return True
    if groups[0][0] == "0" or (groups[0] == "1" and len(groups) >= 3):
        return True
    return len(groups) >= 2 and sum(len(group) for group in groups) >= 8 and all(2 <= len(group) <= 4 for group in groups)


def _outside_plan(piece: Piece, body: str, label: int) -> str:
    """A line that no full metadata knows needs its label near, and the look of a code or of a broken number."""
    digits = "".join(piece.groups)
    if label < 0 or label > CODE_LABEL_CHARS:
        return "no_label"
    if len(digits) == 4 and _YEAR.fullmatch(digits):
        return "year"
    if piece.has_plus:
        return "" if len(digits) >= 7 else "shape"
    if len(piece.groups) > 1 and (len(digits) < 7 or any(len(group) < 2 for group in piece.groups)):
        return "shape"
    if len(digits) > 12:
        return "too_long"
    kind = number_type(piece.keys[0])
    if len(digits) <= 6 and kind not in ("short", "emergency"):
        return "no_code"
    return ""
