"""What judging is shown of one provider after a night, and the few questions that signals ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from directory.records import Change, Entry, Evidence, Fetch, Layer, Provider, Reading, Record, Reference, Sighting
from verifier.reading import is_own

# A key of this kind of change is one that the provider did not show before.
NEW_CHANGES = frozenset({"appeared", "replaced"})
# Of several sightings of one number, the one that tells most: text with its label, then what machines are told.
LAYER_ORDER: tuple[Layer, ...] = ("visible", "pdf", "tel_link", "structured", "image")
Spot = tuple[str, Reading, Sighting]


class Case(Record, frozen=True):
    """One provider after a night.

    at: the time of the run, aware, UTC. entries: its lines as they were before this night. changes: what reconciling
    says, storms grouped. now, before: page address → good reading of tonight, and of the latest earlier good snapshot
    read with today's reader. fetches: page address → tonight's fetch, of every page. elsewhere: key → other providers
    whose own it is tonight. is_held: kept back by its guard. missed: key → nights missed in a row, tonight counted.
    """

    provider: Provider
    at: datetime
    entries: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    now: dict[str, Reading] = {}
    before: dict[str, Reading] = {}
    fetches: dict[str, Fetch] = {}
    elsewhere: dict[str, tuple[str, ...]] = {}
    reference: Reference = Reference()
    is_held: bool = False
    missed: dict[str, int] = {}


def own_sightings(reading: Reading) -> tuple[Sighting, ...]:
    """Give the sightings that are the provider's own word for a line people call, in the page's order."""
    return tuple(sighting for sighting in reading.sightings if is_own(sighting))


def own_keys(readings: Iterable[Reading]) -> frozenset[str]:
    """Give the keys that are the provider's own in any of these readings."""
    return frozenset(sighting.number for reading in readings for sighting in own_sightings(reading))


def new_keys(case: Case) -> frozenset[str]:
    """Give the keys that appeared or took another's place tonight."""
    return frozenset(change.number for change in case.changes if change.change in NEW_CHANGES)


def new_sightings(case: Case) -> list[Spot]:
    """List every sighting of a new key in any layer, the hidden ones too, by page and in the page's order."""
    wanted = new_keys(case)
    return [
        (url, reading, sighting)
        for url, reading in sorted(case.now.items())
        for sighting in reading.sightings
        if sighting.number in wanted
    ]


def evidence_of(url: str, reading: Reading, sighting: Sighting) -> Evidence:
    """Give the place to look at for one sighting."""
    return Evidence(
        url=url, snapshot=reading.snapshot, place=sighting.place, layer=sighting.layer, quote=sighting.quote
    )


def best_own(readings: Mapping[str, Reading], key: str) -> Spot | None:
    """Give the own sighting of `key` that tells most, with its page and reading; None when no page shows it so.

    readings: page address → good reading. A label comes before none, a named purpose before `general`.
    """
    found = [
        (url, reading, sighting)
        for url, reading in sorted(readings.items())
        for sighting in own_sightings(reading)
        if sighting.number == key
    ]
    return min(found, key=_rank, default=None)


def _rank(spot: Spot) -> tuple[bool, bool, int, str, str, int]:
    url, _, sighting = spot
    layer = LAYER_ORDER.index(sighting.layer)
    return not sighting.label, sighting.purpose == "general", layer, url, sighting.place, sighting.start
