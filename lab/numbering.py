"""Which numbers the lab's providers bear: drawn by seed from the shapes of sites/markets.toml, none twice."""

from __future__ import annotations

import re
from random import Random

import phonenumbers

from directory.number import calling_code, is_valid
from directory.records import Record
from directory.terms import Purpose

_DRAWN = re.compile(r"\?|\[(\d)-(\d)\]|\[(\d+)\]")
_DIGITS = "0123456789"
# Enough draws to meet a free and valid number in the smallest pool (100 lines of 555-01xx, number-facts.md).
_TRIES = 2000


class Shape(Record, frozen=True):
    """One kind of line of a market. prefix: what stands before the national digits in the key; styles: how it is printed.

    nationals: patterns of national digits, "?" a drawn one, "[57]" and "[2-6]" one of these.
    """

    prefix: str
    nationals: tuple[str, ...]
    styles: tuple[str, ...]
    purposes: tuple[Purpose, ...]


class Drawn(Record, frozen=True):
    """A number of a provider: its key, its national digits, and how it may be printed."""

    key: str
    national: str
    styles: tuple[str, ...]
    purpose: Purpose

    def printed(self, chance: Random) -> str:
        """The number as one page prints it."""
        digits = iter(self.national)
        return re.sub("x", lambda _: next(digits), chance.choice(self.styles))


class NoFreeNumberError(RuntimeError):
    """A shape whose numbers are all taken or none valid: give it another pattern in sites/markets.toml."""


def draw(shape: Shape, purpose: Purpose, chance: Random, taken: set[str]) -> Drawn:
    """Draw a number that nobody has yet, and note it in `taken`. Raises NoFreeNumberError."""
    for _ in range(_TRIES):
        pattern = chance.choice(shape.nationals)
        national = _DRAWN.sub(lambda found: chance.choice(_choices(found)), pattern)
        key = shape.prefix + national
        if key not in taken and (key.startswith("CN:") or is_valid(key)):
            taken.add(key)
            return Drawn(key=key, national=national, styles=shape.styles, purpose=purpose)
    raise NoFreeNumberError(f"{shape.prefix}{shape.nationals}: no free valid number in {_TRIES} draws")


def _choices(found: re.Match[str]) -> str:
    first, last, listed = found.groups()
    return listed or (_DIGITS[int(first) : int(last) + 1] if first else _DIGITS)


def draw_abroad(region: str, chance: Random, taken: set[str]) -> Drawn:
    """Draw a line of a country's table: the library's example number of the region with its last digits drawn.

    It is printed with its plus, as such tables print. Raises NoFreeNumberError.
    """
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.FIXED_LINE)
    if example is None:
        raise NoFreeNumberError(f"{region}: the library has no example of a fixed line")
    start = phonenumbers.national_significant_number(example)
    for _ in range(_TRIES):
        national = start[:-4] + f"{chance.randrange(10000):04d}"
        key = f"+{calling_code(region)}{national}"
        if key not in taken and is_valid(key):
            taken.add(key)
            shown = phonenumbers.format_number(phonenumbers.parse(key), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
            return Drawn(key=key, national=national, styles=(shown,), purpose="general")
    raise NoFreeNumberError(f"{region}: no free valid number like {start} in {_TRIES} draws")
