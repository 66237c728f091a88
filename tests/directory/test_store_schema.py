import pytest

from directory.store_schema import HEAD, schema_of, upgrade
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
