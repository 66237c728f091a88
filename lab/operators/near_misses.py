"""Attacks that plant a number which readers take for the true one: a slip away, re-ordered, in another plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import phonenumbers

from directory.number import is_valid, parts_of
from lab.forging import Forged, keys_of, with_last_digits
from lab.markup import swap
from lab.spots import About, Change, Done, Scene, Spot, attack, spots
from lab.world import Line
from verifier.look_alike import LEAST_DIGITS, national_digits

# Of a national number, ways to miss it.
Slip = Callable[[str, Random], Iterator[str]]
_DIGITS = "0123456789"
_LAST_GROUP = 4
_MOST_TRIES = 40
# 400 and seven digits: the shell that is put round a code of five or six.
_SHELL, _SHELL_DIGITS = "400", 7
_OTHER_CODES = ("1", "44", "61", "855", "63", "234")


def substitution(digits: str, chance: Random) -> Iterator[str]:
    """The digits with one of the last four changed."""
    at = chance.randrange(len(digits) - _LAST_GROUP, len(digits))
    yield digits[:at] + chance.choice(_DIGITS.replace(digits[at], "")) + digits[at + 1 :]


def _swap_of_two(digits: str, chance: Random) -> Iterator[str]:
    at = chance.randrange(len(digits) - _LAST_GROUP, len(digits) - 1)
    yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _block_swap(digits: str, _chance: Random) -> Iterator[str]:
    yield digits[:-6] + digits[-3:] + digits[-6:-3]
    yield digits[:-7] + digits[-4:] + digits[-7:-4]


def _reordered(digits: str, chance: Random) -> Iterator[str]:
    last = list(digits[-_LAST_GROUP:])
    chance.shuffle(last)
    yield digits[:-_LAST_GROUP] + "".join(last)


def _lost(digits: str, chance: Random) -> Iterator[str]:
    at = chance.randrange(4, len(digits))
    yield digits[:at] + digits[at + 1 :]


def _doubled(digits: str, chance: Random) -> Iterator[str]:
    at = chance.randrange(4, len(digits))
    yield digits[:at] + digits[at] + digits[at:]


def _slipped(slip: Slip) -> Change:
    """Swap a line of ten digits or more for one that is a slip away, everywhere on a page."""

    def change(scene: Scene) -> Done | None:
        for spot in spots(scene):
            other = near(spot.line, slip, scene)
            html = swap(spot.html, spot.line, other) if other is not None else spot.html
            if other is not None and html != spot.html:
                return Done(spot.answer(html), other.key, spot.line.key, spot.page.url)
        return None

    return change


def near(line: Line, slip: Slip, scene: Scene) -> Forged | None:
    """A number that is a slip away from a line of ten digits or more; None where that gives no number."""
    national = national_digits(line.key)
    if not line.key.startswith("+") or len(national) < LEAST_DIGITS or ";" in line.key:
        return None
    for _ in range(_MOST_TRIES):
        for new in slip(national, scene.chance):
            key = line.key[: -len(national)] + new
            if new == national or key in keys_of(scene.one):
                continue
            if len(new) == len(national) and is_valid(key):
                return Forged(key, with_last_digits(line.printed, new))
            if len(new) != len(national) and national.startswith(_SHELL) and line.key.startswith("+86"):
                return Forged(f"CN:{new}", f"{new[:3]}-{new[3:6]}-{new[6:]}")
    return None


def _other_country(scene: Scene) -> Done | None:
    """The national digits of the line behind another country's code."""
    for spot in spots(scene):
        national = national_digits(spot.line.key)
        codes = [
            code for code in _OTHER_CODES if f"+{code}{national}" != spot.line.key and _is_possible(code, national)
        ]
        if spot.line.key.startswith("+") and len(national) >= LEAST_DIGITS and codes:
            code = scene.chance.choice(codes)
            other = Forged(f"+{code}{national}", f"+{code} {national}")
            return _done(spot, other)
    return None


def _is_possible(code: str, national: str) -> bool:
    """Whether numbers of a country may be so long: nobody dials one that is not."""
    return phonenumbers.is_possible_number(phonenumbers.parse(f"+{code}{national}"))


def _shell(scene: Scene) -> Done | None:
    """A 400 number that carries the code of the line."""
    for spot in spots(scene, fits=lambda line, _: line.key.startswith("CN:")):
        parts = parts_of(spot.line.key)
        if parts.country == "CN" and len(parts.digits) in (5, 6):
            pad = "".join(scene.chance.choice(_DIGITS) for _ in range(_SHELL_DIGITS - len(parts.digits)))
            national = _SHELL + scene.chance.choice((pad + parts.digits, parts.digits + pad))
            if is_valid(f"+86{national}"):
                return _done(spot, Forged(f"+86{national}", f"{national[:3]}-{national[3:]}"))
    return None


def _done(spot: Spot, other: Forged) -> Done | None:
    html = swap(spot.html, spot.line, other)
    return Done(spot.answer(html), other.key, spot.line.key, spot.page.url) if html != spot.html else None


_TAGS = ("visible", "swap")
OPERATORS = (
    attack(About("near_substitution", "one of the last digits is another", "S37", tags=_TAGS), _slipped(substitution)),
    attack(About("near_swap", "two neighbouring digits change places", "S37", tags=_TAGS), _slipped(_swap_of_two)),
    attack(About("near_block_swap", "two groups of digits change places", "S37", tags=_TAGS), _slipped(_block_swap)),
    attack(
        About("near_last_group", "the last four digits in another order", "T3 S37", tags=_TAGS), _slipped(_reordered)
    ),
    attack(About("near_lost_digit", "a 400 number lacks a digit", "S16 S37", tags=_TAGS), _slipped(_lost)),
    attack(About("near_doubled_digit", "a 400 number has a digit twice", "S16 S37", tags=_TAGS), _slipped(_doubled)),
    attack(
        About("near_other_country", "the same digits behind another country's code", "S37", tags=_TAGS), _other_country
    ),
    attack(About("shell_round_code", "a 400 number that carries the provider's code", "S37", tags=_TAGS), _shell),
)
