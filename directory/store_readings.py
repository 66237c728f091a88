"""Readings: cached by what was read, by which reader, under which description."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from directory import tables
from directory.records import Reading
from directory.store_door import Door
from directory.store_fetches import must_be_open
from directory.store_rows import in_batches, upsert

# Snapshot digest, page address, reader digest, description digest: a reading depends on nothing else.
ReadingKey = tuple[str, str, str, str]
KEY_NAMES = ("snapshot", "page", "reader", "description")
KEY = tuple(tables.readings.c[name] for name in KEY_NAMES)
# Built once: a run asks for each of its providers.
AMONG = tuple_(*KEY).in_(bindparam("keys", expanding=True))
KEYS_AMONG, READINGS_AMONG = select(*KEY).where(AMONG), select(*KEY, tables.readings.c.reading).where(AMONG)
READ_AS = (
    update(tables.fetches)
    .where(*(tables.fetches.c[name] == bindparam(f"of_{name}") for name in ("run", "provider", "page", "snapshot")))
    .values({name: bindparam(name) for name in ("reading", "reader", "description")})
)


class ReadingStore(Door):
    """What snapshots were read to say."""

    def reading(self, snapshot: str, page: str, reader: str, description: str) -> Reading | None:
        """Give the cached reading, None when this reader has not read the snapshot so."""
        key = (snapshot, page, reader, description)
        return self.readings_bulk([key]).get(key)

    def readings_bulk(self, keys: Collection[ReadingKey]) -> dict[ReadingKey, Reading]:
        """Give the cached readings among `keys`; those not read yet are left out."""
        with self.looking() as connection:
            return dict(sorted(readings_by_key(connection, keys).items()))

    def save_readings(self, run_id: str, provider: str, readings: Sequence[tuple[str, str, str, Reading]]) -> None:
        """Store what one provider's snapshots say, as (page, reader, description, reading), in an open run.

        Give tonight's readings also where they came from the cache: none is written twice, and the run keeps how it
        read each of its fetches (what `recorded_all` gives later). Readings of earlier snapshots are only cached.
        Raises ValueError when the run is not open, Refused for a snapshot that is not stored.
        """
        wanted = {(one.snapshot, page, reader, description): one for page, reader, description, one in readings}
        with self.writing() as connection:
            must_be_open(connection, run_id)
            _put_new(connection, wanted)
            _mark_read(connection, run_id, provider, wanted)
            upsert(connection, tables.run_providers, [{"run": run_id, "provider": provider, "state": "read"}])


def readings_by_key(connection: Connection, keys: Collection[ReadingKey]) -> dict[ReadingKey, Reading]:
    """Give the readings among `keys`, inside a transaction already open."""
    found: dict[ReadingKey, Reading] = {}
    for batch in in_batches(keys):
        for *key, one in connection.execute(READINGS_AMONG, {"keys": batch}):
            snapshot, page, reader, description = key
            found[snapshot, page, reader, description] = one
    return found


def _put_new(connection: Connection, wanted: Mapping[ReadingKey, Reading]) -> None:
    known: set[ReadingKey] = set()
    for batch in in_batches(wanted):
        known.update(map(tuple, connection.execute(KEYS_AMONG, {"keys": batch})))
    fresh = sorted(set(wanted) - known)
    if not fresh:
        return
    rows = [
        dict(zip(KEY_NAMES, key, strict=True)) | {"outcome": wanted[key].outcome, "reading": wanted[key]}
        for key in fresh
    ]
    statement = insert(tables.readings).returning(tables.readings.c.id, sort_by_parameter_order=True)
    ids = connection.scalars(statement, rows).all()
    sighted = [row for place, key in zip(ids, fresh, strict=True) for row in _sighting_rows(place, wanted[key])]
    if sighted:
        connection.execute(insert(tables.sightings), sighted)


def _sighting_rows(place: int, reading: Reading) -> list[dict[str, object]]:
    return [
        {"reading": place, "n": n, "key": one.number, "layer": one.layer, "place": one.place}
        | {"raw": one.raw, "label": one.label, "purpose": one.purpose}
        for n, one in enumerate(reading.sightings)
    ]


def _mark_read(connection: Connection, run_id: str, provider: str, wanted: Mapping[ReadingKey, Reading]) -> None:
    """Keep with each fetch of the run how the run read it; readings of other snapshots match no fetch."""
    rows = [
        {"of_run": run_id, "of_provider": provider, "of_page": page, "of_snapshot": snapshot}
        | {"reading": one.outcome, "reader": reader, "description": description}
        for (snapshot, page, reader, description), one in sorted(wanted.items(), key=lambda item: item[0])
    ]
    if rows:
        connection.execute(READ_AS, rows)
