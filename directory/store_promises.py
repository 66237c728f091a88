"""What the store knows of how fast, how fresh and how rightly an installation tells what it tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from directory import tables
from directory.columns import Moment
from directory.decisions import Decision
from directory.findings import Finding
from directory.promises import Detection, Kept, Verdict
from directory.store_door import Door
from directory.store_past import SHOWN
from directory.store_rows import in_batches
from directory.terms import GOOD_READINGS

# What a night says of a line's number; the rest are matters of pages, providers and dates.
TIMED = ("addition", "replacement", "relabelling", "removal")
GOOD = sorted(GOOD_READINGS)
BEFORE = tables.fetches.alias("before")
ITS_RUN = tables.runs.alias("its_run")
# Built once: a year has thousands of removals, and building a statement takes longer than answering it.
LAST_SHOWN = (
    select(tables.runs.c.at)
    .select_from(tables.changes)
    .join(tables.runs, tables.runs.c.id == tables.changes.c.run)
    .where(tables.changes.c.provider == bindparam("of"), tables.changes.c.number == bindparam("line"))
    .where(tables.changes.c.change.in_(SHOWN), tables.runs.c.state == "closed")
    .where(tables.runs.c.at < bindparam("until", type_=Moment()))
    .order_by(tables.runs.c.at.desc())
    .limit(1)
)


class PromiseStore(Door):
    """How an installation fared since a time."""

    def kept_since(self, since: datetime) -> Kept:
        """Give everything that promises are measured by. since: aware."""
        runs = tables.runs.c
        with self.looking() as connection:
            closed = select(runs.at).where(runs.state == "closed")
            days = {at.date() for at in connection.scalars(closed.where(runs.at >= since))}
            first: datetime | None = connection.scalar(select(func.min(runs.at)))
            return Kept(
                since=since,
                detections=tuple(sorted(_detections(connection, since), key=lambda one: (one.found, one.finding))),
                verdicts=tuple(_verdicts(connection, since)),
                last_seen=_last_seen(connection),
                unchanged=_unchanged(connection, since),
                valid_on=tuple(sorted(days)),
                first_on=None if first is None else first.date(),
            )


def _detections(connection: Connection, since: datetime) -> Iterator[Detection]:
    found, runs, own = tables.findings.c, tables.runs.c, tables.fetches.c
    before = (
        select(BEFORE.c.at)
        .join(ITS_RUN, ITS_RUN.c.id == BEFORE.c.run)
        .where(BEFORE.c.page == own.page, BEFORE.c.provider == own.provider, BEFORE.c.at < own.at)
        .where(BEFORE.c.run != own.run, BEFORE.c.reading.in_(GOOD), ITS_RUN.c.state == "closed")
        # One probe of the index (page, provider, at), however many nights there are.
        .order_by(BEFORE.c.at.desc())
        .limit(1)
        .correlate(tables.fetches)
        .scalar_subquery()
    )
    query = (
        select(found.body, runs.at.label("run_at"), own.page, own.at, before.label("before"))
        .select_from(tables.findings)
        .join(tables.runs, runs.id == found.first_run)
        .join(tables.fetches, (own.run == found.first_run) & (own.provider == found.provider))
        .where(found.matter.in_(TIMED), runs.at >= since)
    )
    removed = set()
    for row in connection.execute(query):
        finding: Finding = row.body
        if finding.matter == "removal":
            # It names the pages that should show it; what counts is the last night on which one did.
            if finding.id not in removed:
                removed.add(finding.id)
                yield from _removed(connection, finding, row.run_at)
        elif row.before is not None and finding.evidence and row.page == finding.evidence[0].url:
            yield _detection(finding, row.before, row.at)


def _removed(connection: Connection, finding: Finding, found: datetime) -> Iterator[Detection]:
    asked = {"of": finding.provider, "line": finding.number, "until": found}
    last = connection.scalar(LAST_SHOWN, asked)
    if last is not None:
        yield _detection(finding, last, found)


def _detection(finding: Finding, before: datetime, found: datetime) -> Detection:
    return Detection(
        finding=finding.id,
        provider=finding.provider,
        matter=finding.matter,
        level=finding.level,
        before=before,
        found=found,
    )


def _verdicts(connection: Connection, since: datetime) -> list[Verdict]:
    """The last word of a person on each finding and its evidence; what was undone, or waits for a second, is none."""
    decided = tables.decisions.c
    asked = select(decided.body).where(decided.kind.in_(("accept", "reject", "undo")), decided.at >= since)
    said = [msgspec.json.decode(body, type=Decision) for body in connection.scalars(asked.order_by(decided.seq))]
    undone = {one.undoes for one in said}
    last = {
        (one.finding, one.ground): one
        for one in said
        if one.kind != "undo" and one.finding and one.via != "policy" and not one.waits_for and one.seq not in undone
    }
    found = tables.findings.c
    asked_about = sorted({one.finding for one in last.values()})
    # A finding stays as long as the store does.
    bodies: dict[str, Finding] = {}
    for batch in in_batches(asked_about):
        rows = connection.execute(select(found.id, found.body).where(found.id.in_(batch)))
        bodies |= {row.id: row.body for row in rows}
    return [_verdict(one, bodies[one.finding]) for one in last.values() if one.finding in bodies]


def _verdict(decision: Decision, finding: Finding) -> Verdict:
    return Verdict(
        finding=finding.id,
        level=finding.level,
        signals=tuple(hit.id for hit in finding.signals if hit.weight > 0),
        is_right=decision.kind == "accept",
        at=decision.at,
    )


def _last_seen(connection: Connection) -> tuple[datetime | None, ...]:
    columns = tables.entries.c
    query = select(columns.last_seen).where(columns.status == "verified").order_by(columns.provider, columns.key)
    return tuple(connection.scalars(query))


def _unchanged(connection: Connection, since: datetime) -> int:
    changes, runs = tables.changes.c, tables.runs.c
    query = select(func.count()).select_from(tables.changes).join(tables.runs, runs.id == changes.run)
    query = query.where(changes.change == "stayed", runs.state == "closed", runs.at >= since)
    return connection.scalar(query) or 0
