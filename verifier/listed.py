"""Numbers of one list that repeat only their end: `0755-8376 5566/5577`, `020 7946 0000, 0001 or 0002`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from directory.number import ext_of, line_of, with_ext
from directory.plans import is_full
from directory.printed import read_digits

# What parts the numbers of one list.
JOIN = re.compile(r" {0,2}(?:[/,;、&]|or|and|或|和|及|・)(?: {0,2}(?:or|and|&))? {0,2}| {1,3}")
# Behind a comma or a word fewer digits count something; behind a slash two are enough.
LEAST_DIGITS = 4
# Behind nothing but a blank only a whole local number counts: 0571-88156688 88156699.
BLANK_LEAST_DIGITS = 7
SLASH_LEAST_DIGITS = 2
EXT_LEAST_DIGITS = 3
TAIL_GROUPS = 3
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class Whole(NamedTuple):
    """The whole number that a list goes on from: the digits of its groups as printed, and its keys."""

    groups: tuple[str, ...]
    keys: tuple[str, ...]
    has_plus: bool


def read_tail(
    groups: Sequence[str], join: str, whole: Whole, regions: tuple[str, ...]
) -> tuple[int, tuple[str, ...]] | None:
    """How many of `groups` are the end of `whole` written once more, and the keys they stand for; None when none are.

    groups: digits as printed behind `join`, what stands between them and the number before.
    """
    if JOIN.fullmatch(join) is None:
        return None
    ext = ext_of(whole.keys[0])
    if ext:
        # 0571-88156688转801/802: another extension of the same line.
        is_ext = EXT_LEAST_DIGITS <= len(groups[0]) == len(ext) and bool(join.strip())
        return (1, tuple(with_ext(line_of(key), groups[0]) for key in whole.keys)) if is_ext else None
    stem = "".join(whole.groups)
    for count in range(min(TAIL_GROUPS, len(groups)), 0, -1):
        tail = "".join(groups[:count])
        if len(tail) < len(stem) - 1 and not is_code(tail, regions) and _repeats(tail, join, whole.groups):
            keys = read_digits(stem[: -len(tail)] + tail, regions, whole.has_plus, False)
            if keys and is_full(keys[0]):
                return count, keys
    return None


def is_code(digits: str, regions: tuple[str, ...]) -> bool:
    """Whether the digits are a code of their own, never a part of another number: 95188 95017 are two."""
    return digits.isdigit() and 5 <= len(digits) <= 6 and bool(regions) and digits[0] in "19"


def _repeats(tail: str, join: str, groups: tuple[str, ...]) -> bool:
    """Whether a tail is as long as one that `join` introduces, and behind a comma neither a year nor a count."""
    if "/" in join:
        return len(tail) >= SLASH_LEAST_DIGITS
    is_whole = any(len(tail) == len("".join(groups[index:])) for index in range(1, len(groups)))
    is_year = _YEAR.fullmatch(tail) is not None and not groups[-1].startswith(tail[:2])
    least = LEAST_DIGITS if join.strip() else BLANK_LEAST_DIGITS
    return is_whole and len(tail) >= least and not is_year
