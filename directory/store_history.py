"""What earlier runs say of a page: its last bytes, its last good reading, how long it has failed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true

from directory import tables
from directory.records import Fetch, Reading
from directory.store_door import Door
from directory.store_fetches import fetch_of
from directory.store_readings import ReadingKey, readings_by_key
from directory.store_rows import AnyRow, in_batches
from directory.terms import GOOD_READINGS

GOOD = sorted(GOOD_READINGS)
# The rows among which the latest is looked for.
NEWEST = tables.fetches.alias("newest")
ITS_RUN = tables.runs.alias("its_run")


class HistoryStore(Door):
    """What runs before tonight's leave to compare with. Pages are named by their address."""

    def last_fetch(self, page: str) -> Fetch | None:
        """Give the latest fetch of a page that has a snapshot, of any run: what a conditional GET goes by."""
        return self.last_fetches([page]).get(page)

    def last_fetches(self, pages: Collection[str] | None = None) -> dict[str, Fetch]:
        """Give the latest fetch with a snapshot of each page, of all pages or of those named."""
        return self._latest(true(), pages)

    def previous_good(self, page: str, before: datetime) -> Fetch | None:
        """Give the latest fetch of a page captured strictly before `before`, by a closed run, and read well."""
        return self._latest(_good_before(before), [page]).get(page)

    def previous_good_all(self, before: datetime) -> dict[str, Fetch]:
        """Give `previous_good` of every page that has one."""
        return self._latest(_good_before(before), None)

    def recorded(self, page: str, snapshot: str) -> Reading | None:
        """Give what the last closed run that read this snapshot of the page recorded of it, None when none did."""
        return self.recorded_all({page: snapshot}).get(page)

    def recorded_all(self, snapshots: Mapping[str, str]) -> dict[str, Reading]:
        """Give `recorded` of many pages at once. snapshots: page → digest, as of `previous_good_all`."""
        keys = self.recorded_keys(snapshots)
        with self.looking() as connection:
            found = readings_by_key(connection, keys.values())
        return {page: found[key] for page, key in keys.items()}

    def recorded_keys(self, snapshots: Mapping[str, str]) -> dict[str, ReadingKey]:
        """Tell by which reader and under which description `recorded_all` was read."""
        fetches = tables.fetches.c
        columns = (fetches.page, fetches.snapshot, fetches.reader, fetches.description, fetches.at, fetches.run)
        query = select(*columns).join(tables.runs).where(tables.runs.c.state == "closed", fetches.reader.is_not(None))
        latest: dict[str, Any] = {}
        with self.looking() as connection:
            for batch in in_batches(snapshots):
                digests = {snapshots[page] for page in batch}
                for row in connection.execute(query.where(fetches.page.in_(batch), fetches.snapshot.in_(digests))):
                    known = latest.get(row.page)
                    if row.snapshot == snapshots[row.page] and (known is None or _age(known) < _age(row)):
                        latest[row.page] = row
        return {page: (row.snapshot, page, row.reader, row.description) for page, row in sorted(latest.items())}

    def failures_in_a_row(self, pages: Collection[str], before: datetime) -> dict[str, int]:
        """Count for each page the nights (distinct UTC dates) of closed runs since its last good reading.

        0 for a page that was read well last, or was never fetched before `before`.
        """
        fetches = tables.fetches.c
        query = select(fetches.page, fetches.at, fetches.reading).join(tables.runs)
        query = query.where(tables.runs.c.state == "closed", fetches.at < before)
        failed: dict[str, set[date]] = {page: set() for page in sorted(pages)}
        with self.looking() as connection:
            for batch in in_batches(pages):
                rows = connection.execute(query.where(fetches.page.in_(batch))).all()
                for row in sorted(rows, key=lambda row: row.at):
                    if row.reading in GOOD_READINGS:
                        failed[row.page].clear()
                    else:
                        failed[row.page].add(row.at.date())
        return {page: len(dates) for page, dates in failed.items()}

    def _latest(self, condition: ColumnElement[bool], pages: Collection[str] | None) -> dict[str, Fetch]:
        found: list[AnyRow] = []
        with self.looking() as connection:
            if pages is None:
                found += connection.execute(_latest_query(condition)).all()
            else:
                for batch in in_batches(pages):
                    query = _latest_query(condition).where(tables.pages.c.page.in_(batch))
                    found += connection.execute(query).all()
        found.sort(key=lambda row: (row.page, row.provider))
        return {row.page: fetch_of(row) for row in found if row.fetch is not None}


def _good_before(before: datetime) -> ColumnElement[bool]:
    return and_(NEWEST.c.at < before, NEWEST.c.reading.in_(GOOD), ITS_RUN.c.state == "closed")


def _latest_query(condition: ColumnElement[bool]) -> Select[Any]:
    """For each known page one probe of the index (page, provider, at), however many nights there are."""
    pages = tables.pages.c
    newest = (
        select(NEWEST.c.fetch)
        .join(ITS_RUN, ITS_RUN.c.id == NEWEST.c.run)
        .where(NEWEST.c.provider == pages.provider, NEWEST.c.page == pages.page, NEWEST.c.snapshot.is_not(None))
        .where(condition)
        .order_by(NEWEST.c.at.desc(), ITS_RUN.c.at.desc(), NEWEST.c.run.desc())
        .limit(1)
        .correlate(tables.pages)
        .scalar_subquery()
    )
    return select(pages.provider, pages.page, newest.label("fetch"))


def _age(row: Any) -> tuple[datetime, str]:
    return row.at, row.run
