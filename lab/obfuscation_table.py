"""How many obfuscated numbers are read, family by family: ours beside the phone library's own matcher."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from typing import Any, NamedTuple

import phonenumbers
from bs4 import BeautifulSoup
from phonenumbers import Leniency, PhoneNumberMatcher

from directory.printed import read_number
from directory.records import Expect, Page
from lab.obfuscations import Family, Planted, obfuscate
from verifier.readers.html import read_html
from verifier.sight import sight_block, sight_numbers

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("lab").joinpath("obfuscation_table.toml").read_text(encoding="utf-8")
)
_NUMBER = "{}"


class Case(NamedTuple):
    """One obfuscated sentence and the key that a reader of it would dial."""

    family: str
    text: str
    is_html: bool
    region: str
    key: str


class Row(NamedTuple):
    """Hits of one family: ours, how many of ours are marked as folded, the library's, the library's after NFKC."""

    family: str
    cases: int
    ours: int
    marked: int
    library: int
    library_nfkc: int

    @property
    def share(self) -> float:
        """Share of the cases that we read, 0 to 1."""
        return self.ours / self.cases


def cases_of(family: Family) -> list[Case]:
    """Every number of the table that the family can write, in every sentence of its languages."""
    found: list[Case] = []
    for number in _TABLE["numbers"]:
        if family.fits.fullmatch(number["printed"]) is None:
            continue
        key = read_number(number["printed"], (number["region"],))[0]
        for sentence in _TABLE["sentences"]:
            before, _, behind = sentence.partition(_NUMBER)
            text = obfuscate(family, Planted(before, number["printed"], behind), len(found))
            found.append(Case(family.name, text, family.is_html, number["region"], key))
    return found


def rows_of(families: Iterable[Family]) -> list[Row]:
    """One row a family, in the given order."""
    return [_row(family.name, cases_of(family)) for family in families]


def missed(cases: Iterable[Case]) -> list[tuple[Case, list[str]]]:
    """The cases whose key we do not read, each with the keys read instead."""
    found = []
    for case in cases:
        keys = [key for key, _ in read_keys(case)]
        if case.key not in keys:
            found.append((case, keys))
    return found


def read_keys(case: Case) -> list[tuple[str, bool]]:
    """What we read of a case: keys, and whether each was found only after folding."""
    if not case.is_html:
        found = sight_numbers(case.text, (case.region,))
    else:
        page = Page(url="https://pay.example/", channel="help", language="en", regions=(case.region,), expect=_ANY)
        blocks = read_html(case.text.encode(), page).blocks
        found = [one for block in blocks for one in sight_block(block, page.regions).sightings]
    return [(one.number, one.is_folded) for one in found]


_ANY = Expect(least=0, most=1000)


def _row(name: str, cases: Sequence[Case]) -> Row:
    read = [dict(read_keys(case)) for case in cases]
    ours = [keys[case.key] for case, keys in zip(cases, read, strict=True) if case.key in keys]
    texts = [BeautifulSoup(case.text, "html.parser").get_text() if case.is_html else case.text for case in cases]
    return Row(
        name,
        len(cases),
        len(ours),
        sum(ours),
        _matched(cases, texts, str),
        _matched(cases, texts, lambda text: unicodedata.normalize("NFKC", text)),
    )


def _matched(cases: Sequence[Case], texts: Sequence[str], prepare: Callable[[str], str]) -> int:
    """In how many cases the library's matcher, at VALID, finds the number; codes count by their digits."""
    hits = 0
    for case, text in zip(cases, texts, strict=True):
        digits = re.sub(r"\D", "", case.key)
        found = PhoneNumberMatcher(prepare(text), case.region, leniency=Leniency.VALID)
        hits += any(
            digits in (f"{one.number.country_code}{one.number.national_number}", str(one.number.national_number))
            for one in found
        )
    return hits


LIBRARY = f"phonenumbers {phonenumbers.__version__}"
