"""Write a number so that programs miss it: each family is one way, a pure function of the number and a seed.

The digits that a reader dials never change. The table of benchmarks/obfuscations.py shows how many of them are read.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from random import Random
from typing import Any, NamedTuple

_TABLE: dict[str, Any] = tomllib.loads(resources.files("lab").joinpath("obfuscations.toml").read_text(encoding="utf-8"))
_GROUP_EDGE = re.compile(r"[^0-9+]+")
_WORD_COUNTS = {2: "double", 3: "triple"}
_REPEATED = re.compile(r"(\d)\1{1,2}|\d")
_ANY = re.compile(r".*")
_FREE_CALL = re.compile(r"1-8(?:00|33|44|55|66|77|88)-.*")
RIGHT_TO_LEFT, END_OF_DIRECTION = "\u202e", "\u202c"

Write = Callable[[str, Random], str]


class Family(NamedTuple):
    """One way of writing. label: what it does to the words before the number. is_html: the result is markup.

    fits: the numbers, as printed, that can be written so.
    """

    name: str
    write: Write
    label: Write
    is_html: bool = False
    fits: re.Pattern[str] = _ANY


class Planted(NamedTuple):
    """A sentence cut at its number."""

    before: str
    number: str
    behind: str


def obfuscate(family: Family, sentence: Planted, seed: int) -> str:
    """The sentence with its number written as the family does; the same for the same seed.

    For a family of markup the sentence is an HTML paragraph.
    """
    chance = Random(f"{family.name}/{seed}")
    if not family.is_html:
        return f"{family.label(sentence.before, chance)}{family.write(sentence.number, chance)}{sentence.behind}"
    before, behind = html.escape(sentence.before), html.escape(sentence.behind)
    return f"<p>{family.label(before, chance)}{family.write(sentence.number, chance)}{behind}</p>"


def families() -> tuple[Family, ...]:
    """Every family, sorted by name."""
    found: dict[str, Write] = {}
    for table, make in _MAKERS.items():
        found |= {name: make(value) for name, value in _TABLE[table].items()}
    found |= _OWN
    plain = [Family(name, write, _as_it_is) for name, write in found.items()]
    marked = [Family(name, write, _as_it_is, is_html=True) for name, write in _MARKUP.items()]
    labels = [Family(name, _as_it_is, write) for name, write in _LABELS.items()]
    some = [Family(name, write, _as_it_is, fits=fits) for name, (write, fits) in _FOR_SOME.items()]
    return tuple(sorted([*plain, *marked, *labels, *some], key=lambda one: one.name))


def _as_it_is(text: str, _chance: Random) -> str:
    return text


def _groups(number: str) -> list[str]:
    """The groups of a number, its plus with the first; the digits of one that has no groups."""
    groups = [group for group in _GROUP_EDGE.split(number) if group]
    return groups if len(groups) > 1 else list(number)


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _alphabet(digits: str) -> Write:
    table = str.maketrans("0123456789", digits)
    return lambda number, _chance: number.translate(table)


def _between_groups(sign: str) -> Write:
    return lambda number, _chance: sign.join(_groups(number))


def _between_digits(sign: str) -> Write:
    return lambda number, _chance: sign.join(_digits(number))


def _around_digits(signs: str) -> Write:
    return lambda number, _chance: "".join(f"{signs[0]}{digit}{signs[1]}" for digit in _digits(number))


def _around_groups(signs: str) -> Write:
    return lambda number, _chance: "".join(f"{signs[0]}{group}{signs[1]}" for group in _groups(number))


def _words(listed: str) -> Write:
    words = listed.split()
    return lambda number, _chance: " ".join(words[int(digit)] for digit in _digits(number))


_MAKERS: Mapping[str, Callable[[str], Write]] = {
    "alphabets": _alphabet,
    "between_groups": _between_groups,
    "between_digits": _between_digits,
    "around_digits": _around_digits,
    "around_groups": _around_groups,
    "words": _words,
}


def _each(number: str, chance: Random, *ways: str) -> str:
    """Every digit written in one of several alphabets, or left as it is."""
    return "".join(chance.choice([char, *(_spelled(way, char) for way in ways)]) for char in number)


def _spelled(way: str, char: str) -> str:
    return _TABLE["alphabets"][way][int(char)] if char.isdigit() else char


def _mixed_scripts(number: str, chance: Random) -> str:
    return _each(number, chance, "circled", "mathematical_bold", "superscript", "segmented", "devanagari")


def _mixed_letters(number: str, chance: Random) -> str:
    shapes = _TABLE["shapes"]
    return "".join(chance.choice([char, char, chance.choice(shapes.get(char, char))]) for char in number)


def _mixed_chinese(number: str, chance: Random) -> str:
    return _each(number, chance, "chinese", "chinese_financial")


def _chinese_dashed(number: str, _chance: Random) -> str:
    return "-".join("".join(_spelled("chinese", digit) for digit in group) for group in _groups(number))


def _mixed_english(number: str, chance: Random) -> str:
    words = _TABLE["words"]["english"].split()
    return " ".join(chance.choice([digit, words[int(digit)]]) for digit in _digits(number))


def _english_dashed(number: str, _chance: Random) -> str:
    words = _TABLE["words"]["english"].split()
    return "-".join(words[int(digit)] for digit in _digits(number))


def _english_joined(number: str, _chance: Random) -> str:
    words = _TABLE["words"]["english"].split()
    return "".join(words[int(digit)].capitalize() for digit in _digits(number))


def _english_bracketed(number: str, _chance: Random) -> str:
    words = _TABLE["words"]["english"].split()
    return " ".join(f"({words[int(digit)]})" for digit in _digits(number))


def _english_counted(number: str, _chance: Random) -> str:
    words = _TABLE["words"]["english_oh"].split()
    runs = [match[0] for match in _REPEATED.finditer(_digits(number))]
    return " ".join(f"{_WORD_COUNTS[len(run)]} {words[int(run[0])]}" if run[1:] else words[int(run)] for run in runs)


def _japanese_joined(number: str, _chance: Random) -> str:
    words = _TABLE["words"]["japanese"].split()
    return "".join(words[int(digit)] for digit in _digits(number))


def _keycaps(number: str, _chance: Random) -> str:
    return "".join(f"{digit}\ufe0f\u20e3" for digit in _digits(number))


def _uneven_blanks(number: str, chance: Random) -> str:
    return "".join(f"{digit}{' ' * chance.randrange(3)}" for digit in _digits(number)).strip()


def _uneven_signs(number: str, chance: Random) -> str:
    digits = _digits(number)
    return "".join(f"{digit}{chance.choice('*-._~ ')}" for digit in digits[:-1]) + digits[-1]


def _reversed_by_override(number: str, _chance: Random) -> str:
    return f"{RIGHT_TO_LEFT}{number[::-1]}{END_OF_DIRECTION}"


def _glued_to_words(number: str, _chance: Random) -> str:
    return f"tel{_digits(number)}now"


def _glued_to_chinese(number: str, _chance: Random) -> str:
    return f"客服热线{_digits(number)}专线"


_OWN: Mapping[str, Write] = {
    "mixed_scripts": _mixed_scripts,
    "mixed_chinese": _mixed_chinese,
    "mixed_letters": _mixed_letters,
    "chinese_dashed": _chinese_dashed,
    "english_mixed": _mixed_english,
    "english_dashed": _english_dashed,
    "english_joined": _english_joined,
    "english_bracketed": _english_bracketed,
    "english_counted": _english_counted,
    "japanese_joined": _japanese_joined,
    "keycaps": _keycaps,
    "uneven_blanks": _uneven_blanks,
    "uneven_signs": _uneven_signs,
    "reversed_by_override": _reversed_by_override,
    "glued_to_words": _glued_to_words,
    "glued_to_chinese": _glued_to_chinese,
}


def _tagged(number: str, chance: Random) -> str:
    tags = ("b", "i", "span", "font", "em")
    return "".join(f"<{tag}>{digit}</{tag}>" for digit in number for tag in [chance.choice(tags)])


_MARKUP: Mapping[str, Write] = {
    "tags_each": _tagged,
    "comments_each": lambda number, _chance: "<!-- -->".join(number),
    "entities_decimal": lambda number, _chance: "".join(f"&#{ord(char)};" for char in number),
    "entities_hexadecimal": lambda number, _chance: "".join(f"&#x{ord(char):x};" for char in number),
    "line_break_hints": lambda number, _chance: "<wbr>".join(number),
    "tags_with_blanks": lambda number, _chance: "".join(f" <span> {digit} </span>" for digit in _digits(number)),
}


def _masked_label(sign: str) -> Write:
    """The label with a sign between its letters."""
    return lambda before, _chance: re.sub(r"(?<=\w)(?=\w)", lambda _: sign, before)


_LABELS: Mapping[str, Write] = {
    "label_starred": _masked_label("*"),
    "label_dotted": _masked_label("."),
    "label_blanks": _masked_label("\u200b"),
}


def _vanity(number: str, _chance: Random) -> str:
    return str(_TABLE["vanity"][number])


def _country_lost(number: str, _chance: Random) -> str:
    """The plus without the 1 behind it."""
    return f"+{_digits(number)[1:]}"


_FOR_SOME: Mapping[str, tuple[Write, re.Pattern[str]]] = {
    "vanity": (_vanity, re.compile("|".join(_TABLE["vanity"]))),
    "country_lost": (_country_lost, _FREE_CALL),
}
