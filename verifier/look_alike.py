"""Whether a number is a near miss of a listed one: what a reader takes for it, and how the two differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

import phonenumbers

from directory import number
from directory.number import are_related, country_of, line_of, parts_of

How = Literal["substitution", "swap", "block_swap", "reordered", "lost_digit", "added_digit", "other_country", "shell"]

# 99% of the 95xxx codes have a neighbour that is somebody's true line, and 4% of ten-digit lines (signals, S37). Counted as
# printed at home, trunk zero included: 0120-990-634 has ten.
LEAST_DIGITS = 10
# A 400 number that carries a code in its last seven digits: 4000-095188 (signals, S37).
SHELL = re.compile(r"400(\d{7})")
SHELL_CODE_LEAST_DIGITS = 5
# 800-820-8388 and 400-820-8388: free for callers from landlines, and the same firm's line for everybody else.
TWIN = re.compile(r"[48](00\d{7})")
# 400 666 8800 and 400 8800 666: neighbouring groups of three or four digits change places.
BLOCK_DIGITS = (3, 4)
# Whoever orders several lines gets them in a row: 0120-990-633 and 0120-990-634.
ROW_DIGITS = 2
# An airline's assistant gave its own number with 1212 for 2121: the last group in another order (signals, T3 and S37).
LAST_GROUP_DIGITS = 4


class LookAlike(NamedTuple):
    """The listed key that is nearly hit, and how the number differs from it."""

    listed: str
    how: How


def look_alike(key: str, listed: Iterable[str]) -> LookAlike | None:
    """The first of the `listed` keys, by name, that `key` nearly is; None when it is none, or one of them.

    Only lines of ten national digits or more are compared, and 400 numbers built around a listed code: shorter
    lines have honest neighbours everywhere.
    """
    others = sorted(set(listed))
    if any(are_related(line_of(key), line_of(other)) for other in others):
        return None
    for other in others:
        how = difference(key, other)
        if how is not None:
            return LookAlike(other, how)
    return None


def is_neighbour(key: str, other: str) -> bool:
    """Whether two lines of one length differ in one of their last two digits alone, as the lines of one subscriber do."""
    one, two = national_digits(key), national_digits(other)
    is_row = len(one) == len(two) and one[:-ROW_DIGITS] == two[:-ROW_DIGITS]
    return is_row and country_of(key) == country_of(other) and near_miss(one, two) == "substitution"


def difference(key: str, other: str) -> How | None:
    """How one key differs from another listed one that it nearly is; None when they are far apart."""
    one, two = national_digits(key), national_digits(other)
    if country_of(key) != country_of(other):
        return "other_country" if one == two and len(two) >= LEAST_DIGITS else None
    shell = SHELL.fullmatch(one)
    if shell is not None and SHELL_CODE_LEAST_DIGITS <= len(two) < LEAST_DIGITS and two in shell[1]:
        return "shell"
    twins = TWIN.fullmatch(one), TWIN.fullmatch(two)
    if country_of(key) == "CN" and twins[0] is not None and twins[1] is not None and twins[0][1] == twins[1][1]:
        return None
    return near_miss(one, two) if _printed_length(other) >= LEAST_DIGITS else None


def _printed_length(key: str) -> int:
    return max(len(national_digits(key)), len(number.national_digits(line_of(key))))


def near_miss(digits: str, true: str) -> How | None:
    """How one string of digits misses the true one by a single slip, None when it does not."""
    if len(digits) == len(true):
        places = [place for place, (one, two) in enumerate(zip(digits, true, strict=True)) if one != two]
        if len(places) == 1:
            return "substitution"
        is_pair = len(places) == len("ab") and places[1] == places[0] + 1
        if is_pair and (digits[places[0]], digits[places[1]]) == (true[places[1]], true[places[0]]):
            return "swap"
        if places and digits in _blocks_swapped(true):
            return "block_swap"
        is_last = bool(places) and places[0] >= len(true) - LAST_GROUP_DIGITS
        return "reordered" if is_last and sorted(digits) == sorted(true) else None
    if len(digits) == len(true) - 1 and _without_one(true, digits):
        return "lost_digit"
    return "added_digit" if len(digits) == len(true) + 1 and _without_one(digits, true) else None


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


@lru_cache(maxsize=4096)
def _blocks_swapped(digits: str) -> frozenset[str]:
    """The digits with two neighbouring groups in each other's place."""
    found = set()
    for size, other in product(BLOCK_DIGITS, repeat=2):
        for start in range(len(digits) - size - other + 1):
            middle, end = start + size, start + size + other
            found.add(digits[:start] + digits[middle:end] + digits[start:middle] + digits[end:])
    return frozenset(found - {digits})


@lru_cache(maxsize=65536)
def national_digits(key: str) -> str:
    """The digits a caller in the number's own country dials, without trunk zero; those of the key where it names none."""
    parts = parts_of(key)
    if parts.country:
        return parts.digits.lstrip("0") or parts.digits
    try:
        return str(phonenumbers.parse(line_of(key), None).national_number)
    except phonenumbers.NumberParseException:
        return parts.digits
