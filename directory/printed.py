"""From what is printed to number keys: how callers in each region would dial it.

A grouping 1-8xx-xxx-xxxx reads as North American first, because other plans read a personal mobile into it, but
where a region has toll-free lines of that very shape its own reading stands first (docs/decisions/0003).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, shortnumberinfo

from directory.number import (
    CHINESE_AREA_AND_CODE,
    CODE_MOST_DIGITS,
    calling_code,
    is_valid,
    number_type,
    parts_of,
    with_ext,
)
from directory.plans import full_number, is_code, is_full_abroad

# ITU-T E.164, 6: at most 15 digits. Below 7 digits nothing dialled with + exists but country codes and codes.
E164_MOST_DIGITS = 15
E164_LEAST_DIGITS = 7
# The longest national line that fails the metadata and is still dialled: 12123 and its four-digit branches,
# 95102xx, 0 + area + 8 digits written by mistake (number facts, Shapes).
NATIONAL_LEAST_DIGITS = 3
NATIONAL_MOST_DIGITS = 13
NORTH_AMERICAN_TOLL_FREE = re.compile(r"1(?:800|833|844|855|866|877|888)[2-9]\d{6}")
# Behind the free-call prefix either three and four signs, or a vanity word cut anywhere: 1-800-MY-APPLE.
NORTH_AMERICAN_GROUPING = re.compile(
    r"\(?1\)?[-.\s\u2010-\u2015]*\(?8\d\d\)?[-.\s\u2010-\u2015]+"
    r"(?:\w{3}[-.\s\u2010-\u2015]?\w{4}|(?=[^A-Z]*[A-Z])[A-Z0-9]+(?:[-.\s\u2010-\u2015][A-Z0-9]+){0,3})"
)
# 95102xx and 95163xxx of firms, 1008611 of a carrier, 121232303 of a branch of the police (number facts, Shapes): no area
# begins so with so few digits behind it.
CHINESE_LONG_CODE = re.compile(r"95\d{5,6}|1[0-2]\d{5,7}")
PROVINCIAL_CODE = re.compile(r"96\d{3,4}")
EXTENSION = re.compile(
    r"(?:(?<=[\d\s)）])|(?<=[A-Z]))[\s,，;；(（-]*(?:转接?|轉接?|分机号?|分機號?|内线|內線|内線|按|内选|내선|"
    r"ext(?:ension|n)?\.?|x|#|доб\.?|poste|durchwahl|anexo|ramal|int\.|;ext=|,{1,3}|，)[\s:：.]*"
    r"(\d{1,6})[\s)）#]*(?:键|鍵)?[\s)）]*$",
    re.IGNORECASE,
)
DASH_TAIL = re.compile(r"^(.*\d)\s*[-\u2010-\u2015－—]\s*(\d{1,6})$")
# +49 (0) 40: the zero is dialled inside the country only.
TRUNK_ZERO = re.compile(r"^(\s*\+[0-9 .-]{1,5})\(0\)")
# What callers dialled before a national number until its plan changed, as pages still print it. Mexico, 3 August 2019: 01 for
# long distance, 044 and 045 for mobiles (Instituto Federal de Telecomunicaciones, Plan Técnico Fundamental de Numeración).
FORMER_TRUNKS = {"MX": re.compile(r"0(?:1|44|45)(?=[0-9]{10}$)")}
# RFC 3966, 5.1.5: a local number names the code of the country, and of the area, that it is dialled in.
LOCAL_LINK = re.compile(r"(?P<digits>\d+)(?:;ext=(?P<ext>\d{1,6}))?;phone-context=\+(?P<context>\d{1,8})(?:;.*)?")
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def read_number(text: str, regions: Sequence[str]) -> list[str]:
    """Read one phone number the way callers in each of `regions` would dial it.

    text: as printed, one number, an extension allowed; digits of any script; letters are keypad letters where a digit stands with them.
    regions: ISO 3166 two-letter codes, tried in this order for national forms.
    Returns keys, the preferred one first; [] when no region can dial it.
    Raises UnknownRegion for a code the numbering plan lacks ("UK" is not one).
    Source: ITU-T E.164; short codes are national and are kept as printed (design, 4).
    """
    printed = TRUNK_ZERO.sub(r"\1", _ascii(text))
    local = LOCAL_LINK.fullmatch(printed)
    if local is not None:
        return _local(local["digits"], local["ext"] or "", local["context"], regions)
    explicit = EXTENSION.search(printed)
    if explicit is not None:
        return _all_readings(printed[: explicit.start()], tuple(regions), explicit[1])
    tail = DASH_TAIL.match(printed)
    if tail is not None:
        whole = _all_readings(printed, tuple(regions), "")
        if any(is_valid(key) for key in whole):
            return whole
        head = _all_readings(tail[1], tuple(regions), "")
        if head and _is_complete(head[0]):
            return [with_ext(key, tail[2]) for key in head]
        return whole
    return _all_readings(printed, tuple(regions), "")


def _local(digits: str, ext: str, context: str, regions: Sequence[str]) -> list[str]:
    """Readings of a number that a link gives with the plan it is dialled in: 96588 in +86571."""
    for length in range(1, len(context) + 1):
        code, area = int(context[:length]), context[length:]
        region = next((region for region in regions if calling_code(region) == code), "")
        region = region or phonenumbers.region_code_for_country_code(code)
        if region not in ("ZZ", "001"):
            return read_number(f"{f'0{area}' if area else ''}{digits}{f';ext={ext}' if ext else ''}", [region])
    return []


def _ascii(text: str) -> str:
    """The text with digits of every script as 0-9 and the full-width plus as +."""
    if text.isascii():
        return text.strip()
    return "".join(
        str(int(char)) if char.isdecimal() else "+" if char == "\uff0b" else char
        for char in text  # noqa: RUF100
    ).strip()


def _is_complete(key: str) -> bool:
    """Whether a key stands for a whole line, so that what follows a dash is its extension."""
    parts = parts_of(key)
    if not parts.country:
        return is_valid(key)
    number = PhoneNumber(country_code=calling_code(parts.country), national_number=int(parts.digits))
    return len(parts.digits) > NATIONAL_LEAST_DIGITS and shortnumberinfo.is_valid_short_number_for_region(
        number, parts.country
    )


def _all_readings(printed: str, regions: tuple[str, ...], ext: str) -> list[str]:
    for region in regions:
        calling_code(region)
    if not any(map(str.isdecimal, printed)):
        return []
    letters = printed.upper()
    digits = "".join(char for char in letters.translate(KEYPAD) if char.isdecimal())
    has_plus = printed.lstrip(" (（[").startswith("+")
    is_grouped = NORTH_AMERICAN_GROUPING.fullmatch(letters.strip()) is not None
    return [with_ext(key, ext) for key in read_digits(digits, regions, has_plus, is_grouped)]


def read_digits(digits: str, regions: tuple[str, ...], has_plus: bool, is_grouped: bool) -> tuple[str, ...]:
    """Keys for a number taken apart already, as `read_number` gives them.

    digits: 0-9 only; is_grouped: printed in groups of 1, 3, 3 and 4 as North Americans do.
    """
    if has_plus:
        keys = _international(digits)
        # +86 64051516 on a Chinese page lost its area, and is no +1 866 405 1516 that lost its one.
        is_own = len(keys) > 1 and any(digits.startswith(str(calling_code(region))) for region in regions[:1])
        return keys[::-1] if is_own else keys
    return _national(digits, regions, is_grouped and NORTH_AMERICAN_TOLL_FREE.fullmatch(digits) is not None)


@lru_cache(maxsize=65536)
def _international(digits: str) -> tuple[str, ...]:
    """Readings of digits that were printed behind a plus or an international prefix."""
    if is_full_abroad(digits) and len(digits) <= E164_MOST_DIGITS:
        return (_provincial("+" + digits) or "+" + digits,)
    try:
        number = phonenumbers.parse("+" + digits, None)
    except NumberParseException:
        number = None
    if number is not None and len(digits) <= E164_MOST_DIGITS + 1:
        if phonenumbers.is_valid_number(number) and len(_e164(number)) <= E164_MOST_DIGITS + 1:
            return (_provincial(_e164(number)) or _e164(number),)
        region = phonenumbers.region_code_for_country_code(number.country_code or 0)
        national = digits[len(str(number.country_code)) :]
        # A code behind a plus is written wrongly and still names the code: never `+8695188`.
        is_code = NATIONAL_LEAST_DIGITS <= len(national) <= CODE_MOST_DIGITS
        if region not in ("ZZ", "001") and (is_code or (region == "CN" and CHINESE_LONG_CODE.fullmatch(national))):
            return (f"{region}:{national}",)
    if NORTH_AMERICAN_TOLL_FREE.fullmatch(f"1{digits}"):
        # +844 555 0199: the 1 behind the plus was left out (number facts, Elsewhere); no country has the number as printed.
        return (f"+1{digits}", f"+{digits}")
    if E164_LEAST_DIGITS <= len(digits) <= E164_MOST_DIGITS and digits[0] != "0":
        return ("+" + digits,)
    return ()


@lru_cache(maxsize=65536)
def _national(digits: str, regions: tuple[str, ...], is_north_american: bool) -> tuple[str, ...]:
    """Readings of digits printed without a plus: those a region's plan knows, else as the first region's own."""
    found: list[str] = []
    for region in regions:
        found += [key for key in _in_region(digits, region) if key not in found]
    if is_north_american:
        american = f"+{digits}"
        is_local_toll_free = bool(found) and found[0] != american and number_type(found[0]) == "toll_free"
        found = [key for key in found if key != american]
        found.insert(1 if is_local_toll_free else 0, american)
    if not found and digits.startswith("00"):
        found += [key for key in _international(digits[2:]) if is_valid(key)]
    if not found and regions and NATIONAL_LEAST_DIGITS <= len(digits) <= NATIONAL_MOST_DIGITS:
        found.append(f"{regions[0]}:{digits}")
    return tuple(found)


def _in_region(digits: str, region: str) -> list[str]:
    """The readings that one region's plan knows, full numbers before codes."""
    if region in FORMER_TRUNKS:
        digits = FORMER_TRUNKS[region].sub("", digits)
    key = _full_key(digits, region)
    provincial = _provincial(key)
    if provincial and key == f"+86{digits}":
        # Eight digits and no trunk zero are a line of the own area: 29966135, not 029-966135.
        return []
    # German metadata calls eighteen digits valid; nothing on a network dials them.
    if key and len(key) <= E164_MOST_DIGITS + 1:
        return [provincial or key]
    if is_code(digits, region):
        return [f"{region}:{digits}"]
    code = str(calling_code(region))
    national = digits[len(code) :]
    # 86-95188 and 8640…: the country's code without its plus; the library reads the first as a number of its own.
    if digits.startswith(code) and len(national) > NATIONAL_LEAST_DIGITS:
        found = _in_region(national, region) or _in_region(f"0{national}", region)
        return [key for key in found if code != "1"]
    return []


def _full_key(digits: str, region: str) -> str:
    """The key of a number that the region's full metadata calls valid, "" for every other."""
    known = full_number(digits, region)
    if known is not None:
        return known
    number = _parse(digits, region)
    return _e164(number) if number is not None and phonenumbers.is_valid_number(number) else ""


def _provincial(key: str) -> str:
    """`CN-571:96588` for a 96 code with its area code: the area is part of what it means."""
    area_and_code = CHINESE_AREA_AND_CODE.fullmatch(key[3:]) if key.startswith("+86") else None
    if area_and_code is None or PROVINCIAL_CODE.fullmatch(area_and_code[2]) is None:
        return ""
    return f"CN-{area_and_code[1]}:{area_and_code[2]}"


def _parse(digits: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except NumberParseException:
        return None


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
