"""Refuse what is no phone number, each with its reason: filing numbers, dates, prices, accounts, counts.

A number is refused for what stands around it or for its own shape, never for failing a library's check.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from directory.number import ext_of, line_of, parts_of
from verifier.codes import is_code, is_firm, is_listed, is_split
from verifier.find import Piece
from verifier.fold import fold
from verifier.glued import glued_to
from verifier.north_american import GROUPS
from verifier.shapes import HOURS, YEAR, shape_of
from verifier.unlabelled import is_alone, unlabelled_refusal
from verifier.words import Lexicon, by_first, flatten, is_letter, load_words, prefix_tree

_TABLE: dict[str, Any] = load_words("words.toml")
_LETTERS = frozenset(_TABLE["phone"].pop("letters"))
# What stands in front of a number: the words that call it one, those that do so for sure, and those that deny it.
WORDS = Lexicon(
    {
        "phone": flatten(_TABLE["phone"]),
        "strong": set(flatten(_TABLE["phone"])) - set(flatten(_TABLE["weak"])),
        **{reason: flatten(table) for reason, table in _TABLE["refused"].items()},
    }
)
# The last words of those that call it one, and those of other scripts, for a look that costs next to nothing.
_ASCII_WORD = re.compile(r"[a-z]+")
_LAST_WORDS = frozenset(found[-1] for word in flatten(_TABLE["phone"]) if (found := _ASCII_WORD.findall(word.lower())))
_OTHER_WORDS = re.compile(prefix_tree(fold(word.lower()) for word in flatten(_TABLE["phone"]) if not word.isascii()))
_PHONE_WORDS = sorted({fold(word.lower()) for word in flatten(_TABLE["phone"])})
_ASCII_WORDS = [word for word in _PHONE_WORDS if word.isascii()]


def _beside_digits(others: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word that calls a number a phone right before digits, and right behind them. others: words of other scripts.

    Each begins with a sign of its own, so that the search passes over all other text at full speed.
    """
    opened = "|".join(rf"{first}(?<![a-z]{first})(?:{rests})(?![a-z])" for first, rests in by_first(_ASCII_WORDS))
    return (
        re.compile(rf"(?:{opened}{others})[^0-9\n]{{0,14}}[0-9]"),
        re.compile(rf"[0-9][^0-9\n]{{0,4}}(?:(?<![a-z])(?:{prefix_tree(_ASCII_WORDS)})(?![a-z]){others})"),
    )


_BESIDE_DIGITS_ASCII = _beside_digits("")
_BESIDE_DIGITS = _beside_digits(f"|{prefix_tree(word for word in _PHONE_WORDS if not word.isascii())}")
# What stands right behind it.
_BEHIND_WORDS = Lexicon(
    {"unit": flatten(_TABLE["units"]), "no_unit": flatten(_TABLE["not_units"]), "phone": flatten(_TABLE["phone"])}
)
REASONS: tuple[str, ...] = tuple(_TABLE["refused"])

# How far in front of a number its label may end: "客服热线（境内拨打，服务时间见下）：95188".
WINDOW_CHARS = 48
# What may stand between a word and the number it names: "number is", "我行".
NEAR_LETTERS = 8
# Reasons whose word is the name of the number; the others only count or date what stands right behind them.
_NAMED = frozenset({"filing", "account", "chat", "order", "stock", "standard"})
# What is never written in groups with dashes or brackets, as a whole number behind such a word is.
_UNGROUPED = frozenset({"chat", "price", "statistic", "date", "hours", "coordinates", "version", "code"})
COUNTED_LETTERS = 2
# Below this nothing that is dialled with a plus exists but country codes and codes.
PLUS_LEAST_DIGITS = 7
# A code is too short to be named from afar: "Dial 1930", "致电95188", "call us on 159".
CODE_NEAR_LETTERS = 5
# So few letters, with the signs and blanks between them and the longest word.
NEAR_CHARS = 32
_SENTENCE = re.compile(r"[。!！?？\n.](?:(?<!\.)| (?=[a-z]))")
BEHIND_CHARS = 12
# Signs between a single letter and the number it introduces.
_INITIAL_ENDS = frozenset((":", ".", ")", "):", ".:", "-", "]", "|"))
INITIAL_SIGNS = frozenset(":.)-]|")
# A number between a word and this one is the number that the word names.
_NUMBERED = re.compile(r"[0-9]{4}")
# Words between the name of a number and the number: "registration number is".
_FILLERS = re.compile(r"(?<![a-z])(?:number|no|nr|num|code|is|are)(?![a-z])")
# A WeChat id may be the phone number, a QQ id never is.
_PAIR = re.compile(r" ?[/&、+(] ?(?!.*qq)[^ ]{1,8}")
# 客服电话（工作日9:00-18:00）：95188: a remark between a word and what it names.
_REMARK = re.compile(r"[(\[][^()\[\]]{0,40}[)\]](?=[ :]*$)")
# What a remark may say: when and where, but no other number's name.
_REMARKED = frozenset({"hours", "date"})


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
    context = _context(lower, piece, lead, _spared(piece, body))
    is_labelled = context.phone >= 0
    if reason := glued_to(lower, piece, is_labelled=is_labelled):
        return reason
    if context.refused and not (piece.has_plus and piece.is_full):
        return context.refused
    near = context.strong if "." in body and is_called_phone(lower, piece.end) else context.phone
    is_named = 0 <= near <= CODE_NEAR_LETTERS
    if reason := shape_of(lower, piece, body, is_labelled=is_labelled, is_named=is_named):
        return reason
    if not _is_sure(piece, context) and _is_counted(lower, piece):
        return "unit"
    if piece.is_full:
        return "" if context.phone >= 0 or piece.has_plus else unlabelled_refusal(folded, piece, lead)
    if piece.has_plus and len("".join(piece.groups)) >= PLUS_LEAST_DIGITS and is_alone(folded, body):
        return ""
    return _outside_plan(piece, context, "#" if lower[max(0, piece.start - 1) : piece.start] == "#" else "")


def calls_a_phone(lower: str) -> bool:
    """Whether a folded lower-case text holds a word that calls a number a phone: says yes too often, never no."""
    if not _LAST_WORDS.isdisjoint(_ASCII_WORD.findall(lower)):
        return True
    return not lower.isascii() and _OTHER_WORDS.search(lower) is not None


def names_digits(lower: str) -> bool:
    """Whether a word of a folded lower-case text that calls a number a phone stands right before digits, or right behind."""
    patterns = _BESIDE_DIGITS_ASCII if lower.isascii() else _BESIDE_DIGITS
    return calls_a_phone(lower) and any(pattern.search(lower) is not None for pattern in patterns)


def may_introduce_code(before: str) -> bool:
    """Whether words right before some digits could name a code: says yes too often, never no too soon.

    before: folded, in lower case; the words of the last WINDOW_CHARS are enough.
    """
    before = _without_remark(before)
    if calls_a_phone(before[-NEAR_CHARS:]):
        phone = WORDS.last_ends(before).get("phone", -1)
        if 0 <= _distance(before, phone) <= CODE_NEAR_LETTERS:
            return True
    return _initial_end(before) >= 0


def has_initial(before: str) -> bool:
    """Whether a letter of its own introduces what stands behind `before`, folded and in lower case: T: or (p)."""
    return _initial_end(before) >= 0


def is_called_phone(lower: str, end: int) -> bool:
    """Whether the word right behind some digits calls them a phone number: 12306客服."""
    return "phone" in _BEHIND_WORDS.opening(lower[end : end + BEHIND_CHARS])


def opens_with_unit(behind: str) -> bool:
    """Whether a folded lower-case text begins with what some digits count: 95188件, but not 95188人工."""
    words = _BEHIND_WORDS.opening(behind)
    return "unit" in words and "no_unit" not in words


def _is_counted(lower: str, piece: Piece) -> bool:
    """Whether a unit stands right behind a piece: not in a bracket, 95188（个人）, nor as the key of a menu, 转2号键."""
    if lower[piece.end : piece.end + 2].lstrip()[:1] in ("(", "[") or ext_of(piece.keys[0]):
        return False
    return opens_with_unit(lower[piece.end : piece.end + BEHIND_CHARS])


def _is_sure(piece: Piece, context: _Context) -> bool:
    """Whether a piece is counted by nothing behind it: a whole number that is called one, or 拨打95188人工服务."""
    if piece.is_full:
        return context.phone >= 0 or piece.has_plus
    return 0 <= context.strong <= CODE_NEAR_LETTERS and is_firm(parts_of(line_of(piece.keys[0])))


def _window(lower: str, piece: Piece, lead: str) -> str:
    """The words in front of a piece, in its sentence, behind the lead when they begin the text."""
    window = lower[max(0, piece.start - WINDOW_CHARS) : piece.start]
    cut = 0
    for match in _SENTENCE.finditer(window):
        cut = match.end()
    if piece.start <= WINDOW_CHARS and cut == 0:
        return f"{lead} : {window}"
    return window[cut:]


def _without_remark(window: str) -> str:
    """Some words in front of a number without the remark that ends them, where it names no number of its own."""
    remark = _REMARK.search(window) if window.rstrip(" :")[-1:] in (")", "]") else None
    if (
        remark is None
        or _NUMBERED.search(remark[0]) is not None
        or not _REMARKED.issuperset(WORDS.last_ends(remark[0]))
    ):
        return window
    return window[: remark.start()] + window[remark.end() :]


def _spared(piece: Piece, body: str) -> frozenset[str]:
    """The reasons that cannot hold for a whole number, written with the dashes or brackets of telephone numbers."""
    if not piece.is_full or len(piece.groups) == 1 or not ("-" in body or "(" in body):
        return frozenset()
    return _UNGROUPED | {"filing"} if tuple(map(len, piece.groups)) == GROUPS else _UNGROUPED


def _context(lower: str, piece: Piece, lead: str, spared: frozenset[str]) -> _Context:
    window = _without_remark(_window(lower, piece, lead))
    ends = WORDS.last_ends(window)
    phone, strong = ends.get("phone", -1), ends.get("strong", -1)
    initial = _initial_end(window)
    # The T of "GB/T" is part of a word that names another number.
    if initial >= 0 and all(ends.get(name) != initial for name in REASONS):
        phone = max(phone, initial)
        # "F- 60350 Trosly" is a postal code: a dash introduces no code.
        strong = strong if "-" in window[initial:] else phone
    reason, other = "", -1
    for name in REASONS if len(ends) > (phone >= 0) else ():
        end = ends.get(name, -1)
        # 客服电话（工作时间）：95188: hours behind a phone word say when the number is answered.
        # 手机/微信：139…: one number for both.
        if (name == "hours" and strong >= 0) or (name == "chat" and phone >= 0 and _PAIR.fullmatch(window[phone:end])):
            other = max(other, end)
            continue
        most = NEAR_LETTERS if name in _NAMED and not spared else COUNTED_LETTERS
        if end > max(other, phone) and name not in spared and _names(window[end:], most):
            reason, other = name, end
    if phone < 0 and other < 0 and is_called_phone(lower, piece.end):
        phone = len(window)
    return _Context(_distance(window, phone), _distance(window, strong), reason)


def _names(between: str, most: int) -> bool:
    """Whether so little stands between a word and a number that the word names the number."""
    # $20 415-555-0123: what counts or dates has had its digits.
    is_used = most == COUNTED_LETTERS and any(map(str.isdigit, between))
    return _letters(_FILLERS.sub("", between)) <= most and not is_used and _NUMBERED.search(between) is None


def _distance(window: str, end: int) -> int:
    return _letters(window[end:]) if end >= 0 else -1


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _initial_end(window: str) -> int:
    """Where the letter of `T: 020…` and `(p) 020…` ends: one of its own, before the number, a sign behind it; else -1."""
    before = window.rstrip(" ")
    signs = 2 if before[-2:] in ("):", ".:") else 1
    if before[-signs:] not in _INITIAL_ENDS:
        return -1
    before = before[:-signs].rstrip(" ")
    if before[-1:] not in _LETTERS or before[-2:-1].isalnum():
        return -1
    # "a.m: 5" is a word with a full stop in it, no letter of its own.
    return -1 if before[-2:-1] in (".", "'") and is_letter(before[-3:-2]) else len(before)


def _outside_plan(piece: Piece, context: _Context, sign: str) -> str:
    """A line that no full metadata knows needs its label right before it, and the look of a code or a broken number.

    sign: the keypad's sign before it, "" for none.
    """
    digits = "".join(piece.groups)
    parts = parts_of(line_of(piece.keys[0]))
    if piece.has_plus:
        return "" if context.phone >= 0 and len(digits) >= PLUS_LEAST_DIGITS else "no_label"
    if YEAR.fullmatch(digits) and not is_listed(parts, sign):
        return "year"
    is_near = 0 <= context.strong <= CODE_NEAR_LETTERS or (0 <= context.phone <= COUNTED_LETTERS and is_firm(parts))
    if not is_near:
        return "hours" if HOURS.fullmatch("-".join(piece.groups)) else "no_label"
    if is_code(parts, sign):
        return "shape" if is_split(piece.groups, parts.digits) else ""
    is_broken = 7 <= len(digits) <= 12 and all(len(group) >= 2 for group in piece.groups)
    return "" if is_broken else "no_code"
