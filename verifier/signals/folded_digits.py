"""Suspects a number written so that programs miss it: in circles, in letters, in words, behind signs, with hidden marks.

31% of the bad numbers in user content are written so, and 1 of 84 official rows, itself quoted on a spam page. It is
wrong where a page's own language writes numbers in those digits, which the table beside it knows: full-width ones in
Chinese and Japanese, each script's own in its languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from directory.records import Page, Provider, Sighting
from verifier.case import Case, Seen, evidence_of
from verifier.fold import fold
from verifier.masks import has_masked_label
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("folded_digits")
_SCRIPTS: dict[str, dict[str, list[str]]] = _DATA["scripts"]
_PLAIN = re.compile(_DATA["plain"])
_BETWEEN = re.compile(r"(?<=\d)(?:\W|_)+(?=\d)")
# 02-1234-5678~9: the lines of one row.
_ROW = re.compile(r"(?<=\d{3}) ?~ ?\d{1,2}$")
_MOST_BRACKETS: int = _DATA["most_brackets"]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that is printed somewhere as no honest page of its language prints one."""
    for key, places in asked_sightings(case).items():
        seen = next((one for one in places if _is_disguised(one, case.provider)), None)
        if seen is not None:
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values={"raw": seen.sighting.raw})


def _is_disguised(seen: Seen, provider: Provider) -> bool:
    if seen.sighting.is_folded or has_odd_signs(seen.sighting.raw) or has_masked_label(fold(seen.sighting.label)):
        return True
    page = next((one for one in provider.pages if one.url == seen.page), None)
    return any(not _writes(page, provider, script) for script in _scripts(seen.sighting))


def has_odd_signs(raw: str) -> bool:
    """Whether signs stand between the digits that people do not write between the groups of a number."""
    printed = _ROW.sub("", fold(raw))
    is_odd = any(_PLAIN.fullmatch(signs) is None for signs in _BETWEEN.findall(printed))
    return is_odd or printed.count("(") + printed.count("[") > _MOST_BRACKETS


def _scripts(sighting: Sighting) -> set[str]:
    """The scripts of a printed number's digits other than 0-9, as their Unicode names begin."""
    odd = {char for char in sighting.raw if char.isdecimal() and not char.isascii()}
    return {unicodedata.name(char).partition(" DIGIT")[0] for char in odd}


def _writes(page: Page | None, provider: Provider, script: str) -> bool:
    """Whether a page is in a language, or for a country, that writes numbers in a script's digits."""
    users = _SCRIPTS.get(script, {"languages": [], "regions": []})
    regions = {provider.country, *(page.regions if page is not None else ())}
    language = page.language.partition("-")[0] if page is not None else ""
    return language in users["languages"] or bool(regions & set(users["regions"]))
