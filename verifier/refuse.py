"""Refuse what is no phone number, each with its reason: filing numbers, dates, prices, accounts, counts.

A number is refused for what stands around it or for its own shape, never for failing a library's check.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from directory.number import line_of, number_type, parts_of
from verifier.find import Piece
from verifier.words import Words, flatten, load_words, tokens_of

_TABLE: dict[str, Any] = load_words("words.toml")
_LETTERS = frozenset(_TABLE["phone"].pop("letters"))
PHONE_WORDS = Words(flatten(_TABLE["phone"]))
STRONG_WORDS = Words(set(flatten(_TABLE["phone"])) - set(flatten(_TABLE["weak"])))
UNITS = Words(flatten(_TABLE["units"]))
REFUSED = {reason: Words(flatten(table)) for reason, table in _TABLE["refused"].items()}
CODES = {country: re.compile(pattern) for country, pattern in _TABLE["codes"].items()}
ANY_CODE = re.compile(r"[0-9]{3,6}")

# How far in front of a number its label may end: "客服热线（境内拨打，服务时间见下）：95188".
WINDOW_CHARS = 48
# What may stand between a word and the number it names: "number is", "我行".
NEAR_LETTERS = 8
# Reasons whose word is the name of the number; the others only count or date what stands right behind them.
_NAMED = frozenset({"filing", "account", "order", "standard"})
COUNTED_LETTERS = 2
# A code is too short to be named from afar: "Dial 1930", "致电95188", "call us on 159".
CODE_NEAR_LETTERS = 5
_SENTENCE = re.compile(r"[。!！?？\n]|\. (?=[a-z])")
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ][0-9]{1,4}(?:$|[^0-9].*)"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-./](?:0?[1-9]|[12][0-9]|3[01])[-./](?:19|20)[0-9]{2}(?:$|[^0-9].*)"
    r"|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-2][0-9][0-5][0-9](?:[0-5][0-9])?)?"
    r"|(?:19|20)[0-9]{2} ?[-/~] ?(?:19|20)?[0-9]{2,4}|[(\[](?:19|20)[0-9]{2}[)\]].*"
)
_DECIMAL = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+|(?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9]{1,3}(?:\.[0-9]{3})+"
)
# A number between a word and this one is the number that the word names.
_NUMBERED = re.compile(r"[0-9]{4}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ADDRESS = re.compile(
    r"(?:://|www\.|[a-z0-9]\.(?:com|cn|net|org|html?|php|aspx?|jpe?g|png|pdf)\b|[?&][a-z_]+=|[a-z0-9_-]+/[a-z0-9_-]+/|%[0-9a-f]{2})[!-~]*$"
)


class _Context(NamedTuple):
    """The words that introduce a piece: how many letters lie between each kind and the number, -1 for none."""

    phone: int
    strong: int
    refused: str


def refusal(folded: str, lower: str, piece: Piece, lead: str) -> str:
    """Why a piece is no phone number, "" when it is one.

    folded, lower: the whole text, folded, and in lower case; lead: folded lower-case words that introduce it.
    """
    body = folded[piece.start : piece.end]
    context = _context(lower, piece, lead)
    if reason := _glued(lower, piece, is_labelled=context.phone >= 0) or _shape(lower, piece, body):
        return reason
    if context.refused and not (piece.has_plus and piece.is_full):
        return context.refused
    behind = lower[piece.end : piece.end + 12]
    if UNITS.opens(behind) and not (piece.is_full and (context.phone >= 0 or piece.has_plus)):
        return "unit"
    if piece.is_full:
        return "" if context.phone >= 0 or piece.has_plus else _unlabelled(folded, piece, body)
    return _outside_plan(piece, context)


def _context(lower: str, piece: Piece, lead: str) -> _Context:
    window = lower[max(0, piece.start - WINDOW_CHARS) : piece.start]
    cut = max((match.end() for match in _SENTENCE.finditer(window)), default=0)
    window = window[cut:]
    if piece.start <= WINDOW_CHARS and cut == 0:
        window = f"{lead} : {window}"
    tokens = tokens_of(window)
    phone, strong = PHONE_WORDS.last_end(window, tokens), STRONG_WORDS.last_end(window, tokens)
    if tokens and tokens[-1][0] in _LETTERS and _is_initial(window, tokens[-1]):
        phone = max(phone, tokens[-1][2])
        # "F- 60350 Trosly" is a postal code: a dash introduces no code.
        strong = strong if "-" in window[tokens[-1][2] :] else phone
    reason, other = "", -1
    for name, words in REFUSED.items():
        end = words.last_end(window, tokens)
        near = NEAR_LETTERS if name in _NAMED else COUNTED_LETTERS
        if end > max(other, phone) and _letters(window[end:]) <= near and not _NUMBERED.search(window, end):
            reason, other = name, end
    if phone < 0 and other < 0 and PHONE_WORDS.opens(lower[piece.end : piece.end + 12]):
        phone = len(window)
    return _Context(_distance(window, phone), _distance(window, strong), reason)


def _distance(window: str, end: int) -> int:
    return _letters(window[end:]) if end >= 0 else -1


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _is_initial(window: str, token: tuple[str, int, int]) -> bool:
    """`T: 020…` and `(p) 020…`: a letter of its own, right before the number, with a sign behind it."""
    _, start, end = token
    return not window[max(0, start - 1) : start].isalnum() and window[end:].strip(" ") in (
        ":",
        ".",
        ")",
        "):",
        ".:",
        "-",
        "]",
        "|",
    )


def _glued(lower: str, piece: Piece, *, is_labelled: bool) -> str:
    """Digits that grow out of a word, an address or a file name."""
    before = lower[max(0, piece.start - 1) : piece.start]
    behind = lower[piece.end : piece.end + 2]
    if before and before in "$€£¥₹₩":
        return "price"
    if (before and before in "_=&@\\#%^") or behind[:1] in ("_", "=", "@") or behind == " @":
        return "code"
    if _ADDRESS.search(lower[max(0, piece.start - 80) : piece.start]):
        return "address"
    if before.isascii() and before.isalpha() and not (is_labelled and piece.is_full):
        return "code"
    is_tailed = behind[:1].isascii() and (behind[:1].isalpha() or (behind[:1] == "-" and behind[1:].isalpha()))
    if is_tailed and not piece.is_full:
        return "code"
    return "code" if is_tailed and not is_labelled and len(piece.groups) < 3 else ""


def _shape(lower: str, piece: Piece, body: str) -> str:
    """Dates, decimals, thousands, addresses of machines, hours: written as no phone number is."""
    if not body.strip("0 -()."):
        return "placeholder"
    if _DATE.fullmatch(body):
        return "date"
    before = lower[max(0, piece.start - 2) : piece.start]
    behind = lower[piece.end : piece.end + 2]
    if len(before) == 2 and before[0].isdigit() and before[1] in ",.:" and not piece.is_full:
        return "amount"
    if len(behind) == 2 and behind[0] in ",.:" and behind[1].isdigit() and not piece.is_full:
        return "amount"
    if _DECIMAL.fullmatch(body) and not (piece.is_full and len(piece.groups) >= 3 and len(piece.groups[-1]) != 3):
        return "amount"
    return ""


def _unlabelled(folded: str, piece: Piece, body: str) -> str:
    """A valid number without any word that calls it one must at least be written like one."""
    if body[0] == "+":
        return ""
    if len(piece.groups) > 1:
        return "" if _is_written_well(piece, is_bracketed=body[0] == "(") else "shape"
    is_alone = _letters(folded) - _letters(body) <= 4
    kind = number_type(piece.keys[0])
    if is_alone and (body[0] == "0" or kind in ("mobile", "shared_cost", "toll_free")):
        return ""
    return (
        ""
        if kind in ("shared_cost", "toll_free") and len(body) >= 10 and body.startswith(("400", "1800", "0800"))
        else "bare"
    )


def _is_written_well(piece: Piece, *, is_bracketed: bool) -> bool:
    """Groups as people write a number: an opening zero, 1 or bracket, then groups of two to four."""
    sizes = [len(group) for group in piece.groups]
    if max(sizes) > 8 or sum(sizes) < 8:
        return False
    if is_bracketed and sizes[0] in (2, 3, 4, 5):
        return True
    if piece.groups[0][0] == "0" or sizes == [3, 3, 4] or (piece.groups[0] == "1" and len(sizes) >= 3):
        return True
    return all(2 <= size <= 4 for size in sizes)


def _outside_plan(piece: Piece, context: _Context) -> str:
    """A line that no full metadata knows needs its label right before it, and the look of a code or a broken number."""
    digits = "".join(piece.groups)
    parts = parts_of(line_of(piece.keys[0]))
    if piece.has_plus:
        return "" if context.phone >= 0 and len(digits) >= 7 else "no_label"
    if not 0 <= context.strong <= CODE_NEAR_LETTERS:
        return "no_label"
    is_listed = parts.country in CODES and CODES[parts.country].fullmatch(parts.digits) is not None
    if _YEAR.fullmatch(digits) and not is_listed:
        return "year"
    if is_listed or (parts.country not in CODES and ANY_CODE.fullmatch(parts.digits)):
        return "shape" if len(piece.groups) > 1 and len(parts.digits) < 7 else ""
    is_broken = 7 <= len(digits) <= 12 and all(len(group) >= 2 for group in piece.groups)
    return "" if is_broken else "no_code"
