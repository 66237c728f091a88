"""Who carries out which job at which time: a row that only one can make, and that passes on when its holder falls silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import and_, func, insert, select, update

from directory import tables
from directory.jobs import JobRun, JobState
from directory.store_door import Door
from directory.tables_jobs import job_runs as table

# A job that its taker's machine died over this often does the same to the next one.
MOST_TRIES = 3


class JobStore(Door):
    """The schedule's memory."""

    def take_job(self, wanted: JobRun) -> JobRun | None:
        """Take a job's due time, once; None when somebody has it, or it is over.

        wanted: state `taken`, with taker, began_at and held_until. A row whose holder let `held_until` pass is taken
        over, `tries` counted on; after three tries it is `failed`.
        """
        here = and_(table.c.job == wanted.job, table.c.due == wanted.due)
        with self.writing(alone=True) as connection:
            row = connection.execute(select(table).where(here)).mappings().one_or_none()
            if row is None:
                connection.execute(insert(table), msgspec.structs.asdict(wanted))
                return wanted
            known = JobRun(**row)
            if known.state != "taken" or known.held_until is None or known.held_until > wanted.began_at:
                return None
            if known.tries >= MOST_TRIES:
                lost = {"error": f"taken {known.tries} times, never ended: see the logs of {known.taker}"}
                ended = {"state": "failed", "ended_at": wanted.began_at, "result": lost}
                connection.execute(update(table).where(here).values(**ended))
                return None
            taken = msgspec.structs.replace(wanted, tries=known.tries + 1)
            connection.execute(update(table).where(here).values(**msgspec.structs.asdict(taken)))
            return taken

    def hold_job(self, run: JobRun, until: datetime) -> bool:
        """Keep a job that was taken; False when another has it by now."""
        return self._change_job(run, held_until=until)

    def end_job(self, run: JobRun, state: JobState, result: dict[str, str], at: datetime) -> bool:
        """Say what came of a job; False when another has it by now, who will say."""
        return self._change_job(run, state=state, result=result, ended_at=at)

    def put_back_job(self, run: JobRun, until: datetime) -> bool:
        """Let a job wait, till `until` at least, that could not be carried out now; it counts as not tried."""
        return self._change_job(run, held_until=until, tries=run.tries - 1)

    def last_due(self, job: str) -> datetime | None:
        """Give the latest instant at which a job was due and somebody saw it, None for a job that never was."""
        with self.looking() as connection:
            found: datetime | None = connection.scalar(select(func.max(table.c.due_at)).where(table.c.job == job))
        return found

    def first_due(self, job: str) -> datetime | None:
        """Give the first instant that is known of a job: since when there is a schedule; None for a job that never was."""
        with self.looking() as connection:
            found: datetime | None = connection.scalar(select(func.min(table.c.due_at)).where(table.c.job == job))
        return found

    def job_runs(self, jobs: Sequence[str] = (), *, state: JobState | None = None, limit: int = 50) -> list[JobRun]:
        """List what was due, the latest first; of some jobs and in one state where they are given."""
        query = select(table).order_by(table.c.due_at.desc(), table.c.job).limit(limit)
        if jobs:
            query = query.where(table.c.job.in_(jobs))
        if state is not None:
            query = query.where(table.c.state == state)
        with self.looking() as connection:
            return [JobRun(**row) for row in connection.execute(query).mappings()]

    def latest_job_runs(self) -> dict[str, JobRun]:
        """Give the latest row of each job."""
        latest = select(table.c.job, func.max(table.c.due_at).label("due_at")).group_by(table.c.job).subquery()
        same = and_(latest.c.job == table.c.job, latest.c.due_at == table.c.due_at)
        with self.looking() as connection:
            rows = connection.execute(select(table).join(latest, same)).mappings()
            return {row["job"]: JobRun(**row) for row in rows}

    def open_since(self) -> dict[str, list[datetime]]:
        """Give when the findings that still wait for an answer were first found, by provider."""
        found = tables.findings
        query = select(found.c.provider, tables.runs.c.at).join(tables.runs, tables.runs.c.id == found.c.first_run)
        times: dict[str, list[datetime]] = {}
        with self.looking() as connection:
            for row in connection.execute(query.where(found.c.state.in_(("open", "waiting")))):
                times.setdefault(row.provider, []).append(row.at)
        return times

    def looked_at(self) -> dict[str, datetime]:
        """Give when the latest run that looked at each provider began."""
        one = tables.run_providers.c
        query = select(one.provider, func.max(tables.runs.c.at)).join(tables.runs).group_by(one.provider)
        with self.looking() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _change_job(self, run: JobRun, **values: Any) -> bool:
        own = and_(table.c.job == run.job, table.c.due == run.due, table.c.taker == run.taker)
        own = and_(own, table.c.state == "taken", table.c.tries == run.tries)
        with self.writing() as connection:
            return connection.execute(update(table).where(own).values(**values)).rowcount == 1
