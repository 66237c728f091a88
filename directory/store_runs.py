"""Runs: begun, resumed, closed all or nothing, and looked up again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from directory import tables
from directory.findings import Change
from directory.nights import Night
from directory.records import Entry, Provider
from directory.store_door import Door
from directory.store_entries import put_night
from directory.store_findings import put_found
from directory.store_rows import in_batches, upsert
from directory.store_trouble import NotFound
from directory.views import RunState, ValidRun


class RunStore(Door):
    """What the store knows of runs."""

    def begin_run(
        self, run_id: str, at: datetime, inputs: str, settings: Mapping[str, Any]
    ) -> Literal["new", "resumed", "closed"]:
        """Begin a run, or take up one that was not finished; `closed`: it was, and `night` tells it again.

        inputs: digest of what the run is made from. settings: what the run record prints, as JSON can hold it.
        A run that missed its canary was never counted: it is taken up again.
        """
        with self.writing(alone=True) as connection:
            state = connection.scalar(select(tables.runs.c.state).where(tables.runs.c.id == run_id))
            if state == "closed":
                return "closed"
            if state is not None:
                connection.execute(update(tables.runs).where(tables.runs.c.id == run_id).values(state="open"))
                return "resumed"
            decided = connection.scalar(select(func.coalesce(func.max(tables.decisions.c.seq), 0)))
            row = {"id": run_id, "at": at, "state": "open", "inputs": inputs}
            connection.execute(insert(tables.runs).values(**row, settings=dict(settings), decided=decided, night=None))
        return "new"

    def open_run(self, inputs: str) -> str | None:
        """Give the latest unfinished run made from the same inputs, None when there is none."""
        runs = tables.runs.c
        with self.looking() as connection:
            found = connection.execute(select(runs.at, runs.id).where(runs.inputs == inputs, runs.state == "open"))
            return max(((row.at, row.id) for row in found), default=(None, None))[1]

    def run_state(self, run_id: str) -> RunState | None:
        """Tell whether a run is open, closed or invalid (it missed its canary); None for an unknown one."""
        with self.looking() as connection:
            return connection.scalar(select(tables.runs.c.state).where(tables.runs.c.id == run_id))

    def settings_of(self, run_id: str) -> dict[str, Any]:
        """Give the settings that a run was begun with. Raises NotFound."""
        with self.looking() as connection:
            found = connection.scalar(select(tables.runs.c.settings).where(tables.runs.c.id == run_id))
        if found is None:
            raise NotFound(f"run {run_id!r}: the store has none of that id; `report` without an id shows the latest")
        return dict(found)

    def progress(self, run_id: str) -> dict[str, Literal["fetched", "read"]]:
        """Tell how far each provider of a run came: what is not listed has nothing stored yet."""
        parts = tables.run_providers.c
        with self.looking() as connection:
            found = connection.execute(select(parts.provider, parts.state).where(parts.run == run_id))
            return dict(sorted((row.provider, row.state) for row in found))

    def close_run(self, run_id: str, night: Night, entries: Sequence[Entry] = (), lapsed: Collection[str] = ()) -> None:
        """Close a run in one transaction: presence, changes, findings, run state; all of it or nothing.

        entries: the lines as the night leaves them, id 0 for a new one. What decisions own (status, decision,
        verified_on, accepted_by, replaces) is left as the store has it, so a decision made meanwhile is not lost.
        lapsed: ids of open or waiting findings whose matter is no more.
        A run that missed its canary is invalid: its night is kept, and touches nothing else.
        Closing a closed run again with the same night is no error and does nothing.
        Raises ValueError for a run that was never begun, that was closed with another night, for a new entry that
        has an id already, or a night that would change a status.
        """
        with self.writing(alone=True) as connection:
            run = connection.execute(select(tables.runs).where(tables.runs.c.id == run_id)).one_or_none()
            if run is None:
                raise ValueError(f"run {run_id!r}: cannot be closed, it was never begun; call begin_run first")
            if run.state == "closed":
                if run.night != night:
                    raise ValueError(f"run {run_id!r}: was closed with another night; give the new one its own id")
                return
            is_valid = night.run.canary == "seen"
            if is_valid:
                put_night(connection, entries, run.decided)
                put_found(connection, run_id, night, lapsed)
                _put_changes(connection, run_id, night.changes)
            state = "closed" if is_valid else "invalid"
            connection.execute(update(tables.runs).where(tables.runs.c.id == run_id).values(state=state, night=night))

    def night(self, run_id: str) -> Night:
        """Give what a closed (or invalid) run found out. Raises NotFound for an unknown or unfinished one."""
        with self.looking() as connection:
            found = connection.execute(
                select(tables.runs.c.state, tables.runs.c.night).where(tables.runs.c.id == run_id)
            ).one_or_none()
        if found is None:
            raise NotFound(f"run {run_id!r}: the store has none of that id; `report` without an id shows the latest")
        if found.night is None:
            raise NotFound(f"run {run_id!r}: is not finished, so it has no report yet; repeat the run to resume it")
        night: Night = found.night
        return night

    def runs(self, limit: int | None = None) -> list[tuple[str, datetime, RunState]]:
        """List runs as (id, at, state), the latest first."""
        runs = tables.runs.c
        with self.looking() as connection:
            found = [(row.id, row.at, row.state) for row in connection.execute(select(runs.id, runs.at, runs.state))]
        return sorted(found, key=lambda run: (run[1], run[0]), reverse=True)[:limit]

    def latest_valid_run(self) -> ValidRun | None:
        """Give the latest run that ended and saw its canary, None before the first."""
        runs = tables.runs.c
        query = select(runs.id, runs.at).where(runs.state == "closed").order_by(runs.at.desc(), runs.id.desc()).limit(1)
        with self.looking() as connection:
            found = connection.execute(query).one_or_none()
        return None if found is None else ValidRun(id=found.id, at=found.at)

    def save_providers(self, providers: Sequence[Provider], bases: Mapping[str, str]) -> None:
        """Keep the names of providers. bases: provider id → digest of what decisions on it rest on."""
        rows = [{"id": one.id, "name": one.name, "basis": bases[one.id]} for one in providers]
        with self.writing() as connection:
            upsert(connection, tables.providers, rows)

    def bases(self) -> dict[str, str]:
        """Give the basis digest of each provider as it was last saved: what differs now asks again."""
        with self.looking() as connection:
            found = connection.execute(select(tables.providers.c.id, tables.providers.c.basis))
            return dict(sorted((row.id, row.basis) for row in found))


def _put_changes(connection: Connection, run_id: str, changes: Sequence[Change]) -> None:
    connection.execute(delete(tables.changes).where(tables.changes.c.run == run_id))
    for batch in in_batches(list(enumerate(changes))):
        rows = [
            {"run": run_id, "n": n, "provider": one.provider, "number": one.number, "change": one.change}
            | {"cause": one.cause, "body": one}
            for n, one in batch
        ]
        connection.execute(insert(tables.changes), rows)
