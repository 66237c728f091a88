"""The numbers that operators plant: drawn by seed from forging.toml, never a line of the provider they are planted on."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from random import Random
from typing import NamedTuple

import msgspec

from directory.number import country_of, is_valid, parts_of, print_number
from directory.records import Record
from lab.world import LabProvider, Line

_DRAWN = re.compile(r"\?|\[([^\]]+)\]")
_SPAN = re.compile(r"(\d)-(\d)")
# Enough draws to meet a free, valid number in the smallest range, 100 lines of 555-01xx.
_TRIES = 200
# Numbers set aside for fiction differ in their last two or three digits (forging.toml).
_FREE_DIGITS = 3
_FREE_DIGITS_OF_555 = 2


class Range(Record, frozen=True):
    """Numbers of one kind. prefix + national digits is the key; styles: how they are printed."""

    prefix: str
    nationals: tuple[str, ...]
    styles: tuple[str, ...]


class Forged(NamedTuple):
    """A number to plant: its key, as a page prints it, and as a link or structured data gives it."""

    key: str
    printed: str

    @property
    def dial(self) -> str:
        """The digits of a link: with the plus where the key has one."""
        return self.key.partition(";")[0].rpartition(":")[2]


def forge(kind: str, line: Line, one: LabProvider, chance: Random) -> Forged | None:
    """A number of a kind (a table of forging.toml) to stand in for a line; None where its country has none.

    "ordinary" always has one: where no range is listed, the line's own with other last digits. "foreign" is of a
    country that the provider does not serve. Where the line is printed with its plus, so is the forged number.
    """
    tables = _ranges()[kind]
    country = _abroad(one, chance) if kind == "foreign" else country_of(line.key)
    ranges = tables.get(country, ())
    own = keys_of(one)
    for _ in range(_TRIES if ranges else 0):
        found = _drawn(chance.choice(ranges), chance)
        if found.key not in own and (found.key.startswith("CN:") or is_valid(found.key)):
            return Forged(found.key, print_number(found.key)) if line.printed.startswith("+") else found
    return altered(line, one, chance) if kind == "ordinary" else None


def altered(line: Line, one: LabProvider, chance: Random) -> Forged | None:
    """The line with its last digits drawn anew, as many as it has, in the same writing; None where it cannot be told.

    All of them differ, so that it is no near miss of the line.
    """
    digits = "".join(filter(str.isdigit, line.printed))
    count = _FREE_DIGITS_OF_555 if "55501" in digits else _FREE_DIGITS
    old = digits[-count:]
    if not line.key.endswith(old) or not line.printed.endswith(old[-1]):
        return None
    for _ in range(_TRIES):
        new = "".join(chance.choice([other for other in "0123456789" if other != digit]) for digit in old)
        key = line.key[: -len(old)] + new
        if sorted(new) != sorted(old) and key not in keys_of(one) and (not is_valid(line.key) or is_valid(key)):
            return Forged(key, with_last_digits(line.printed, new))
    return None


def with_last_digits(printed: str, new: str) -> str:
    """A printed number with its last digits replaced, its signs where they were."""
    rest = list(new)
    chars = [rest.pop() if rest and char.isdigit() else char for char in reversed(printed)]
    return "".join(reversed(chars))


def keys_of(one: LabProvider) -> frozenset[str]:
    """The keys of all lines that a provider's pages give as its own."""
    return frozenset(line.key for page in one.pages for line in page.lines)


def kinds() -> tuple[str, ...]:
    """The kinds of number that forging.toml lists."""
    return tuple(_ranges())


def sample_line(country: str) -> Line | None:
    """A line as the country's look, for a page that has none; None where forging.toml lists no ordinary one."""
    ranges = _ranges()["ordinary"].get(country, ())
    if not ranges:
        return None
    national = _DRAWN.sub("0", ranges[0].nationals[0])
    return Line(key=ranges[0].prefix + national, printed=national)


def reported_keys() -> tuple[str, ...]:
    """The numbers that the lab's report list names as false, sorted: what the program imports before the first night."""
    return tuple(
        sorted(
            one.prefix + national
            for ranges in _ranges()["reported"].values()
            for one in ranges
            for national in one.nationals
        )
    )


def _abroad(one: LabProvider, chance: Random) -> str:
    served = {one.provider.country, *(region for page in one.provider.pages for region in page.regions)}
    served |= {country_of(key) for key in keys_of(one)}
    others = sorted(_ranges()["foreign"].keys() - served)
    return chance.choice(others) if others else ""


def _drawn(shape: Range, chance: Random) -> Forged:
    national = _DRAWN.sub(lambda found: chance.choice(_choices(found[1])), chance.choice(shape.nationals))
    fitting = [style for style in shape.styles if style.count("x") == len(national)]
    rest = iter(national)
    printed = re.sub("x", lambda _: next(rest), chance.choice(fitting)) if fitting else national
    key = shape.prefix + national
    parts_of(key)
    return Forged(key, printed)


def _choices(listed: str | None) -> str:
    if listed is None:
        return "0123456789"
    return _SPAN.sub(lambda span: "".join(map(str, range(int(span[1]), int(span[2]) + 1))), listed)


@functools.cache
def _ranges() -> dict[str, dict[str, tuple[Range, ...]]]:
    """Kind → country → its ranges. Raises msgspec.ValidationError with the place of what is wrong."""
    text = resources.files("lab").joinpath("forging.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, dict[str, tuple[Range, ...]]])
