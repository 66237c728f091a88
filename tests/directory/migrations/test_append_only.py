import pytest
from sqlalchemy import text

from directory.migrations.append_only import TRIGGERS
from directory.store_trouble import StoreTrouble


def test_both_databases_have_their_triggers():
    assert set(TRIGGERS) == {"sqlite", "postgresql"}
    assert all(statement.startswith("CREATE ") for statements in TRIGGERS.values() for statement in statements)


@pytest.mark.parametrize("statement", ["UPDATE decisions SET finding = 'x'", "DELETE FROM decisions"])
def test_decisions_are_neither_altered_nor_deleted(store, make, statement):
    store.decide(make.draft(kind="no_hotline"), lambda _state: make.effect())
    with pytest.raises(StoreTrouble, match="append-only"), store.writing() as connection:
        connection.execute(text(statement))
    assert len(store.decisions()) == 1
