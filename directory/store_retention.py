"""What of the archive is still needed, and where it lies after old files were given up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from directory import tables
from directory.records import Capture
from directory.store_fetches import GONE
from directory.store_history import HistoryStore
from directory.store_rows import in_batches

# Findings that nobody has answered, or that are asked again.
ASKED = ("open", "waiting")


class RetentionStore(HistoryStore):
    """Which captures must stay, and the moves of those that do."""

    def needed_snapshots(self, since: datetime) -> set[str]:
        """Name the captures that must stay, whatever file they lie in.

        They are: what was fetched since `since` (also where a later record only refers to it), each page's latest and
        latest good capture, the evidence of every line and of every open finding, and what open runs have.
        """
        fetches, vantages, runs = tables.fetches.c, tables.vantages.c, tables.runs.c
        is_young = (runs.state == "open") | (runs.at >= since)
        queries = [
            select(fetches.snapshot).join(tables.runs).where((fetches.at >= since) | is_young).distinct(),
            select(vantages.snapshot).join(tables.runs).where(is_young).distinct(),
            select(tables.entries.c.snapshot),
        ]
        asked = select(tables.findings.c.body).where(tables.findings.c.state.in_(ASKED))
        with self.looking() as connection:
            needed = {digest for query in queries for digest in connection.scalars(query)}
            for finding in connection.scalars(asked):
                needed.update(one.snapshot for one in finding.evidence)
        for found in (self.last_fetches(), self.previous_good_all(datetime.max.replace(tzinfo=since.tzinfo))):
            needed.update(fetch.snapshot for fetch in found.values() if fetch.snapshot is not None)
        return {digest for digest in needed if digest}

    def move_captures(self, moved: Sequence[Capture], gone: Collection[str]) -> None:
        """Tell where captures lie from now on, and which lie nowhere any more; all of it or nothing."""
        table = tables.snapshots
        place = update(table).where(table.c.digest == bindparam("its"))
        place = place.values(file=bindparam("to_file"), offset=bindparam("to_offset"))
        rows = [{"its": one.snapshot, "to_file": one.file, "to_offset": one.offset} for one in moved]
        with self.writing() as connection:
            if rows:
                connection.execute(place, rows)
            for batch in in_batches(sorted(gone)):
                connection.execute(update(table).where(table.c.digest.in_(batch)).values(GONE))
