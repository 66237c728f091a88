"""What runs cost, summed from their fetches: nothing of it is stored twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from directory import tables
from directory.costs import PageCost, RunCost, cost_of, total
from directory.store_door import Door
from directory.tables_jobs import job_runs
from directory.views import RunState

# What the look before a browser's gave, kept as evidence: its cost is in that of the page already.
COUNTED_ALREADY = "plain"
# A job that made a run began at most so many jobs ago: the schedule has some 300 of them a day, most without a run.
JOBS_LOOKED_AT = 5_000


class CostStore(Door):
    """Bytes, seconds and renders of runs and pages."""

    def page_costs(self, run_id: str, provider: str = "") -> list[PageCost]:
        """Give what each page of a run cost, of one provider where it is named, by provider and page."""
        with self.looking() as connection:
            return _page_costs(connection, run_id, provider)

    def run_costs(
        self,
        *,
        limit: int,
        provider: str = "",
        state: RunState | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[RunCost]:
        """List what runs cost, the latest first. provider: only its pages, and only runs that looked at one of them."""
        runs = tables.runs.c
        query = select(runs.id, runs.at, runs.state).order_by(runs.at.desc(), runs.id.desc()).limit(limit)
        if state is not None:
            query = query.where(runs.state == state)
        if since is not None:
            query = query.where(runs.at >= since)
        if until is not None:
            query = query.where(runs.at < until)
        if provider:
            own = select(tables.fetches.c.run).where(tables.fetches.c.provider == provider)
            query = query.where(runs.id.in_(own))
        with self.looking() as connection:
            took = _took(connection)
            return [_sum(row, _page_costs(connection, row.id, provider), took) for row in connection.execute(query)]


def _page_costs(connection: Connection, run_id: str, provider: str) -> list[PageCost]:
    own: list[Select[Any]] = [
        select(table.c.provider, table.c.page, table.c.fetch).where(table.c.run == run_id)
        for table in (tables.fetches, tables.vantages)
    ]
    if provider:
        own = [query.where(query.selected_columns.provider == provider) for query in own]
    looks, elsewhere = own
    found = {}
    for row in connection.execute(looks):
        cost = cost_of(row.fetch)
        one = PageCost(provider=row.provider, page=row.page, outcome=row.fetch.outcome, cost=cost)
        found[row.provider, row.page] = one
    for row in connection.execute(elsewhere):
        known = found.get((row.provider, row.page))
        if known is not None and row.fetch.vantage != COUNTED_ALREADY:
            cost = total((known.cost, cost_of(row.fetch)))
            found[row.provider, row.page] = msgspec.structs.replace(known, cost=cost, looks=known.looks + 1)
    return [found[key] for key in sorted(found)]


def _took(connection: Connection) -> dict[str, float]:
    """How long the jobs of the schedule took that made a run: run → seconds."""
    columns = job_runs.c
    query = select(columns.began_at, columns.ended_at, columns.result).where(columns.ended_at.is_not(None))
    found = {}
    for row in connection.execute(query.order_by(columns.due_at.desc()).limit(JOBS_LOOKED_AT)):
        if "run" in row.result:
            found[row.result["run"]] = round((row.ended_at - row.began_at).total_seconds(), 1)
    return found


def _sum(row: Any, pages: Sequence[PageCost], took: dict[str, float]) -> RunCost:
    return RunCost(
        id=row.id,
        at=row.at,
        state=row.state,
        pages=len(pages),
        looks=sum(one.looks for one in pages),
        outcomes=dict(sorted(Counter(one.outcome for one in pages).items())),
        cost=total(one.cost for one in pages),
        took_s=took.get(row.id),
    )
