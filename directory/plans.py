"""A region's numbering plan, asked cheaply: one pattern a country instead of the library's thirty microseconds a number.

The patterns are the library's own metadata. Where its rules are simple for the digits at hand the answer is given
here; where they are not (prefixes that rewrite, regions told apart by leading digits) the library is asked. A test
holds every answer to the library's, for every region.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, shortnumberinfo

from directory.number import CALLING_CODE_MOST_DIGITS, UnknownRegion, calling_code, is_valid, line_of

# Every kind of line that makes a number valid: phonenumberutil._number_type_helper.
KINDS = (
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "fixed_line",
    "mobile",
)
TRUNKS = 2
NOTHING = re.compile(r"(?!)")


class _Plan(NamedTuple):
    """What a region's metadata says.

    code: behind the plus. own: numbers the region's plan has room for; sure: lines of all regions under its code;
    may: lines of those that the library tells by their leading digits alone, so that other rules decide too.
    abroad, trunk: prefixes dialled before them; is_rewritten: the trunk prefix rewrites. lengths: of its short
    codes, in digits.
    """

    code: str
    own: re.Pattern[str]
    may: re.Pattern[str]
    sure: re.Pattern[str]
    abroad: re.Pattern[str]
    trunk: re.Pattern[str]
    is_rewritten: bool
    lengths: frozenset[int]


@lru_cache(maxsize=256)
def _plan(region: str) -> _Plan:
    code = calling_code(region)
    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None:
        raise UnknownRegion(f"region {region!r}: expected one whose numbering plan the library describes")
    others = [
        found
        for other in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code]
        if (found := PhoneMetadata.metadata_for_region_or_calling_code(code, other)) is not None
    ]
    short = PhoneMetadata.short_metadata_for_region(region)
    return _Plan(
        str(code),
        _any([metadata.general_desc]),
        _any([getattr(other, kind) for other in others if other.leading_digits is not None for kind in KINDS]),
        _any([getattr(other, kind) for other in others if other.leading_digits is None for kind in KINDS]),
        re.compile(metadata.international_prefix) if metadata.international_prefix else NOTHING,
        re.compile(metadata.national_prefix_for_parsing) if metadata.national_prefix_for_parsing else NOTHING,
        bool(metadata.national_prefix_transform_rule),
        frozenset(short.general_desc.possible_length if short and short.general_desc else ()),
    )


def _any(descriptions: Iterable[phonenumbers.PhoneNumberDesc | None]) -> re.Pattern[str]:
    patterns = sorted({one.national_number_pattern for one in descriptions if one and one.national_number_pattern})
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else NOTHING


def full_number(digits: str, region: str) -> str | None:
    """The +key of `digits` dialled in `region` where the full metadata calls it valid, "" where it cannot be valid.

    digits: 0-9 as printed, without a plus. None: the plan's rules are not simple for them, ask the library.
    Raises UnknownRegion. Source: the library's metadata and the order of its parse.
    """
    plan = _plan(region)
    trunk = plan.trunk.match(digits)
    behind = digits[len(plan.code) :] if digits.startswith(plan.code) else ""
    others = _behind_trunk(behind, plan) if behind else []
    if others is None or _rewrites(trunk, plan) or plan.abroad.match(digits):
        return None
    rest = digits if trunk is None else digits[trunk.end() :]
    if plan.sure.fullmatch(rest) is None:
        possible = (rest, digits, behind, *others)
        if not any(plan.sure.fullmatch(one) or plan.may.fullmatch(one) for one in possible):
            return ""
    is_own = plan.own.fullmatch(digits) is not None
    if behind and not is_own:
        # The calling code is taken off where the rest then fits this region's plan; a trunk prefix may follow it.
        if plan.trunk.match(behind) or (trunk is not None and behind != rest) or not plan.own.fullmatch(behind):
            return None
        rest = behind
    if plan.sure.fullmatch(rest) and (rest is digits or not is_own or plan.own.fullmatch(rest)):
        return f"+{plan.code}{rest}"
    return None


def _rewrites(trunk: re.Match[str] | None, plan: _Plan) -> bool:
    """Whether a trunk prefix is more than taken off: its last group says what stands in its place."""
    return trunk is not None and plan.is_rewritten and (not trunk.groups() or trunk.groups()[-1] is not None)


def _behind_trunk(digits: str, plan: _Plan) -> list[str] | None:
    """What is left behind a trunk prefix, and behind a second one, which the library takes off behind a calling code.

    None: a prefix rewrites what stands behind it.
    """
    found: list[str] = []
    while len(found) < TRUNKS and (trunk := plan.trunk.match(digits)) is not None and trunk.end():
        if _rewrites(trunk, plan):
            return None
        digits = digits[trunk.end() :]
        found.append(digits)
    return found if len(found) < TRUNKS or not _rewrites(plan.trunk.match(digits), plan) else None


def is_full_abroad(digits: str) -> bool | None:
    """Whether `digits` behind a plus are valid for sure; None: ask the library."""
    for length in range(1, CALLING_CODE_MOST_DIGITS + 1):
        regions: Sequence[str] = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(_code(digits[:length]), ())
        if regions and regions[0] != "001":
            plan, rest = _plan(regions[0]), digits[length:]
            return True if plan.trunk.match(rest) is None and plan.sure.fullmatch(rest) is not None else None
    return None


@lru_cache(maxsize=65536)
def is_full(key: str) -> bool:
    """What `is_valid` says of a key, told by the plan's own pattern where that is sure."""
    return key[:1] == "+" and (is_full_abroad(line_of(key)[1:]) or is_valid(key))


def _code(digits: str) -> int:
    return int(digits) if digits.isdigit() and digits[0] != "0" else 0


def is_code(digits: str, region: str) -> bool:
    """Whether the short-number metadata of `region` knows `digits` as a code, as printed. Raises UnknownRegion."""
    if len(digits) not in _plan(region).lengths or digits[0] == "0":
        return False
    number = PhoneNumber(country_code=calling_code(region), national_number=int(digits))
    return shortnumberinfo.is_valid_short_number_for_region(number, region)
