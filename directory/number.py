"""One phone number and its key: the identity that the directory, every sighting and every release share.

A number is what a caller dials, so the library's validity is a property here, never a gate: about a tenth of
real Chinese hotlines fail every library check (design, 4). Key forms:

    +864006668800   the full metadata of a region calls it valid, or it was printed with + or 00
    CN:95188        all else, as printed: short codes, sub-numbers of a code, national service lines
    CN-571:96588    a code that belongs to a province, where its area is known
    …;ext=6         any of them with a sub-line or a menu key
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType, enable_pattern_cache, shortnumberinfo

# A directory of many countries needs more of the metadata's patterns than `re` keeps (512): compiling them again took a
# third of a night without changes (67 providers, 3,160 lines).
enable_pattern_cache()

# Of a country (ITU-T E.164, 6.2.1), and the least the library takes for a number behind one.
CALLING_CODE_MOST_DIGITS = 3
NATIONAL_LEAST_DIGITS = 2
# Codes are 3 to 6 digits in every plan we list (number facts, Elsewhere).
CODE_MOST_DIGITS = 6

# Area code and a code of the national or provincial series: 0571-95188, +86-10-12315 (number facts, China).
CHINESE_AREA_AND_CODE = re.compile(r"(10|2\d|[3-9]\d\d)(9[56]\d{3,4}|1(?!0\d{4})\d{4})")
KEY = re.compile(
    r"(?:\+(?P<e164>\d{3,15})|(?P<country>[A-Z]{2})(?:-(?P<area>\d{1,5}))?:(?P<national>\d{2,15}))(?:;ext=(?P<ext>\d{1,6}))?",
    re.ASCII,
)

TYPES = {
    PhoneNumberType.FIXED_LINE: "fixed_line",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_line_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.VOICEMAIL: "voicemail",
}


class BadKey(ValueError):  # noqa: N818 - named as what came
    """A text that is no number key."""


class UnknownRegion(ValueError):  # noqa: N818 - named as what came
    """A region the numbering plan does not know."""


class Parts(NamedTuple):
    """A key taken apart. `country` is "" for +keys; `digits` are without +, area and extension."""

    digits: str
    country: str
    area: str
    ext: str


@lru_cache(maxsize=65536)
def parts_of(key: str) -> Parts:
    """Take a key apart. Raises BadKey for a text that is none."""
    match = KEY.fullmatch(key)
    if match is None:
        raise BadKey(f"number key {key!r}: expected '+' and digits, or a country, ':' and digits, as in 'CN:95188'")
    return Parts(match["e164"] or match["national"], match["country"] or "", match["area"] or "", match["ext"] or "")


@lru_cache(maxsize=65536)
def core_digits(key: str) -> str:
    """The digits that stand on a page however the number is printed there: no +, country, trunk 0, area of a code or ext."""
    number = _parsed(key)
    return parts_of(key).digits if number is None else str(number.national_number)


def line_of(key: str) -> str:
    """The key without its extension: the line that rings."""
    return key.partition(";")[0]


def ext_of(key: str) -> str:
    """The extension or menu key, "" when the key has none."""
    return parts_of(key).ext


def with_ext(line: str, ext: str) -> str:
    """`line` with the extension `ext`; "" leaves it as it is."""
    return f"{line};ext={ext}" if ext else line


@lru_cache(maxsize=65536)
def _parsed(key: str) -> PhoneNumber | None:
    """The library's record of a +key, None for a key that it does not read."""
    if not key.startswith("+"):
        return None
    digits = line_of(key)[1:]
    # Most keys are a country's code and what stands behind it: the library takes twenty times as long to see it.
    for length in range(1, CALLING_CODE_MOST_DIGITS + 1) if KEY.fullmatch(key) and digits[0] != "0" else ():
        code, rest = int(digits[:length]), digits[length:]
        if code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            if len(rest) < NATIONAL_LEAST_DIGITS or _trunk_of(code).match(rest) is not None:
                break
            zeros = min(len(rest) - len(rest.lstrip("0")), len(rest) - 1)
            return PhoneNumber(
                country_code=code,
                national_number=int(rest),
                italian_leading_zero=True if zeros else None,
                number_of_leading_zeros=zeros if zeros > 1 else None,
            )
    try:
        return phonenumbers.parse(f"+{digits}", None)
    except NumberParseException:
        return None


@cache
def _trunk_of(code: int) -> re.Pattern[str]:
    """What may stand in front of a national number where a calling code is dialled, and is no part of it."""
    region = phonenumbers.region_code_for_country_code(code)
    metadata = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    prefix = metadata.national_prefix_for_parsing if metadata is not None else None
    return re.compile(prefix or r"(?!)")


@lru_cache(maxsize=65536)
def country_of(key: str) -> str:
    """ISO 3166 code of the country whose plan holds the number, "" when a +key names none (as +800)."""
    parts = parts_of(key)
    if parts.country:
        return parts.country
    number = _parsed(key)
    if number is None:
        return ""
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code or 0
    )
    return "" if region in ("ZZ", "001") else region


@lru_cache(maxsize=65536)
def number_type(key: str) -> str:
    """What kind of line a caller reaches: `mobile`, `toll_free`, `premium`, …; `short`, `emergency` or `unknown`.

    Source: the library's metadata, which knows nothing of resale blocks and calls every 95xxx code valid.
    """
    parts = parts_of(key)
    if parts.country:
        number = PhoneNumber(country_code=calling_code(parts.country), national_number=int(parts.digits))
        if shortnumberinfo.is_emergency_number(parts.digits, parts.country):
            return "emergency"
        is_short = len(parts.digits) <= CODE_MOST_DIGITS or shortnumberinfo.is_valid_short_number_for_region(
            number, parts.country
        )
        return "short" if is_short else "unknown"
    parsed = _parsed(key)
    return "unknown" if parsed is None else TYPES.get(phonenumbers.number_type(parsed), "unknown")


@lru_cache(maxsize=65536)
def is_valid(key: str) -> bool:
    """Whether the full metadata calls a +key valid; False for every other key."""
    number = _parsed(key)
    return number is not None and phonenumbers.is_valid_number(number)


@lru_cache(maxsize=65536)
def dial_from_abroad(key: str) -> bool | None:
    """Whether a caller abroad can dial it as its key says: False for codes, None when nobody can tell.

    Toll-free and shared-cost lines may or may not answer callers abroad: the metadata marks only some.
    """
    if not key.startswith("+"):
        return False
    number = _parsed(key)
    if number is None or not phonenumbers.is_valid_number(number):
        return None
    if not phonenumbers.can_be_internationally_dialled(number):
        return False
    return True if number_type(key) in ("fixed_line", "mobile", "fixed_line_or_mobile") else None


def tel_uri(key: str) -> str:
    """The key as a `tel:` link. Source: RFC 3966, 5.1.4 and 5.1.5."""
    parts = parts_of(key)
    ext = f";ext={parts.ext}" if parts.ext else ""
    if not parts.country:
        return f"tel:+{parts.digits}{ext}"
    return f"tel:{parts.digits}{ext};phone-context=+{calling_code(parts.country)}{parts.area}"


@lru_cache(maxsize=65536)
def print_number(key: str) -> str:
    """The number as people write it: `+86 400 666 8800`, `95188`, `95188 ext. 6`, `0571-96588`."""
    parts = parts_of(key)
    if parts.country:
        shown = f"0{parts.area}-{parts.digits}" if parts.area else parts.digits
    else:
        number = _parsed(key)
        international = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        shown = f"+{parts.digits}" if number is None else phonenumbers.format_number(number, international)
    return f"{shown} ext. {parts.ext}" if parts.ext else shown


@lru_cache(maxsize=65536)
def national_digits(key: str) -> str:
    """The digits people of the country print for a +key, its zero included: `02025550123`; "" for other keys."""
    number = _parsed(key)
    if number is None:
        return ""
    return "".join(filter(str.isdigit, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)))


@lru_cache(maxsize=65536)
def related(key: str) -> tuple[str, ...]:
    """Other keys under which the same line is written; never to be merged with it silently.

    `+8657195188` → `CN:95188`; `CN-571:96588` → `CN:96588`; a key with an extension → its line; a whole line outside its
    plan → the same behind its country's code.
    """
    parts = parts_of(key)
    found = []
    if parts.ext:
        found.append(line_of(key))
    if parts.area:
        found.append(f"{parts.country}:{parts.digits}")
    if not parts.country and parts.digits.startswith("86"):
        area_and_code = CHINESE_AREA_AND_CODE.fullmatch(parts.digits[2:])
        if area_and_code is not None:
            found.append(f"CN:{area_and_code[2]}")
    if not parts.ext and len(parts.digits) > CODE_MOST_DIGITS and (abroad := _with_code(key)):
        found.append(abroad)
    return tuple(found)


@lru_cache(maxsize=65536)
def same_lines(key: str) -> tuple[str, ...]:
    """The key and the other keys under which the same line is written."""
    return tuple(dict.fromkeys((key, line_of(key), *related(key), *related(line_of(key)))))


def are_related(one: str, other: str) -> bool:
    """Whether two keys write one line, or a line and its sub-line."""
    return one == other or other in related(one) or one in related(other)


def transformation(was: str, now: str) -> str:
    """The name of the change of notation that leads from one key to the other, "" when there is none.

    A whole site that moves from `95188` to `0571-95188` changes its notation once, not each of its lines.
    """
    if was == now:
        return ""
    if line_of(was) == line_of(now):
        if not ext_of(was):
            return "extension_added"
        return "extension_removed" if not ext_of(now) else ""
    if _with_code(was) == now:
        return "country_code_added"
    if _with_code(now) == was:
        return "country_code_removed"
    if was in related(now):
        return "area_code_added"
    return "area_code_removed" if now in related(was) else ""


def _with_code(key: str) -> str:
    """A national key behind its country's code, "" for one that has it."""
    parts = parts_of(key)
    return f"+{calling_code(parts.country)}{parts.digits.lstrip('0')}" if parts.country and not parts.area else ""


@lru_cache(maxsize=512)
def calling_code(region: str) -> int:
    """The code behind the plus of a region's numbers. Raises UnknownRegion."""
    code = phonenumbers.country_code_for_region(region)
    if not code:
        hint = "; the United Kingdom is 'GB'" if region == "UK" else ""
        raise UnknownRegion(f"region {region!r}: expected an ISO 3166 two-letter code in capitals{hint}")
    return code
