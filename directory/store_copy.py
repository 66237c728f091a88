"""A whole store copied into an empty one, row for row as stored: what a backup is made by, and restored by.

The two may be of different kinds: SQLite and PostgreSQL hold the same rows (directory.columns).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, Text, bindparam, func, insert, select, text, type_coerce

# Each brings its tables into the one description that is walked here.
from directory import tables, tables_desk, tables_jobs, tables_register, tables_requests
from directory.columns import Body
from directory.store import Store
from directory.store_door import Door
from directory.store_trouble import StoreTrouble

# What ends with the installation that it belongs to: who is signed in, who tried to, what somebody is at work on.
LEFT_OUT = frozenset({tables_desk.sessions.name, tables_desk.sign_in_tries.name})
# Some 2 MB of readings at a time.
ROWS_A_TURN = 200
TABLES: tuple[Table, ...] = tuple(one for one in tables.metadata.sorted_tables if one.name not in LEFT_OUT)
# Any row in one of these says that a store is in use.
TELLING: tuple[Table, ...] = (
    tables.runs,
    tables.decisions,
    tables.accounts,
    tables.entries,
    tables_jobs.job_runs,
    tables_register.report_lists,
    tables_requests.requests,
)


def copy_store(source: Store, target: Store) -> dict[str, int]:
    """Copy every row into an empty store of the same schema; give the number of rows of each table.

    What is read is one state of the source, whatever is written meanwhile; what is written is all or nothing. Sessions
    and tries to sign in stay behind. Raises StoreTrouble for a target that is in use, Refused for rows that break a rule.
    """
    with source.looking() as reading, target.writing(alone=True) as writing:
        if reading.dialect.name == "postgresql":
            reading.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        used = [table.name for table in TELLING if writing.execute(select(*table.primary_key).limit(1)).first()]
        if used:
            raise StoreTrouble(f"{target.where}: holds {', '.join(used)} already; restore into an empty database")
        counted = {table.name: _copy(table, reading, writing) for table in TABLES}
        if writing.dialect.name == "postgresql":
            _go_on_counting(writing)
    return dict(sorted(counted.items()))


def count_rows(door: Door) -> dict[str, int]:
    """Give the number of rows of each table that a copy holds."""
    with door.looking() as connection:
        counted = {one.name: connection.scalar(select(func.count()).select_from(one)) or 0 for one in TABLES}
    return dict(sorted(counted.items()))


def _copy(table: Table, reading: Connection, writing: Connection) -> int:
    """Rows go in the order of their key: a decision after the one before it, a line after the one that it replaces."""
    columns = [type_coerce(one, Text).label(one.name) if isinstance(one.type, Body) else one for one in table.c]
    given = insert(table).values({one.name: bindparam(_name(one), type_=_as_stored(one)) for one in table.c})
    found = reading.execution_options(yield_per=ROWS_A_TURN).execute(select(*columns).order_by(*table.primary_key))
    copied = 0
    for rows in found.partitions():
        writing.execute(given, [_given(table, row) for row in rows])
        copied += len(rows)
    return copied


def _given(table: Table, row: Sequence[Any]) -> dict[str, Any]:
    return {_name(column): value for column, value in zip(table.c, row, strict=True)}


def _name(column: Column[Any]) -> str:
    """A parameter may not be called like its column."""
    return f"of_{column.name}"


def _as_stored(column: Column[Any]) -> Any:
    return Text() if isinstance(column.type, Body) else column.type


def _go_on_counting(connection: Connection) -> None:
    """PostgreSQL numbers new rows by a counter of its own, which rows that bring their number do not move."""
    for table in TABLES:
        column = table.autoincrement_column
        if column is None or column.autoincrement is False:
            continue
        counter = connection.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
        )
        last = connection.scalar(select(func.max(column)))
        if counter is not None and last is not None:
            connection.execute(text("SELECT setval(:counter, :last)"), {"counter": counter, "last": last})
