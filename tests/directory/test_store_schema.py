import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from directory.store import Store
from directory.store_door import LOCK_WAIT_S, Door, parse_url
from directory.store_schema import HEAD, STEPS, schema_of, upgrade
from directory.store_trouble import StoreTrouble


def test_an_upgraded_database_is_at_head_and_stays_there(store):
    upgrade(store)
    with store.looking() as connection:
        assert schema_of(connection, store.where) == HEAD


def test_a_newer_schema_is_refused_by_name(store):
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with store.looking() as connection, pytest.raises(StoreTrouble, match="9999"):
        schema_of(connection, store.where)


def test_a_database_of_the_first_schema_is_brought_up_with_what_it_holds(database_url, make):
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    door = Door(parse_url(database_url), LOCK_WAIT_S)
    with door.writing(alone=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    door.close()
    with Store.open(database_url) as store:
        run = make.begun(store)
        store.save_fetches(run, "xx/pay", [make.fetch()], [make.capture()])
        store.save_vantages(run, "xx/pay", [make.fetch(vantage="mobile")], [])
        assert store.last_fetch(make.page) == make.fetch()
        with store.looking() as connection:
            assert schema_of(connection, store.where) == HEAD


def test_a_migration_killed_at_any_statement_is_finished_by_the_next_start(database_url):
    """Each child finds what the one before left: before or after a step, never between."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("open_and_die.py"), database_url],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20
    with Store.open(database_url) as store:
        store.add_account("ada", "reviewer", None, datetime(2026, 11, 22, tzinfo=UTC))
        assert [one.name for one in store.accounts()] == ["ada"]
