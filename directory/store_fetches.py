"""Fetches and snapshots of runs, stored a provider at a time; a repeated write is no double."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, select, update

from directory import tables
from directory.records import Capture, Fetch
from directory.store_door import Door
from directory.store_rows import AnyRow, in_batches, upsert
from directory.terms import Vantage

# A fetch that is stored has not been read by its run yet.
UNREAD = {"reading": None, "reader": None, "description": None}
# Built once: a run asks for each of its providers.
RUN_STATE = select(tables.runs.c.state).where(tables.runs.c.id == bindparam("run"))
# A capture that retention gave up: its digest is known, its bytes lie nowhere.
GONE = {"file": "", "offset": 0}
FOUND_AGAIN = (
    update(tables.snapshots)
    .where(tables.snapshots.c.digest == bindparam("its"), tables.snapshots.c.file == "")
    .values(file=bindparam("new_file"), offset=bindparam("new_offset"))
)


class FetchStore(Door):
    """What runs fetched, and where the bytes lie."""

    def save_fetches(self, run_id: str, provider: str, fetches: Sequence[Fetch], captures: Sequence[Capture]) -> None:
        """Store what one provider's pages gave in an open run. A digest that has a place keeps it.

        A page fetched again within the run (rendered, or after a stop) replaces its fetch, which is then unread.
        Raises ValueError when the run is not open or a fetch is another provider's, Refused when a fetch names a
        snapshot that is neither stored nor among `captures`.
        """
        _check_owner(provider, fetches)
        with self.writing() as connection:
            must_be_open(connection, run_id)
            _keep_places(connection, captures)
            upsert(connection, tables.fetches, [_fetch_row(run_id, one) for one in fetches])
            upsert(connection, tables.pages, [{"provider": provider, "page": one.page} for one in fetches], keep=True)
            upsert(connection, tables.run_providers, [{"run": run_id, "provider": provider, "state": "fetched"}])

    def save_vantages(self, run_id: str, provider: str, fetches: Sequence[Fetch], captures: Sequence[Capture]) -> None:
        """Store what one provider's pages gave from other vantages in an open run: evidence, and never a page's fetch.

        Raises as `save_fetches`.
        """
        _check_owner(provider, fetches)
        with self.writing() as connection:
            must_be_open(connection, run_id)
            _keep_places(connection, captures)
            upsert(connection, tables.vantages, [_vantage_row(run_id, one) for one in fetches])

    def vantages(self, run_id: str) -> dict[tuple[str, str], dict[Vantage, Fetch]]:
        """Give the fetches of a run from other vantages, by provider and page, then by vantage."""
        columns = tables.vantages.c
        query = select(columns.provider, columns.page, columns.fetch).where(columns.run == run_id)
        found: dict[tuple[str, str], dict[Vantage, Fetch]] = {}
        with self.looking() as connection:
            for row in connection.execute(query):
                fetch = fetch_of(row)
                found.setdefault((row.provider, row.page), {})[fetch.vantage] = fetch
        return {key: dict(sorted(looks.items())) for key, looks in sorted(found.items())}

    def fetches(self, run_id: str, provider: str | None = None) -> dict[str, Fetch]:
        """Give the fetches of a run by page, of one provider where it is named.

        Two providers that watch one page each have their own fetch of it: ask for them by provider.
        """
        columns = tables.fetches.c
        query = select(columns.provider, columns.page, columns.fetch).where(columns.run == run_id)
        if provider is not None:
            query = query.where(columns.provider == provider)
        with self.looking() as connection:
            found = sorted(connection.execute(query), key=lambda row: (row.page, row.provider))
        return {row.page: fetch_of(row) for row in found}

    def capture(self, digest: str) -> Capture | None:
        """Tell where a snapshot lies, None for a digest that was never stored."""
        return self.captures([digest]).get(digest)

    def captures(self, digests: Collection[str]) -> dict[str, Capture]:
        """Tell where each of the snapshots lies; digests that were never stored are left out."""
        found: dict[str, Capture] = {}
        with self.looking() as connection:
            for batch in in_batches(digests):
                query = select(tables.snapshots).where(tables.snapshots.c.digest.in_(batch))
                found.update((row["digest"], _capture_of(row)) for row in connection.execute(query).mappings())
        return dict(sorted(found.items()))

    def every_capture(self) -> list[Capture]:
        """Tell where every snapshot lies that is kept, in the order in which they lie in their files."""
        query = select(tables.snapshots).where(tables.snapshots.c.file != "")
        with self.looking() as connection:
            found = [_capture_of(row) for row in connection.execute(query).mappings()]
        return sorted(found, key=lambda capture: (capture.file, capture.offset, capture.snapshot))


def fetch_of(row: AnyRow) -> Fetch:
    """Give the fetch of a row under its provider's present id."""
    fetch: Fetch = row.fetch
    return fetch if fetch.provider == row.provider else msgspec.structs.replace(fetch, provider=row.provider)


def must_be_open(connection: Connection, run_id: str) -> None:
    """Raise ValueError unless the run takes what its phases store."""
    state = connection.scalar(RUN_STATE, {"run": run_id})
    if state != "open":
        raise ValueError(f"run {run_id!r}: is {state or 'unknown'}, expected an open one; call begin_run first")


def _check_owner(provider: str, fetches: Sequence[Fetch]) -> None:
    strangers = sorted({one.provider for one in fetches} - {provider})
    if strangers:
        raise ValueError(f"fetches of {provider!r}: got some of {strangers}; save each provider's own")


def _capture_of(row: RowMapping) -> Capture:
    place = {name: row[name] for name in ("file", "offset", "size_bytes", "media", "charset")}
    return Capture(snapshot=row["digest"], **place)


def _place(capture: Capture) -> dict[str, object]:
    row = msgspec.structs.asdict(capture)
    return {"digest": row.pop("snapshot"), **row}


def _keep_places(connection: Connection, captures: Sequence[Capture]) -> None:
    """Store where captures lie: one that has a place keeps it, one that was given up gets its new one."""
    rows = [_place(one) for one in captures]
    if not rows:
        return
    upsert(connection, tables.snapshots, rows, keep=True)
    places = [{"its": row["digest"], "new_file": row["file"], "new_offset": row["offset"]} for row in rows]
    connection.execute(FOUND_AGAIN, places)


def _fetch_row(run_id: str, fetch: Fetch) -> dict[str, object]:
    row = {"run": run_id, "provider": fetch.provider, "page": fetch.page, "at": fetch.at}
    return row | UNREAD | {"outcome": fetch.outcome, "snapshot": fetch.snapshot, "fetch": fetch}


def _vantage_row(run_id: str, fetch: Fetch) -> dict[str, object]:
    row = {"run": run_id, "provider": fetch.provider, "page": fetch.page, "vantage": fetch.vantage}
    return row | {"snapshot": fetch.snapshot, "fetch": fetch}
