"""Looking around in the store: what the desk's pages ask, each page with a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import ColumnElement, Select, func, or_, select, type_coerce

from directory import tables
from directory.columns import Words
from directory.findings import Change, Finding
from directory.records import Entry
from directory.store_door import Door
from directory.store_entries import entry_of
from directory.store_past import SHOWN
from directory.terms import ChangeKind
from directory.views import Answered, Lines, Look, Nightly, RunState, Shown

# Every way a line moves; naming them lets the index (change, run) be used, which "not stayed" does not.
MOVED = tuple(kind for kind in get_args(ChangeKind) if kind != "stayed")
# Pages that once showed a number, findings that name it: beyond this many a person does not read on.
MOST = 200


class ViewStore(Door):
    """What somebody sees who looks around."""

    def lines(self, wanted: Lines) -> tuple[list[Entry], int]:
        """Give a page of the directory by provider and number, and how many lines there are in all."""
        conditions = _conditions(wanted)
        columns = tables.entries.c
        query = select(tables.entries).where(*conditions).order_by(columns.provider, columns.key)
        with self.looking() as connection:
            rows = connection.execute(query.limit(wanted.limit).offset(wanted.offset)).all()
            count = connection.scalar(select(func.count()).select_from(tables.entries).where(*conditions)) or 0
        return [entry_of(row) for row in rows], count

    def tallies_of_providers(self) -> dict[str, dict[str, int]]:
        """Count the lines of each provider by status, and its findings that wait, as "waits"."""
        entries, findings = tables.entries.c, tables.findings.c
        lines = select(entries.provider, entries.status, func.count()).group_by(entries.provider, entries.status)
        waits = select(findings.provider, func.count()).where(findings.state == "open").group_by(findings.provider)
        found: dict[str, dict[str, int]] = {}
        with self.looking() as connection:
            for provider, status, count in connection.execute(lines):
                found.setdefault(provider, {})[status] = count
            for provider, count in connection.execute(waits):
                found.setdefault(provider, {})["waits"] = count
        return found

    def moves_of(self, provider: str, since: datetime) -> list[tuple[datetime, Change]]:
        """Give what each night since then said of each line of a provider, the oldest first; evidence included."""
        changes, runs = tables.changes.c, tables.runs.c
        query = select(runs.at, changes.body).join(tables.runs).where(changes.provider == provider)
        query = query.where(runs.state == "closed", runs.at >= since).order_by(runs.at, changes.n)
        with self.looking() as connection:
            return [(row.at, row.body) for row in connection.execute(query)]

    def looks_at(self, page: str, limit: int) -> list[Look]:
        """Give the latest fetches of a page, the latest first."""
        columns = tables.fetches.c
        query = select(columns.run, columns.fetch, columns.reading).where(columns.page == page)
        with self.looking() as connection:
            rows = connection.execute(query.order_by(columns.at.desc(), columns.run.desc()).limit(limit))
            return [Look(run=row.run, fetch=row.fetch, reading=row.reading or "") for row in rows]

    def latest_looks(self, provider: str) -> dict[str, Look]:
        """Give the latest fetch of every page of a provider that was ever fetched."""
        columns = tables.fetches.c
        newest = select(columns.page, func.max(columns.at).label("at")).where(columns.provider == provider)
        latest = newest.group_by(columns.page).subquery()
        query = select(columns.page, columns.run, columns.fetch, columns.reading).where(columns.provider == provider)
        query = query.join(latest, (latest.c.page == columns.page) & (latest.c.at == columns.at))
        with self.looking() as connection:
            rows = connection.execute(query.order_by(columns.run))
            return {row.page: Look(run=row.run, fetch=row.fetch, reading=row.reading or "") for row in rows}

    def shown_on(self, key: str) -> list[Shown]:
        """Give the pages that ever showed a number, those that showed it last first."""
        seen, read, fetched = tables.sightings.c, tables.readings.c, tables.fetches.c
        columns = (fetched.provider, fetched.page, fetched.at, fetched.snapshot, seen.layer)
        query = (
            select(*columns)
            .select_from(tables.sightings)
            .join(tables.readings, read.id == seen.reading)
            .join(tables.fetches, (fetched.snapshot == read.snapshot) & (fetched.page == read.page))
            .where(seen.key == key)
            .distinct()
            .order_by(fetched.at.desc())
            .limit(MOST * 10)
        )
        found: dict[tuple[str, str], Shown] = {}
        with self.looking() as connection:
            for row in connection.execute(query):
                place = (row.provider, row.page)
                known = found.get(place)
                layers = {row.layer, *(known.layers if known else ())}
                found[place] = Shown(
                    provider=row.provider,
                    page=row.page,
                    first=min(row.at, known.first) if known else row.at,
                    last=max(row.at, known.last) if known else row.at,
                    snapshot=known.snapshot if known else row.snapshot,
                    layers=tuple(sorted(layers)),
                )
        return list(found.values())[:MOST]

    def findings_naming(self, key: str) -> list[tuple[Finding, str]]:
        """Give the findings that a number is part of, with their states, the latest first."""
        columns = tables.findings.c
        keys = type_coerce(columns["keys"], Words)
        query = select(columns.body, columns.state).where(keys.contains(f'"{key}"', autoescape=True))
        with self.looking() as connection:
            rows = connection.execute(query.order_by(columns.last_run.desc(), columns.id).limit(MOST))
            return [(row.body, row.state) for row in rows]

    def run_states(self, limit: int, before: datetime | None = None) -> list[tuple[str, datetime, RunState]]:
        """List runs, the latest first, older than `before` where it is given."""
        runs = tables.runs.c
        query = select(runs.id, runs.at, runs.state).order_by(runs.at.desc(), runs.id.desc()).limit(limit)
        with self.looking() as connection:
            rows = connection.execute(query if before is None else query.where(runs.at < before))
            return [(row.id, row.at, row.state) for row in rows]

    def nightly(self, runs: Collection[str]) -> list[Nightly]:
        """Give nights in figures, the oldest first. runs: ids of closed runs."""
        found: dict[str, tuple[date, dict[str, int], dict[str, int]]] = {}
        changes, fetches, all_runs = tables.changes.c, tables.fetches.c, tables.runs.c
        moved = select(changes.run, changes.change, func.count()).where(changes.change.in_(MOVED))
        fared = select(fetches.run, fetches.outcome, func.count())
        with self.looking() as connection:
            for row in connection.execute(select(all_runs.id, all_runs.at).where(all_runs.id.in_(runs))):
                found[row.id] = (row.at.date(), {}, {})
            for name, what, count in connection.execute(
                moved.where(changes.run.in_(runs)).group_by(changes.run, changes.change)
            ):
                found[name][1][what] = count
            for name, what, count in connection.execute(
                fared.where(fetches.run.in_(runs)).group_by(fetches.run, fetches.outcome)
            ):
                found[name][2][what] = count
        nights = [Nightly(run=name, on=on, changes=moves, pages=pages) for name, (on, moves, pages) in found.items()]
        return sorted(nights, key=lambda night: (night.on, night.run))

    def answered(self, since: datetime) -> list[Answered]:
        """Give how long findings waited that people answered since then, in order of their answers."""
        decided, found, runs = tables.decisions.c, tables.findings.c, tables.runs.c
        query = (
            select(decided.at, decided.kind, runs.at.label("found"))
            .select_from(tables.decisions)
            .join(tables.findings, found.id == decided.finding)
            .join(tables.runs, runs.id == found.first_run)
            .where(decided.kind.in_(("accept", "reject")), decided.at >= since)
            .order_by(decided.seq)
        )
        with self.looking() as connection:
            return [Answered(found=row.found, decided=row.at, kind=row.kind) for row in connection.execute(query)]

    def lines_by_night(self, since: datetime) -> dict[date, dict[str, int]]:
        """Count the lines that the pages of each night showed, by their status of today; "unlisted" where they have none."""
        changes, runs, entries = tables.changes.c, tables.runs.c, tables.entries.c
        own = (entries.provider == changes.provider) & (entries.key == changes.number)
        query: Select[Any] = select(runs.at, entries.status, func.count()).select_from(tables.changes)
        query = query.join(tables.runs, runs.id == changes.run).outerjoin(tables.entries, own)
        query = query.where(runs.state == "closed", runs.at >= since, changes.change.in_(SHOWN))
        found: dict[date, dict[str, int]] = {}
        with self.looking() as connection:
            for at, status, count in connection.execute(
                query.group_by(runs.id, runs.at, entries.status).order_by(runs.at)
            ):
                night = found.setdefault(at.date(), {})
                night[status or "unlisted"] = max(night.get(status or "unlisted", 0), count)
        return found


def _conditions(wanted: Lines) -> list[ColumnElement[bool]]:
    columns = tables.entries.c
    pairs = ((columns.status, wanted.status), (columns.presence, wanted.presence), (columns.provider, wanted.provider))
    conditions: list[ColumnElement[bool]] = [column == value for column, value in pairs if value]
    if wanted.text:
        digits = "".join(filter(str.isdigit, wanted.text))
        parts = [
            columns.provider.icontains(wanted.text, autoescape=True),
            columns.label.icontains(wanted.text, autoescape=True),
        ]
        if digits:
            parts.append(columns.key.contains(digits, autoescape=True))
        conditions.append(or_(*parts))
    return conditions
