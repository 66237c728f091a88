"""What went wrong at the database, said so that whoever runs the machine knows what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError, StatementError

LOCKED = "another writer held the database for longer than we wait; see who writes to it, then repeat the command"
FULL = "the disk is full; free space and repeat the command: what was acknowledged before is kept"
READ_ONLY = "the database cannot be written; check the owner and the rights of the file, its folder, or the role"
DAMAGED = "the file is no sound database; keep a copy of it and restore the last backup"
ABSENT = "check that the folder exists and may be entered, or the address of the database"
DOWN = "the server cannot be reached or shut down; start it, then repeat the command: the run resumes"
REFUSED_LOGIN = "the server refuses this user or database; check the URL, or create the database"

# SQLite's result codes: https://www.sqlite.org/rescode.html (extended codes begin with their primary one).
SQLITE_ADVICE = {
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CANTOPEN": ABSENT,
    "SQLITE_IOERR": FULL,
}
# SQLSTATE, class or whole code: https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL_ADVICE = {
    "55P03": LOCKED,
    "57014": LOCKED,
    "40P01": LOCKED,
    "53100": FULL,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "3D000": REFUSED_LOGIN,
    "28": REFUSED_LOGIN,
    "08": DOWN,
    "57P": DOWN,
    "53300": DOWN,
}


class StoreTrouble(Exception):  # noqa: N818 - a word of the trade: "store or archive trouble", exit code 6
    """The database is down, locked, full, damaged, or of another version than this program.

    The message says where, what came, what was expected, what to do; nothing of the transaction was kept.
    """


class RunUnderWay(StoreTrouble):
    """Another process holds the lock of runs: wait for it to end, or stop it."""


class Refused(StoreTrouble):
    """The database refused a row that breaks its rules: our own broken promise, nothing was kept."""


class ChainBroken(StoreTrouble):
    """A stored decision is not what was appended. seq: its number; reason: what is wrong with it."""

    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(f"decision {seq}: {reason}; keep a copy of the database and restore the last backup")
        self.seq = seq
        self.reason = reason


class NotFound(LookupError):  # noqa: N818 - said to a person, not looked up by its name
    """Nothing, or more than one thing, goes by the name that was given."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """Raise database errors of the block as StoreTrouble that names `where`, the URL without its password."""
    try:
        yield
    except IntegrityError as error:
        raise Refused(
            f"{where}: refused a row: {_came(error)}; expected rows that keep the rules of the schema"
        ) from error
    except SQLAlchemyError as error:
        if isinstance(error, StatementError) and not isinstance(error, DBAPIError):
            raise Refused(f"{where}: refused a value: {error.orig or error}") from error
        raise StoreTrouble(f"{where}: {_came(error)}; {_advice(error)}") from error
    except msgspec.DecodeError as error:
        raise StoreTrouble(f"{where}: a stored record does not read: {error}; {DAMAGED}") from error


def is_locked(error: SQLAlchemyError) -> bool:
    """Whether another writer held the database, so that trying again may help."""
    return _advice(error) is LOCKED


def _came(error: SQLAlchemyError) -> str:
    """Quote the first line of what the database itself said: the rest is our own statement and its values."""
    original = error.orig if isinstance(error, StatementError) else None
    return (str(original or error).strip() or type(error).__name__).splitlines()[0]


def _advice(error: SQLAlchemyError) -> str:
    original = error.orig if isinstance(error, StatementError) else None
    if isinstance(original, sqlite3.Error):
        name = getattr(original, "sqlite_errorname", "")
        table = SQLITE_ADVICE
    else:
        name = getattr(original, "sqlstate", None) or "08"
        table = POSTGRESQL_ADVICE
    fitting = [advice for code, advice in table.items() if name.startswith(code)]
    return fitting[0] if fitting else f"unexpected ({name}); look into the log of the database"
