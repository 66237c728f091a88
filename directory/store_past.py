"""What earlier nights leave to judge by: how the lines of providers moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

import msgspec
from sqlalchemy import func, select

from directory import tables
from directory.nights import Past
from directory.store_door import Door
from directory.store_rows import in_batches

# A year: the signals of history look no further back.
PAST_DAYS = 365
# Lines move once in thirteen years; a provider of a hundred that moves them all three times a year is past judging.
PAST_MOST = 300
# What a line did, beside staying as it was or standing on a page that could not be read.
MOVES = ("appeared", "replaced", "missing")

# What says that a line stood on its pages on a night.
SHOWN = ("appeared", "replaced", "relabelled", "stayed")


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

    def nights_seen(self, lines: Collection[tuple[str, str]], until: datetime) -> dict[tuple[str, str], int]:
        """Count the good nights that showed each line, (provider, key): distinct UTC dates of closed runs up to `until`."""
        changes, runs = tables.changes.c, tables.runs.c
        query = select(changes.provider, changes.number, runs.at).join(tables.runs)
        query = query.where(changes.change.in_(SHOWN), runs.state == "closed", runs.at <= until)
        days: dict[tuple[str, str], set[date]] = {}
        with self.looking() as connection:
            for provider, numbers in groupby(sorted(lines), key=itemgetter(0)):
                for batch in in_batches([number for _, number in numbers]):
                    for row in connection.execute(query.where(changes.provider == provider, changes.number.in_(batch))):
                        days.setdefault((row.provider, row.number), set()).add(row.at.date())
        return {line: len(nights) for line, nights in sorted(days.items())}
