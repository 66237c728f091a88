"""The register: imported report lists, told of only when whole, looked up by key; numbers that decisions called false."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from directory.register import FalseNumber, Report, ReportList, block_of
from directory.store_door import Door
from directory.store_rows import AnyRow, in_batches
from directory.tables import known_false
from directory.tables_register import report_lists, reported

FIELDS = tuple(field.name for field in msgspec.structs.fields(ReportList))


class RegisterStore(Door):
    """The lists that others publish of numbers people complained of."""

    def begin_list(self, one: ReportList) -> int:
        """Begin an import; give the number that its pieces go under. What an import of the same list left is dropped.

        A whole list of the same source and date stays in force until `finish_list`.
        """
        with self.writing(alone=True) as connection:
            # Counted before the rest is dropped: who still writes under its number is refused.
            number = 1 + (connection.scalar(select(func.coalesce(func.max(report_lists.c.id), 0))) or 0)
            _drop(connection, _is(one.source, one.dated_on) & (report_lists.c.is_whole == 0))
            row = {name: getattr(one, name) for name in FIELDS} | {"id": number, "is_whole": 0}
            connection.execute(insert(report_lists), row)
        return number

    def add_reports(self, number: int, reports: Mapping[str, int]) -> None:
        """Add a piece: key → how often it is named; a key of an earlier piece is counted on."""
        if not reports:
            return
        with self.writing() as connection:
            statement = (sqlite if self.file is not None else postgresql).insert(reported)
            more = {"reports": reported.c.reports + statement.excluded.reports}
            upsert = statement.on_conflict_do_update(index_elements=["list", "key"], set_=more)
            connection.execute(
                upsert, [{"list": number, "key": key, "reports": count} for key, count in sorted(reports.items())]
            )

    def finish_list(self, number: int, *, rows: int, empty: int, unread: int) -> ReportList:
        """Put a list in force, in place of the one of the same source and date. Give it with its counts."""
        with self.writing(alone=True) as connection:
            row = connection.execute(select(report_lists).where(report_lists.c.id == number)).one()
            same = _is(row.source, row.dated_on) & (report_lists.c.id != number)
            _drop(connection, same)
            count = select(func.count()).select_from(reported).where(reported.c.list == number)
            values = {"rows": rows, "empty": empty, "unread": unread, "numbers": connection.scalar(count)}
            whole = update(report_lists).where(report_lists.c.id == number)
            connection.execute(whole.values(**values, is_whole=1))
            return _list_of(connection.execute(select(report_lists).where(report_lists.c.id == number)).one())

    def report_lists(self, source: str | None = None) -> list[ReportList]:
        """List the lists in force, of one source where it is named, by source and date."""
        query = select(report_lists).where(report_lists.c.is_whole == 1)
        if source is not None:
            query = query.where(report_lists.c.source == source)
        with self.looking() as connection:
            found = [_list_of(row) for row in connection.execute(query)]
        return sorted(found, key=lambda one: (one.source, one.dated_on))

    def drop_lists(self, source: str, dated_on: date | None = None) -> list[ReportList]:
        """Take the lists of a source, of one date where it is given, out of the register; give those that were there."""
        wanted = report_lists.c.source == source if dated_on is None else _is(source, dated_on)
        with self.writing(alone=True) as connection:
            there = wanted & (report_lists.c.is_whole == 1)
            rows = connection.execute(select(report_lists).where(there)).all()
            _drop(connection, there)
        return sorted(map(_list_of, rows), key=lambda one: one.dated_on)

    def false_numbers(self) -> list[FalseNumber]:
        """List the numbers that decisions called false, by key and provider, with the decision of each."""
        with self.looking() as connection:
            rows = connection.execute(select(known_false))
            found = [FalseNumber(**dict(row._mapping)) for row in rows]  # noqa: SLF001 - as in `_list_of`
        return sorted(found, key=lambda one: (one.key, one.provider))

    def reports_of(self, keys: Collection[str]) -> list[Report]:
        """Give what the lists in force say of some keys, each as it is written; a million others are not looked at."""
        one = report_lists.c
        columns = (reported.c.key, reported.c.reports, one.source, one.dated_on, one.about)
        query = select(*columns).join(report_lists).where(one.is_whole == 1)
        found: list[Report] = []
        with self.looking() as connection:
            for batch in in_batches(sorted(set(keys))):
                rows = connection.execute(query.where(reported.c.key.in_(batch)))
                found += [Report(**dict(row._mapping)) for row in rows]  # noqa: SLF001 - as in `_list_of`
        return sorted(found, key=lambda one: (one.key, one.source, one.dated_on))

    def reported_in(self, blocks: Collection[str]) -> list[str]:
        """The keys in some blocks (`register.block_of`) that lists in force name as numbers people were told to call.

        What telephones showed is left out: callers show numbers that they do not have, of every block there is.
        """
        key, wanted = reported.c.key, set(blocks)
        lists = select(report_lists.c.id).where((report_lists.c.is_whole == 1) & (report_lists.c.about == "called"))
        found: set[str] = set()
        with self.looking() as connection:
            for batch in in_batches(sorted(wanted)):
                ranges = or_(*(key.between(f"{block}0000", f"{block}9999") for block in batch))
                found |= set(connection.scalars(select(key).where(reported.c.list.in_(lists) & ranges)))
        # A collation may find more between two keys than what begins as they do.
        return sorted(one for one in found if block_of(one) in wanted)


def _is(source: str, dated_on: date) -> ColumnElement[bool]:
    return (report_lists.c.source == source) & (report_lists.c.dated_on == dated_on)


def _drop(connection: Connection, which: ColumnElement[bool]) -> None:
    numbers = select(report_lists.c.id).where(which)
    connection.execute(delete(reported).where(reported.c.list.in_(numbers)))
    connection.execute(delete(report_lists).where(which))


def _list_of(row: AnyRow) -> ReportList:
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for a row read by column
    return ReportList(**{name: columns[name] for name in FIELDS})
