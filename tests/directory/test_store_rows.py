from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from directory import tables
from directory.store_rows import KEYS_A_STATEMENT, in_batches, upsert


@given(st.lists(st.integers(), max_size=2000))
def test_batches_hold_every_key_once_and_in_order(keys):
    batches = list(in_batches(keys))
    assert [key for batch in batches for key in batch] == keys
    assert all(0 < len(batch) <= KEYS_A_STATEMENT for batch in batches)


def names(store):
    with store.looking() as connection:
        return {row.id: row.name for row in connection.execute(select(tables.providers.c.id, tables.providers.c.name))}


def put(store, *, keep=False, **rows):
    with store.writing() as connection:
        upsert(
            connection,
            tables.providers,
            [{"id": key, "name": name, "basis": ""} for key, name in rows.items()],
            keep=keep,
        )


def test_a_row_that_is_there_is_replaced_or_kept(store):
    put(store, one="first")
    put(store, one="second", two="other")
    assert names(store) == {"one": "second", "two": "other"}
    put(store, keep=True, one="third", three="new")
    assert names(store) == {"one": "second", "two": "other", "three": "new"}


def test_no_rows_are_no_statement(store):
    put(store)
    assert names(store) == {}
