"""Rows in and out: writes that may be repeated, and look-ups of many keys at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from directory.decisions import Account

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]

# SQLite 3.32 and later take 32,766 parameters a statement, older builds 999; a key has four parts at most.
KEYS_A_STATEMENT = 240


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, keep: bool = False) -> None:
    """Insert rows; one whose primary key is there already replaces it, or with `keep` leaves it as it is."""
    if not rows:
        return
    connection.execute(_upsert(connection.dialect.name, table, tuple(rows[0]), keep=keep), rows)


@cache
def _upsert(dialect: str, table: Table, names: tuple[str, ...], *, keep: bool) -> Insert:
    """The statement of `upsert`; building one takes longer than what it does."""
    statement = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    primary = [column.name for column in table.primary_key]
    if keep:
        return statement.on_conflict_do_nothing(index_elements=primary)
    rest = {name: statement.excluded[name] for name in names if name not in primary}
    return statement.on_conflict_do_update(index_elements=primary, set_=rest)


def in_batches(keys: Collection[T]) -> Iterator[list[T]]:
    """Cut keys into lists that fit one statement."""
    rest = iter(keys)
    while batch := list(islice(rest, KEYS_A_STATEMENT)):
        yield batch


def account_of(row: AnyRow) -> Account:
    """Give the account of a row of `accounts`; its secret stays where it is."""
    return Account(
        id=row.id,
        name=row.name,
        role=row.role,
        is_disabled=bool(row.disabled),
        created_at=row.created_at,
        can_sign_in=row.secret is not None,
    )
