"""Attacks whose number is written so that programs miss it: every family of lab.obfuscations, by what it does."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from lab.forging import Forged
from lab.markup import at_end, escape, swap
from lab.obfuscations import Family, families
from lab.spots import About, Edit, Spot, attack, on_one_page
from lab.world import Line

_TABLE: dict[str, Any] = tomllib.loads(resources.files("lab").joinpath("obfuscations.toml").read_text(encoding="utf-8"))
# Fullwidth digits are everyday writing in Chinese and Japanese (signals, S20); commas, blanks and the like between
# groups are how many countries print, labels tell nothing of the digits, and honest text holds word joiners.
_EVERYDAY = frozenset(
    {
        "fullwidth",
        "blanks",
        "blanks_wide",
        "blanks_ideographic",
        "blanks_thin",
        "blanks_unbroken",
        "hyphens_each",
        "dots_each",
        "word_joiner",
    }
)
_SIGNS = tuple(name for name in (*_TABLE["between_digits"], *_TABLE["around_digits"]) if name not in _EVERYDAY)
_ALPHABETS = tuple(name for name in _TABLE["alphabets"] if name not in _EVERYDAY)
_MARKUP = tuple(family.name for family in families() if family.is_html)
# Characters that mean digits; words that do; signs round or between the digits; markup between them.
_GROUPS = {
    "obfuscated_digits": ("digits of other alphabets or letters for them", _ALPHABETS),
    "obfuscated_signs": ("a sign between all digits or round them", _SIGNS),
    "obfuscated_words": ("digits spelled as words", tuple(_TABLE["words"])),
    "split_over_tags": ("digits split over tags, comments or character references", _MARKUP),
}
# A family of words in one language is read on pages of that language; English everywhere.
_OF_LANGUAGE = {name: name.partition("_")[0] for name in _TABLE["words"]}
_LANGUAGES = {"ja": "japanese", "es": "spanish", "hi": "hindi", "ko": "korean", "zh": "chinese"}
_FAMILIES: dict[str, Family] = {family.name: family for family in families()}


def _written(names: tuple[str, ...], *, replaces: bool) -> Edit:
    """Plant the number in a family drawn by chance: where the line stands, or as a line of its own."""

    def edit(spot: Spot, other: Forged) -> str:
        chance = spot.scene.chance
        spoken = ("english", _LANGUAGES.get(spot.page.language, "english"))
        fitting = [name for name in names if _OF_LANGUAGE.get(name, "english") in spoken]
        family = _FAMILIES[chance.choice(fitting)]
        plain = family.write(other.printed, chance)
        written = plain if family.is_html else escape(plain)
        if replaces:
            return swap(spot.html, spot.line, Forged(other.key, written), {"text"})
        return at_end(spot.html, f"<p>{spot.put('hotline', written)}</p>")

    return edit


def _is_at_home(line: Line, _html: str) -> bool:
    """A table of countries prints its numbers with their plus, which most disguises have no place for."""
    return not line.printed.startswith("+")


OPERATORS = (
    *(
        attack(
            About(name, f"a number added in {words}", "S20 T2", tags=("visible", "added")),
            on_one_page(_written(names, replaces=False), replaces=False, fits=_is_at_home),
        )
        for name, (words, names) in _GROUPS.items()
    ),
    *(
        attack(
            About(f"{name}_swapped", f"the line replaced by a number in {words}", "S20 T2", tags=("visible", "swap")),
            on_one_page(_written(names, replaces=True), fits=_is_at_home),
        )
        for name, (words, names) in _GROUPS.items()
    ),
)
