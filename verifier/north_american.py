"""How North Americans print a number, and what that tells of its country whatever the page's own is."""

from __future__ import annotations

import re

from directory.number import national_digits
from directory.printed import read_digits

TOLL_FREE = re.compile(r"[(]?1[)]?[-. ]{1,3}[(]?8(?:00|33|44|55|66|77|88)[)]?[-. ]{1,3}[0-9]{3}[-. ]?[0-9]{4}")
TEN = re.compile(
    r"[(]?[2-9][0-9]{2}[)]?[-. ]{1,2}[2-9][0-9]{2}[-.][0-9]{4}|[(][2-9][0-9]{2}[)] {0,2}[2-9][0-9]{2}[-. ][0-9]{4}"
)
ELEVEN = re.compile(r"1[-. ]?[(]?[2-9][0-9]{2}[)]?[-. ]{1,2}[2-9][0-9]{2}[-. ][0-9]{4}")
# 415/555-0123: the slash behind an area code, where no other plan has an opening zero.
SLASHED = re.compile(r"[2-9][0-9]{2}/[2-9][0-9]{2}[-./ ][0-9]{4}")
GROUPS = (3, 3, 4)
# Center Valley, Pennsylvania 18034 610-555-0123
POSTCODE_AND_NUMBER = (5, 3, 3, 4)


def as_printed(digits: str, span: str, opening: str, count: int) -> tuple[str, ...]:
    """Readings that the way of writing tells, whatever the page's regions: (809) 334-6386, (852) 2406 2381.

    span: as printed; opening: its first group, of `count`; digits: all of them. () where the writing tells nothing.
    """
    if count > 1 and (TEN.fullmatch(span) or ELEVEN.fullmatch(span)):
        return read_digits(digits, ("US",), False, False)
    if count > 1 and span[0] in "([" and 2 <= len(opening) <= 5 and opening[0] != "0" and len(digits) >= 10:
        return read_digits(digits, (), True, False)
    return ()


def written_abroad(digits: str, span: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys, the North American one first for (202) 555-0123 where the region's plan would print a zero before it.

    keys: the region's own readings of `digits`, printed as `span`; they stay first with their code: (662) 555-0123 in TH.
    """
    if TEN.fullmatch(span) is None or digits in (national_digits(keys[0]), keys[0][1:]):
        return keys
    return tuple(dict.fromkeys((*read_digits(digits, ("US",), False, False), *keys)))
