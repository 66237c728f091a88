"""Suspects a code that a firm or service outside the directory holds, on the pages of another.

A national code has one holder, and pages that are spun or filled by machines put one firm's code on another's page.
It is wrong for firms that answer each other's callers, for a subsidiary whose file does not say its parent's name, and
for a code that has changed hands since the table was made. A line that the directory lists for somebody else is
another suspicion (shared_number), and so is none of a carrier's or a public service's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from directory.holders import names_of_holder
from directory.number import same_lines
from directory.records import Provider
from verifier.case import Case, evidence_of, listed_keys
from verifier.signals.shared_number import is_public
from verifier.suspicion import Suspicion, asked_sightings, holders_of


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number whose code the table of holders gives to somebody else."""
    claimed = listed_keys(case)
    for key, places in asked_sightings(case).items():
        forms = same_lines(key)
        holder = next((case.reference.holders[form] for form in forms if form in case.reference.holders), "")
        # Who claims it in its own file, and whose kin is in the directory with it, is for others to judge.
        is_told = not claimed.isdisjoint(forms) or holders_of(key, case.reference.listed)
        if holder and not is_told and not _is_anyones(case, forms) and not is_own_code(holder, case.provider):
            seen = places[0]
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values={"holder": holder})


def is_own_code(holder: str, provider: Provider) -> bool:
    """Whether the holder of a code is the provider, by any of their names: "JD" holds what "JD Pay" shows."""
    own = [_fold(name) for name in (provider.name, *provider.names.values(), *provider.aliases) if name]
    names = [_fold(name) for name in names_of_holder(holder)]
    return any(_stands_in(name, other) or _stands_in(other, name) for name in names for other in own)


def _is_anyones(case: Case, forms: tuple[str, ...]) -> bool:
    return any(form in case.reference.public_lines or is_public(form) for form in forms)


def _stands_in(name: str, other: str) -> bool:
    """Whether a name is part of another: as whole words where it is written in letters with words between."""
    if name.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", other) is not None
    return name in other


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()
