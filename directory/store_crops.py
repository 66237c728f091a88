"""Pictures around numbers: which captured page and number has one, and under which name it lies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from directory import tables
from directory.records import Fetch
from directory.requests import Crop
from directory.store_door import Door
from directory.store_rows import in_batches, upsert
from directory.tables_requests import crops as table


class CropStore(Door):
    """The pictures that the shell made of captured pages."""

    def save_crops(self, crops: Sequence[Crop]) -> None:
        """Keep what was made, or why nothing could be; the same snapshot and number made again replaces it."""
        rows = [{"snapshot": one.snapshot, "number": one.number, "body": one} for one in crops]
        with self.writing() as connection:
            upsert(connection, table, rows)

    def crops(self, snapshots: Collection[str]) -> dict[tuple[str, str], Crop]:
        """Give what is kept of these snapshots, by (snapshot, number)."""
        found: dict[tuple[str, str], Crop] = {}
        with self.looking() as connection:
            for batch in in_batches(sorted(set(snapshots))):
                query = select(table.c.body).where(table.c.snapshot.in_(batch))
                found |= {(one.snapshot, one.number): one for one in connection.scalars(query)}
        return dict(sorted(found.items()))

    def fetches_of(self, snapshots: Collection[str]) -> dict[str, Fetch]:
        """Give the first fetch that gave each of these snapshots, of any run and vantage: when it was captured, and how."""
        found: dict[str, Fetch] = {}
        with self.looking() as connection:
            for batch in in_batches(sorted(set(snapshots))):
                for fetches in (tables.fetches.c, tables.vantages.c):
                    query = select(fetches.snapshot, fetches.fetch).where(fetches.snapshot.in_(batch))
                    for row in connection.execute(query):
                        known = found.get(row.snapshot)
                        if known is None or row.fetch.at < known.at:
                            found[row.snapshot] = row.fetch
        return dict(sorted(found.items()))
