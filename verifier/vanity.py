"""Vanity words: numbers that print their last digits as the letters of a keypad, 1-800-MY-APPLE."""

from __future__ import annotations

import re

from directory.number import number_type
from directory.plans import is_full
from directory.printed import read_digits
from verifier.fold import fold

# 1-800-MY-APPLE, 1300 FLOWER: capitals behind a free-call prefix.
VANITY = re.compile(
    r"(?<![0-9A-Za-z-])(?:\+?1[-. ]?)?\(?(?:8(?:00|33|44|55|66|77|88)|13(?:00)?|1800)\)?[-. ]"
    r"(?=[0-9-. ]*[A-Z])[A-Z0-9]+(?:[-. ]?[A-Z0-9]+){0,3}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z-])\(?[2-9][0-9]{2}\)?[-. ][2-9][0-9]{2}[-. ][A-Z]{4}(?![0-9A-Za-z])"
)
# What stands behind the digits in front of such a word.
VANITY_TAIL = re.compile(r"\)?[-. ]?[A-Z]")
VANITY_MOST_CHARS = 20
# The same where it is not known in which group of digits the word opens.
_OPENED_WORD = re.compile(r"[0-9]\)?[-. ]?[A-Z]")
VANITY_DIGITS = 11
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def opens_vanity(text: str, start: int, end: int) -> bool:
    """Whether a vanity word opens in the digits between two places of a printed text."""
    if _OPENED_WORD.search(fold(text[start : end + len("-A")])) is None:
        return False
    return VANITY.search(fold(text[max(0, start - 1) : end + VANITY_MOST_CHARS])) is not None


def find_vanity(
    folded: str, start: int, end: int, regions: tuple[str, ...]
) -> tuple[tuple[int, int], tuple[str, ...]] | None:
    """The span and the keys of the vanity word whose first digits stand in `folded[start:end]`; None when there is none."""
    if VANITY_TAIL.match(folded, end) is None:
        return None
    for first in range(start, end):
        match = VANITY.match(folded, first)
        if match is not None:
            digits = "".join(char for char in match[0].translate(KEYPAD) if char.isdigit())
            digits = digits[:VANITY_DIGITS] if digits[0] == "1" else digits[: VANITY_DIGITS - 1]
            is_american = digits[0] == "1" and len(digits) == VANITY_DIGITS
            keys = _free_call(digits, regions) if match[0].startswith("1800") else ()
            keys = keys or read_digits(digits, regions or ("US",), is_american, False)
            # 13 and 1300 open Australian words: their 1 is no country's code, as in "6.13.2024 HALL".
            if keys and is_full(keys[0]) and (not digits.startswith("13") or keys[0].startswith("+61")):
                return match.span(), keys
    return None


def _free_call(digits: str, regions: tuple[str, ...]) -> tuple[str, ...]:
    """What 1800-FLOWERS is where 1800 opens the country's own free calls, as in Singapore; () elsewhere."""
    keys = read_digits(digits, regions, False, False)
    return keys if keys and number_type(keys[0]) == "toll_free" else ()
