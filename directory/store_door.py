"""The one way to the database: connections with their settings, reading, writing, and who may write alone."""

from __future__ import annotations

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError

from directory.store_trouble import RunUnderWay, StoreTrouble, is_locked, told

# reliability.md 6: a bounded wait of 5 s, five times.
LOCK_WAIT_S = 5.0
LOCK_TURNS = 5
# Turning WAL on takes a few milliseconds.
WAL_PAUSE_S = 0.02
# Keys of PostgreSQL's advisory locks: the first eight bytes of "hotline1", "hotline2" as a signed number.
WRITER_LOCK = int.from_bytes(b"hotline1", "big")
RUN_LOCK = int.from_bytes(b"hotline2", "big")
WRITES = "hotlinewatch_writes"


# The door and transaction that the writing of this thread is part of.
_JOINED: ContextVar[tuple[object, Connection | None]] = ContextVar("joined", default=(None, None))


class Door:
    """Connections to one database. Every error of the database leaves here as StoreTrouble."""

    def __init__(self, url: URL, lock_wait_s: float) -> None:
        self.where = url.render_as_string(hide_password=True)
        self.file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        self._engine = _engine(url, lock_wait_s)

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """Open a transaction that only reads; on SQLite it sees one state of the database throughout."""
        with told(self.where), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Connection]:
        """Open a transaction that is committed when the block ends and leaves nothing when it raises.

        alone: one such transaction at a time; on SQLite every writer is alone anyway. Inside `together` it is part of
        that one.
        """
        door, joined = _JOINED.get()
        if joined is not None and door is self:
            yield joined
            return
        with told(self.where), closing(self._begun()) as connection:
            if alone and self.file is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
            yield connection
            connection.commit()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is written in the block as one transaction: a transaction costs more than most of what is in it.

        Other writers wait meanwhile, so the block is short. What raises in it leaves nothing of the block.
        """
        with self.writing() as connection:
            before = _JOINED.set((self, connection))
            try:
                yield
            finally:
                _JOINED.reset(before)

    @contextmanager
    def one_run(self) -> Iterator[None]:
        """Hold the lock of runs for the block; it falls with the process, however that ends.

        Raises StoreTrouble at once when another process holds it.
        """
        held = self._locked_file() if self.file is not None else self._locked_session()
        with held as is_ours:
            if not is_ours:
                raise RunUnderWay(f"{self.where}: another run is under way; wait for it to end, or stop it")
            yield

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _begun(self) -> Connection:
        """Begin a writing transaction. SQLite's own wait is repeated: nothing has been written that could be lost."""
        for turn in range(1, LOCK_TURNS + 1):
            connection = self._engine.connect().execution_options(**{WRITES: True})
            try:
                connection.begin()
            except OperationalError as error:
                connection.close()
                if turn == LOCK_TURNS or not is_locked(error):
                    raise
            else:
                return connection
        raise AssertionError("the last turn returns or raises")

    @contextmanager
    def _locked_file(self) -> Iterator[bool]:
        with Path(f"{self.file}.run-lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    @contextmanager
    def _locked_session(self) -> Iterator[bool]:
        with told(self.where):
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with closing(connection):
            is_ours = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": RUN_LOCK}))
            try:
                yield is_ours
            finally:
                # The server notices a session's end later than the next run of this process begins.
                if is_ours:
                    with told(self.where):
                        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": RUN_LOCK})
                connection.invalidate()


def parse_url(url: str) -> URL:
    """Read a database URL. Raises StoreTrouble for anything but a SQLite file or PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreTrouble(f"database URL: {error}; expected sqlite:///PATH or postgresql://…") from error
    is_file = parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:")
    if not is_file and parsed.drivername not in ("postgresql", "postgresql+psycopg"):
        shown = parsed.render_as_string(hide_password=True)
        raise StoreTrouble(f"database URL {shown}: expected sqlite:///PATH (a file) or postgresql://…")
    return parsed


def _engine(url: URL, lock_wait_s: float) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": lock_wait_s})
        event.listen(engine, "connect", lambda dbapi, _record: _set_up_sqlite(dbapi, lock_wait_s))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreTrouble(
            f"{url.render_as_string(hide_password=True)}: the driver is missing ({error}); "
            "install the extra: pip install 'hotlinewatch[postgres]'"
        ) from error
    event.listen(engine, "connect", lambda dbapi, _record: _set_up_postgresql(dbapi, lock_wait_s * LOCK_TURNS))
    return engine


def _set_up_sqlite(dbapi: Any, lock_wait_s: float) -> None:
    """Source: reliability.md 8, SQLite."""
    dbapi.isolation_level = None
    dbapi.execute(f"PRAGMA busy_timeout={round(lock_wait_s * 1000)}")
    for setting in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        dbapi.execute(f"PRAGMA {setting}")
    if dbapi.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _turn_wal_on(dbapi, lock_wait_s)


def _turn_wal_on(dbapi: Any, lock_wait_s: float) -> None:
    """SQLite refuses a second opener of a new file at once, without its busy wait, while the first turns WAL on."""
    for _ in range(round(lock_wait_s * LOCK_TURNS / WAL_PAUSE_S)):
        try:
            dbapi.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(WAL_PAUSE_S)
        else:
            return
    dbapi.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    """Writers begin as writers: a reader that turns writer is refused at once if another wrote meanwhile."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up_postgresql(dbapi: Any, lock_wait_s: float) -> None:
    """Source: reliability.md 8, PostgreSQL."""
    with dbapi.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {round(lock_wait_s * 1000)}")
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("SET timezone = 'UTC'")
    dbapi.commit()
