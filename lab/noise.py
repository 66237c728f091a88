"""What stands on a page beside its numbers and is none: dates, order numbers, prices, tokens; the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from lab.world import Line

# The lab's first night; pages were last touched in the year before.
FIRST_DAY = date(2026, 3, 2)
_DATES = {
    "zh": "{0.year}年{0.month}月{0.day}日",
    "ja": "{0.year}年{0.month}月{0.day}日",
    "ko": "{0.year}년 {0.month}월 {0.day}일",
    "en": "{0.day}/{0.month:02d}/{0.year}",
    "hi": "{0.day}-{0.month:02d}-{0.year}",
    "es": "{0.day}/{0.month:02d}/{0.year}",
}


class Noise:
    """Draws what surrounds the numbers of one page. lines are given out in turn where a sentence asks for a {number}."""

    def __init__(self, chance: Random, language: str, name: str) -> None:
        self._chance = chance
        self._language = language
        self._name = name
        self._given = 0
        self._build = f"{chance.getrandbits(32):08x}"

    def pick(self, choices: Sequence[str]) -> str:
        """One of some texts."""
        return self._chance.choice(choices)

    def date(self) -> str:
        """A day of the last year, as the language writes it."""
        return _DATES[self._language].format(FIRST_DAY - timedelta(days=self._chance.randrange(365)))

    def order(self) -> str:
        """An order or filing number of 8 to 16 digits."""
        return "2" + "".join(self._chance.choice("0123456789") for _ in range(self._chance.choice((7, 9, 11, 13, 15))))

    def price(self) -> str:
        """An amount."""
        return f"{self._chance.randrange(10, 9000)}.{self._chance.randrange(100):02d}"

    def clock(self) -> str:
        """A time of day."""
        return f"{self._chance.randrange(8, 23)}:{self._chance.choice(('00', '15', '30'))}"

    def count(self) -> int:
        """A small count."""
        return self._chance.randrange(3, 90)

    def token(self) -> str:
        """A token of 32 hex digits."""
        return f"{self._chance.getrandbits(128):032x}"

    def build(self) -> str:
        """The page's build: 8 hex digits, the same all over the page."""
        return self._build

    def stamp(self) -> int:
        """A Unix time in milliseconds."""
        return 1_772_000_000_000 + self._chance.randrange(10**9)

    def fill(self, text: str, lines: Sequence[Line] = ()) -> str:
        """The text with its gaps filled; each {number} takes the next of `lines`, the first again after the last.

        Without lines, a text that asks for a number is left out: "".
        """
        if "{number}" in text and not lines:
            return ""
        number = ""
        if "{number}" in text:
            number = lines[self._given % len(lines)].printed
            self._given += 1
        return text.format(
            name=self._name,
            number=number,
            date=self.date(),
            order=self.order(),
            price=self.price(),
            clock=self.clock(),
        )
