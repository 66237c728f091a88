"""What everyone is told of a number: official, official of another provider, retired, or not listed.

Nothing else is ever said in public: a number that is not listed is not thereby false (design § 7, 9).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from directory.number import BadKey, parts_of, same_lines
from directory.printed import read_number
from publish.index import TAIL_DIGITS, Index, ListedRetired

Answer = Literal["official", "official_other_provider", "retired", "not_listed"]
# A printed number with its extension and every sign around it stays far below this.
NUMBER_CHARS = 64
# A decoded address gives `+86…` as ` 86…` where somebody took it for a form's field (WHATWG URL, urlencoded parsing).
LOST_PLUS = re.compile(r"\s+(?=\d)")
# A number without words, letters or an international prefix.
PLAIN = re.compile(r"[\d\s().\-]+")
# No key has fewer (directory.number.KEY).
LEAST_DIGITS = 2
TEL_SCHEME = re.compile(r"\s*tel:\s*", re.IGNORECASE)


class Found(NamedTuple):
    """The answer on one number.

    places: of its lines in the index; retired: its retired lines. is_exact: False where the directory has the same
    line under another key (0571-95188 for 95188, 95188 for its extension 6).
    """

    answer: Answer
    places: tuple[int, ...] = ()
    retired: tuple[ListedRetired, ...] = ()
    is_exact: bool = True


def look_up(
    index: Index, withdrawn: Collection[tuple[str, str]], text: str, country: str = "", provider: str = ""
) -> Found:
    """Say what is known of a number.

    withdrawn: (provider, key) of lines taken back since the release. text: as typed: a key, a `tel:` link, any printed form.
    country: ISO 3166 code in whose plan a national form is read; "" tries every country the directory has lines in.
    provider: id of the provider it is said to be of, "" for any. Raises UnknownRegion for a country without a plan.
    """
    keys = (text,) if _is_listed(index, text) else read_keys(text, (country,) if country else _countries(index, text))
    live, is_exact = _live(index, withdrawn, keys)
    gone = _retired(index, keys)
    own = tuple(place for place in live if not provider or index.lines[place].provider == provider)
    own_gone = tuple(line for line in gone if not provider or line.provider == provider)
    if own:
        return Found("official", own, (), is_exact)
    if own_gone:
        return Found("retired", (), own_gone)
    if live:
        return Found("official_other_provider", live, (), is_exact)
    if gone:
        return Found("retired", (), gone)
    return Found("not_listed")


def _is_listed(index: Index, text: str) -> bool:
    """Whether what was typed is the key of a line itself: the commonest question needs no reading."""
    return any(index.lines[place].key == text for place in index.places.get(text, ()))


def _countries(index: Index, text: str) -> tuple[str, ...]:
    """Countries in which a national form can be a listed line at all: each reading costs, and most end like no line there.

    All countries where words or letters stand with the digits.
    """
    if PLAIN.fullmatch(text) is None:
        return index.countries
    found: set[str] = set()
    # Behind the last dash may stand an extension.
    for part in (text, text.rpartition("-")[0]):
        digits = "".join(str(int(char)) for char in part if char.isdecimal())
        for length in range(LEAST_DIGITS, TAIL_DIGITS + 1):
            found.update(index.tails.get(digits[-length:], ()))
    return tuple(sorted(found))


@lru_cache(maxsize=16384)
def read_keys(text: str, countries: tuple[str, ...]) -> tuple[str, ...]:
    """Read a number as typed into an address: every key it may be, the likeliest first.

    A blank before a digit is also read as the plus it was (`%2B` undone once too often).
    """
    typed = TEL_SCHEME.sub("", text, count=1)
    if (key := _as_key(typed)) is not None:
        return (key,)
    candidates = [typed]
    if LOST_PLUS.match(typed):
        candidates = [LOST_PLUS.sub("+", typed, count=1), typed.strip()]
    found = (key for candidate in candidates for key in _readings(candidate, countries))
    return tuple(dict.fromkeys(found))


def _readings(text: str, countries: tuple[str, ...]) -> Iterable[str]:
    if text.lstrip(" (（[").startswith(("+", "＋")):
        # Behind a plus the country is said; asked one by one, an order of ours would choose it.
        return read_number(text, countries[:1])
    return (key for country in countries for key in read_number(text, [country]))


def _as_key(text: str) -> str | None:
    if text.startswith("+") and ";" not in text:
        # A number printed with + is read, not believed: +8695188 is CN:95188.
        return None
    try:
        parts_of(text)
    except BadKey:
        return None
    return text


def _live(index: Index, withdrawn: Collection[tuple[str, str]], keys: tuple[str, ...]) -> tuple[tuple[int, ...], bool]:
    """Places of the lines under these keys, and whether they stand under them exactly."""
    places = dict.fromkeys(place for key in keys for name in same_lines(key) for place in index.places.get(name, ()))
    if withdrawn:
        places = {place: None for place in places if _name(index, place) not in withdrawn}
    exact = tuple(place for place in places if index.lines[place].key in keys)
    return (exact, True) if exact else (tuple(places), False)


def _name(index: Index, place: int) -> tuple[str, str]:
    line = index.lines[place]
    return line.provider, line.key


def _retired(index: Index, keys: tuple[str, ...]) -> tuple[ListedRetired, ...]:
    return tuple(
        dict.fromkeys(line for key in keys for line in index.retired.get(key.partition(";")[0], ()) if line.key == key)
    )
