"""A store copied row for row: into either kind of database, all of it, and only into an empty one."""

import pytest

from directory import tables, tables_desk
from directory.decisions import Effect
from directory.store import Store
from directory.store_copy import LEFT_OUT, TABLES, copy_store, count_rows
from directory.store_trouble import StoreTrouble
from tests.directory.conftest import Make
from tests.scheduler.conftest import NOW
from tests.scheduler.listed import LOST, accept


@pytest.fixture
def filled(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'source.db'}") as source:
        source.add_account("mei", "reviewer", "secret", NOW)
        for number in range(1, 4):
            source.decide(Make().draft(reason=f"reason {number}"), lambda _: Effect())
        accept(source, LOST)
        yield source


def test_everything_but_sessions_arrives_in_either_kind_of_database(filled, store):
    rows = copy_store(filled, store)
    assert rows == count_rows(store) == count_rows(filled)
    assert store.decisions() == filled.decisions()
    assert store.verify_chain() is None
    assert store.entries() == filled.entries()
    assert set(tables.metadata.tables) == {table.name for table in TABLES} | LEFT_OUT
    assert {tables_desk.sessions.name, tables_desk.sign_in_tries.name} == LEFT_OUT


def test_a_copy_of_a_copy_is_the_same(filled, store, tmp_path):
    copy_store(filled, store)
    with Store.open(f"sqlite:///{tmp_path / 'again.db'}") as again:
        copy_store(store, again)
        assert again.decisions() == filled.decisions()
        assert again.chain_head() == filled.chain_head()


def test_a_store_in_use_is_never_written_over(filled, store):
    store.add_account("li", "admin", None, NOW)
    with pytest.raises(StoreTrouble, match="accounts already; restore into an empty database"):
        copy_store(filled, store)
    assert store.decisions() == []


def test_new_rows_go_on_from_the_copied_ones(filled, store):
    copy_store(filled, store)
    accept(store, "+448081570142")
    assert [one.seq for one in store.decisions()] == [1, 2, 3, 4, 5]
