"""What earlier nights leave to judge by: how the lines of providers moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import func, select

from directory import tables
from directory.nights import Past
from directory.store_door import Door

# A year: the signals of history look no further back.
PAST_DAYS = 365
# Lines move once in thirteen years; a provider of a hundred that moves them all three times a year is past judging.
PAST_MOST = 300
# What a line did, beside staying as it was or standing on a page that could not be read.
MOVES = ("appeared", "replaced", "missing")


class PastStore(Door):
    """How lines moved on nights before the last one."""

    def past(self, before: datetime, names: Mapping[str, str]) -> dict[str, tuple[Past, ...]]:
        """Give how lines moved on the closed nights of the year before `before`, by provider, the oldest first.

        names: former id → present id. At most the latest 300 of an id; their evidence is left out.
        """
        changes, runs = tables.changes.c, tables.runs.c
        latest = (
            select(changes.provider, changes.body, changes.n, runs.at, runs.id.label("run"))
            .add_columns(
                func.row_number()
                .over(partition_by=changes.provider, order_by=(runs.at.desc(), runs.id.desc(), changes.n.desc()))
                .label("back")
            )
            .join(tables.runs)
            .where(changes.change.in_(MOVES), runs.state == "closed")
            .where(runs.at < before, runs.at >= before - timedelta(days=PAST_DAYS))
            .subquery()
        )
        with self.looking() as connection:
            rows = connection.execute(select(latest).where(latest.c.back <= PAST_MOST)).all()
        found: dict[str, list[Past]] = {}
        for row in sorted(rows, key=lambda row: (row.at, row.run, row.n)):
            provider = names.get(row.provider, row.provider)
            change = msgspec.structs.replace(row.body, provider=provider, evidence=())
            found.setdefault(provider, []).append(Past(at=row.at, change=change))
        return {provider: tuple(changes) for provider, changes in sorted(found.items())}
