"""What a signal hands back, and what every signal asks of a case: which numbers wait for an answer tonight."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import msgspec

from directory.findings import Evidence
from directory.number import same_lines
from directory.records import Provider, Record
from verifier.case import Case, Seen, new_keys, once, own_in

# Countries that share one plan, so that a number of one is no foreign number in the other.
# Source: ITU-T E.164, annex D; North American Numbering Plan; Ofcom for the Crown dependencies.
SHARED_PLANS = (frozenset({"US", "CA", "PR"}), frozenset({"GB", "GG", "JE", "IM"}))


class Suspicion(Record, frozen=True):
    """One number, or one page, that a signal suspects tonight.

    key: the number, "" for a matter of the page. page: its address. kind: which of the signal's `kinds` it is,
    "" for a signal that has one. values: what the reason's named fields are filled with.
    """

    key: str
    page: str
    evidence: Evidence
    values: dict[str, str] = msgspec.field(default_factory=dict)
    kind: str = ""

    @property
    def quote(self) -> str:
        """The words on the page."""
        return self.evidence.quote


def load_data(name: str) -> dict[str, Any]:
    """The `[data]` table of a signal's TOML: its lists and patterns."""
    text = resources.files("verifier.signals").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)["data"]
    return data


@once
def seen_tonight(case: Case) -> dict[str, list[Seen]]:
    """Every number that the provider's pages show as its own tonight, by key, with all its places in page order."""
    found: dict[str, list[Seen]] = {}
    for seen in own_in(case.now):
        found.setdefault(seen.sighting.number, []).append(seen)
    return found


@once
def asked_sightings(case: Case) -> dict[str, list[Seen]]:
    """The numbers of tonight that nobody has answered yet, with their places: new ones, and undecided candidates."""
    asked = new_keys(case)
    return {key: seen for key, seen in seen_tonight(case).items() if key in asked and not _was_rejected(case, key)}


def _was_rejected(case: Case, key: str) -> bool:
    """Whether the number was registered as false for this provider and merely still stands where it stood."""
    if case.provider.id not in case.reference.known_false.get(key, ()):
        return False
    if any(change.number == key and change.change == "replaced" for change in case.changes):
        return False
    stood = {seen.page for seen in own_in(case.before) if seen.sighting.number == key}
    return {seen.page for seen in own_in(case.now) if seen.sighting.number == key} <= stood and bool(stood)


def holders_of(key: str, table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Providers that a table of key → providers names for a number, under any key of its line."""
    return tuple(sorted({holder for form in same_lines(key) for holder in table.get(form, ())}))


def served_countries(provider: Provider) -> frozenset[str]:
    """Countries whose numbers are no surprise: the provider's own, its pages' and its claims', with shared plans."""
    named = {provider.country} | {region for page in provider.pages for region in page.regions}
    named |= {claim.country for claim in provider.known}
    shared = [plan for plan in SHARED_PLANS if plan & named]
    return frozenset(named.union(*shared))
