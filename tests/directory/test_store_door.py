import pytest

from directory.store_door import parse_url
from directory.store_trouble import StoreTrouble


@pytest.mark.parametrize("url", ["sqlite:////tmp/a.db", "postgresql://host/name", "postgresql+psycopg://host/name"])
def test_a_file_and_a_server_are_databases(url):
    assert parse_url(url).render_as_string(hide_password=False) == url


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/name", "no address", ""])
def test_anything_else_is_refused_with_what_was_expected(url):
    with pytest.raises(StoreTrouble, match="expected sqlite:///PATH"):
        parse_url(url)


def test_a_refused_address_is_told_without_its_password():
    with pytest.raises(StoreTrouble) as told:
        parse_url("mysql://mei:secret@host/name")
    assert "secret" not in str(told.value)


def write_and_stop(store):
    with store.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE scratch (one INTEGER)")
        raise RuntimeError("stopped before the end")


def test_what_raises_in_a_writing_transaction_is_not_kept(store):
    with pytest.raises(RuntimeError, match="stopped"):
        write_and_stop(store)
    with store.looking() as connection:
        assert not connection.dialect.has_table(connection, "scratch")


def test_what_is_written_together_is_kept_together(store):
    with store.together():
        with store.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE scratch (one INTEGER)")
        with store.looking() as connection:
            assert not connection.dialect.has_table(connection, "scratch")
    with store.looking() as connection:
        assert connection.dialect.has_table(connection, "scratch")


def write_together_and_stop(store):
    with store.together():
        with store.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE scratch (one INTEGER)")
        raise RuntimeError("stopped before the end")


def test_what_raises_leaves_nothing_of_what_was_written_together(store):
    with pytest.raises(RuntimeError, match="stopped"):
        write_together_and_stop(store)
    with store.looking() as connection:
        assert not connection.dialect.has_table(connection, "scratch")
