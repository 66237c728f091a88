from __future__ import annotations

import re
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.schema import CreateIndex, CreateTable

from directory import tables
from directory.store import Store
from directory.store_schema import HEAD, STEPS
from directory.store_trouble import StoreTrouble

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_head_is_the_newest_step():
    assert ScriptDirectory(str(STEPS)).get_current_head() == HEAD


def test_migrated_schema_is_the_described_one(sqlite_url: str):
    with Store.open(sqlite_url) as store, store.looking() as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        made = {name: _parts(sql) for name, sql in connection.execute(text(query))}
        dialect = connection.dialect
    described = {}
    for table in tables.metadata.sorted_tables:
        described[table.name] = _parts(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            described[index.name] = _parts(str(CreateIndex(index).compile(dialect=dialect)))
    made.pop("alembic_version")
    assert made == described


def _parts(sql: str) -> list[str]:
    """The parts of a definition in any order: a column that came later stands behind the constraints."""
    return sorted(filter(None, re.split(r", | ?\( | \)", " ".join(sql.split()))))


@pytest.mark.postgres
def test_postgresql_gets_the_same_tables_and_rules(postgres_url: str):
    with Store.open(postgres_url) as store, store.looking() as connection:
        there = inspect(connection)
        assert set(there.get_table_names()) == {*tables.metadata.tables, "alembic_version"}
        for table in tables.metadata.sorted_tables:
            assert {one["name"] for one in there.get_columns(table.name)} == set(table.columns.keys())
            rules = {one["name"] for one in there.get_check_constraints(table.name)}
            described = {c.name for c in table.constraints if isinstance(c, CheckConstraint)}
            assert rules == described


def test_opening_again_keeps_what_is_there(database_url: str):
    with Store.open(database_url) as store:
        store.begin_run("run-1", AT, "inputs", {})
    with Store.open(database_url) as store:
        assert store.open_run("inputs") == "run-1"


def test_sqlite_connections_are_durable_and_strict(sqlite_url: str):
    with Store.open(sqlite_url) as store, store.looking() as connection:
        settings = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        }
    full = 2
    assert settings == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
    }


def test_newer_schema_is_refused_with_what_to_do(database_url: str):
    with Store.open(database_url) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(
        StoreTrouble, match=rf"its schema is 0999, this program knows schemas up to {HEAD}; use the newer"
    ):
        Store.open(database_url)


def test_eight_who_open_an_empty_database_at_once_all_get_in(database_url: str):
    troubles: list[BaseException] = []

    def enter() -> None:
        try:
            with Store.open(database_url) as store:
                store.runs()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
            troubles.append(error)

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite://", "expected sqlite:///PATH"),
        ("mysql://root:secret@db.example/x", r"mysql://root:\*\*\*@db.example/x: expected"),
        ("postgres://db.example/x", r"expected .*postgresql://"),
        ("nonsense", "expected sqlite:///PATH"),
        ("sqlite:////nowhere/at/all/directory.db", "unable to open database file; check that the folder exists"),
        ("postgresql://u:secret@127.0.0.1:1/x", r"u:\*\*\*@127.0.0.1:1/x: connection failed.*start it"),
    ],
)
def test_database_that_cannot_be_reached_is_told_with_what_to_do_and_no_password(url: str, says: str):
    with pytest.raises(StoreTrouble, match=says) as caught:
        Store.open(url)
    assert "secret" not in str(caught.value)


def test_file_that_is_no_database_is_told(tmp_path: Path):
    (tmp_path / "directory.db").write_bytes(b"no database at all, but long enough to have a header" * 40)
    with pytest.raises(StoreTrouble, match=r"file is not a database; .* restore the last backup"):
        Store.open(f"sqlite:///{tmp_path / 'directory.db'}")


def test_full_disk_is_told_and_loses_nothing_acknowledged(sqlite_url: str):
    with Store.open(sqlite_url) as store:
        store.begin_run("run-1", AT, "inputs", {})
        with store.writing() as connection:
            pages = connection.scalar(text("PRAGMA page_count"))
        with pytest.raises(StoreTrouble, match=r"database or disk is full; .*free space and repeat"):
            _write_past(store, pages)
    with Store.open(sqlite_url) as store:
        assert [run[0] for run in store.runs()] == ["run-1"]


def test_held_database_is_told_after_a_bounded_wait(sqlite_url: str, tmp_path: Path):
    with Store.open(sqlite_url, lock_wait_s=0.01) as store:
        other = sqlite3.connect(tmp_path / "directory.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble, match="database is locked; another writer held the database"):
            store.begin_run("run-1", AT, "inputs", {})
        other.execute("COMMIT")
        other.close()
        assert store.begin_run("run-1", AT, "inputs", {}) == "new"


@pytest.mark.postgres
def test_held_postgresql_is_told_after_a_bounded_wait(postgres_url: str):
    with (
        Store.open(postgres_url) as one,
        Store.open(postgres_url, lock_wait_s=0.01) as other,
        one.writing(alone=True),
        pytest.raises(StoreTrouble, match="lock timeout; another writer held the database"),
    ):
        other.begin_run("run-1", AT, "inputs", {})


def test_stored_record_that_no_longer_reads_is_told(store: Store):
    store.begin_run("run-1", AT, "inputs", {})
    with store.writing() as connection:
        connection.execute(text("UPDATE runs SET settings = 'no json'"))
    with pytest.raises(StoreTrouble, match=r"a stored record does not read: .* restore the last backup"):
        store.settings_of("run-1")


def test_one_run_at_a_time_and_the_lock_falls_with_its_holder(database_url: str):
    with Store.open(database_url) as one, Store.open(database_url) as other:
        with one.one_run(), pytest.raises(StoreTrouble, match="another run is under way"), other.one_run():
            pass
        with other.one_run():
            pass


def test_a_run_that_broke_leaves_the_lock_to_the_next_at_once(database_url: str):
    with Store.open(database_url) as store:
        for _ in range(20):
            with pytest.raises(KeyError), store.one_run():
                raise KeyError("ours")


def _write_past(store: Store, pages: int) -> None:
    """Meet what SQLite says on a full disk, without a disk to fill: the file may not grow beyond its pages."""
    row = "INSERT INTO runs (id, at, state, inputs, settings, decided) VALUES ('x', '', 'open', '', :settings, 0)"
    with store.writing() as connection:
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        connection.execute(text(row), {"settings": "s" * 100_000})
