"""One provider's night as a case: everything a signal may look at, frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import wraps
from typing import NamedTuple, TypeVar

import msgspec

from directory.findings import Change, Evidence
from directory.nights import Past, Reference
from directory.number import related
from directory.records import Entry, Fetch, Provider, Reading, Record, Sighting
from directory.terms import CONFIRMING_LAYERS
from verifier.own import is_own, own_keys


class Case(Record, frozen=True, dict=True):
    """What one provider's pages say tonight, what they said before, and what the directory holds.

    at: aware, UTC. entries: the provider's lines before this night. doubtful: page address → what a
    page says tonight that could not be relied on as it is. now, before: page address → good reading;
    fetches: every page's fetch tonight. elsewhere: key → other providers whose pages own it tonight.
    missed: key → nights in a row without it, tonight counted. previous: page → the good fetch before tonight's.
    vantages: page → vantage → what the same page says tonight when looked at from there.
    past: what changed on earlier nights, oldest first, at most a year back. hosts_since: official host → when the
    provider's file first named it, as far as this installation remembers; a host of its first night is left out.
    basis: what a decision made tonight would rest on. rested_on: verified key → what the decision that verified it
    rested on; "" stands for the statement that the provider has no hotline.
    """

    provider: Provider
    at: datetime
    entries: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    now: dict[str, Reading] = msgspec.field(default_factory=dict)
    before: dict[str, Reading] = msgspec.field(default_factory=dict)
    doubtful: dict[str, Reading] = msgspec.field(default_factory=dict)
    fetches: dict[str, Fetch] = msgspec.field(default_factory=dict)
    elsewhere: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    reference: Reference = Reference()
    is_held: bool = False
    missed: dict[str, int] = msgspec.field(default_factory=dict)
    previous: dict[str, Fetch] = msgspec.field(default_factory=dict)
    vantages: dict[str, dict[str, Reading]] = msgspec.field(default_factory=dict)
    past: tuple[Past, ...] = ()
    hosts_since: dict[str, datetime] = msgspec.field(default_factory=dict)
    basis: dict[str, object] = msgspec.field(default_factory=dict)
    rested_on: dict[str, dict[str, object]] = msgspec.field(default_factory=dict)


Looked = TypeVar("Looked")


def once(look: Callable[[Case], Looked]) -> Callable[[Case], Looked]:
    """Look at each case once: a case is frozen, and some forty signals ask the same of it. Nobody changes what they get."""
    name = f"{look.__module__}.{look.__qualname__}"

    @wraps(look)
    def looked(case: Case) -> Looked:
        kept: dict[str, Looked] = case.__dict__
        if name not in kept:
            kept[name] = look(case)
        return kept[name]

    return looked


class Seen(NamedTuple):
    """One sighting with the page and the snapshot it stands in."""

    page: str
    reading: Reading
    sighting: Sighting


def seen_in(readings: dict[str, Reading]) -> Iterator[Seen]:
    """Every sighting of some readings, pages in the order of their addresses."""
    for page, reading in sorted(readings.items()):
        for sighting in reading.sightings:
            yield Seen(page, reading, sighting)


def own_in(readings: dict[str, Reading]) -> Iterator[Seen]:
    """The sightings that are the provider's own word."""
    return (seen for seen in seen_in(readings) if is_own(seen.sighting))


def is_present(reading: Reading, key: str) -> bool:
    """Whether a line stands in a confirming layer of a page, found in any written form.

    The digits of a key that is only part of another, as 95188 is of 0571-95188 and of 95188-6, do not show it.
    """
    if not CONFIRMING_LAYERS & set(reading.presence.get(key, ())):
        return False
    sighted = {sighting.number for sighting in reading.sightings if not sighting.is_warned}
    return key in sighted or not any(key in related(other) for other in sighted)


@once
def own_tonight(case: Case) -> dict[str, set[str]]:
    """The keys that each page of tonight shows as its provider's own."""
    return {page: own_keys(reading) for page, reading in case.now.items()}


@once
def own_earlier(case: Case) -> dict[str, set[str]]:
    """The keys that each page showed as its provider's own on the night before."""
    return {page: own_keys(reading) for page, reading in case.before.items()}


@once
def new_keys(case: Case) -> frozenset[str]:
    """The keys that the provider's pages show tonight and the directory does not list for it yet.

    Candidates count as new until a person has decided on them.
    """
    decided = {entry.key for entry in case.entries if entry.status in ("verified", "disputed")}
    changed = {change.number for change in case.changes if change.change in ("appeared", "replaced")}
    undecided = {entry.key for entry in case.entries if entry.status == "candidate"}
    owned = {seen.sighting.number for seen in own_in(case.now)}
    return frozenset((changed | (undecided & owned)) - decided)


@once
def listed_keys(case: Case) -> frozenset[str]:
    """The keys that the directory holds for the provider: verified, or candidates that its own file claims."""
    return frozenset(
        entry.key for entry in case.entries if entry.status in ("verified", "candidate") and is_claimed(entry)
    )


def is_claimed(entry: Entry) -> bool:
    """Whether a line stands on a decision or on a claim of the provider's file, not merely on having been seen."""
    return entry.status == "verified" or not entry.origin.startswith((SEEN_ORIGIN, IMPORTED_ORIGIN))


# How the origin of a line begins that came to us by being seen, not by a claim.
SEEN_ORIGIN = "seen on "
# And of one that stood on somebody's list: who keeps it is unknown to us, so it vouches for nothing.
IMPORTED_ORIGIN = "imported "


def evidence_of(seen: Seen) -> Evidence:
    """Where to look for one sighting."""
    return Evidence(
        url=seen.page,
        snapshot=seen.reading.evidence_in,
        place=seen.sighting.place,
        layer=seen.sighting.layer,
        quote=seen.sighting.quote,
    )


def evidence_for(key: str, readings: dict[str, Reading], most: int) -> tuple[Evidence, ...]:
    """The places where a key stands, own sightings first, each page once before any twice."""
    found = sorted(
        (seen for seen in seen_in(readings) if seen.sighting.number == key),
        key=lambda seen: (not is_own(seen.sighting), seen.page, seen.sighting.place, seen.sighting.start),
    )
    return first_of_each_page(found, most)


def first_of_each_page(found: Sequence[Seen], most: int) -> tuple[Evidence, ...]:
    """At most `most` places, one a page before any second one of a page."""
    first = list({seen.page: seen for seen in reversed(found)}.values())[::-1]
    rest = [seen for seen in found if seen not in first]
    return tuple(evidence_of(seen) for seen in [*first, *rest][:most])
