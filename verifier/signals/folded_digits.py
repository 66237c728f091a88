"""Suspects a number written so that programs miss it: in circles, in letters, in words, behind signs, with hidden marks.

31% of the bad numbers in user content are written so, and 1 of 84 official rows, itself quoted on a spam page. It is
wrong where a page's own language writes numbers in those digits, which the table beside it knows: full-width ones in
Chinese and Japanese, each script's own in its languages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from directory.records import Page, Provider, Sighting
from verifier.case import Case, Seen, evidence_of
from verifier.suspicion import Suspicion, asked_sightings, load_data

_SCRIPTS: dict[str, dict[str, list[str]]] = load_data("folded_digits")["scripts"]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number that is printed somewhere as no honest page of its language prints one."""
    for key, places in asked_sightings(case).items():
        seen = next((one for one in places if _is_disguised(one, case.provider)), None)
        if seen is not None:
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values={"raw": seen.sighting.raw})


def _is_disguised(seen: Seen, provider: Provider) -> bool:
    if seen.sighting.is_folded:
        return True
    page = next((one for one in provider.pages if one.url == seen.page), None)
    return any(not _writes(page, provider, script) for script in _scripts(seen.sighting))


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
