import pytest
from sqlalchemy import text

from directory.migrations.decided_lines import TRIGGERS
from directory.store_trouble import Refused


def test_both_databases_have_their_triggers():
    assert set(TRIGGERS) == {"sqlite", "postgresql"}
    assert all(statement.startswith("CREATE ") for statements in TRIGGERS.values() for statement in statements)


@pytest.mark.parametrize("kind", ["reject", "wait", "dispute", "retire", "no_hotline", "undo", "policy"])
def test_a_decision_that_accepts_nothing_verifies_nothing(store, make, kind):
    store.seed_candidates([make.entry()])
    store.decide(make.draft(kind=kind), lambda _state: make.effect())
    with pytest.raises(Refused, match="accepts or attests"), store.writing() as connection:
        connection.execute(text("UPDATE entries SET status = 'verified', decision = 1"))
    assert [entry.status for entry in store.entries()] == ["candidate"]


def test_a_line_is_never_deleted(store, make):
    store.seed_candidates([make.entry()])
    with pytest.raises(Refused, match="never deleted"), store.writing() as connection:
        connection.execute(text("DELETE FROM entries"))
    assert len(store.entries()) == 1
