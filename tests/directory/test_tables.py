from __future__ import annotations

import pytest
from sqlalchemy import text

from directory.store import Store
from directory.store_trouble import Refused, StoreTrouble

ENTRY = (
    "INSERT INTO entries (id, provider, key, line, country, ext, status, presence, purpose, audience, label, hours, "
    "origin, sure, pages, missed_nights, source, snapshot, decision) VALUES "
    "(1, 'xx/pay', 'CN:1', 'CN:1', 'CN', '', :status, :presence, '', '', '', '', '', '', '[]', 0, '', '', :decision)"
)


@pytest.mark.parametrize(
    ("status", "presence", "decision", "says"),
    [
        ("verified", "seen", None, "verified_needs_decision|CHECK constraint"),
        ("verified", "seen", 7, "(?i)foreign key"),
        ("invented", "seen", None, "status"),
        ("candidate", "gone", None, "presence"),
    ],
)
def test_database_itself_refuses_what_the_design_forbids(store: Store, status, presence, decision, says):
    values = {"status": status, "presence": presence, "decision": decision}
    with pytest.raises(Refused, match=says), store.writing() as connection:
        connection.execute(text(ENTRY), values)
    assert store.entries() == []


def test_database_refuses_to_make_a_candidate_verified_without_a_decision(store: Store, make):
    store.seed_candidates([make.entry()])
    with pytest.raises(Refused, match="verified_needs_decision"), store.writing() as connection:
        connection.execute(text("UPDATE entries SET status = 'verified'"))
    assert [one.status for one in store.entries()] == ["candidate"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET body = '{}'",
        "UPDATE decisions SET finding = 'x' WHERE seq = 1",
        "DELETE FROM decisions WHERE seq = 2",
        "DELETE FROM decisions",
    ],
)
def test_database_refuses_to_rewrite_decisions(store: Store, make, statement):
    decided(store, make)
    before = store.decisions()
    with pytest.raises(StoreTrouble, match="decisions are append-only"), store.writing() as connection:
        connection.execute(text(statement))
    assert store.decisions() == before


@pytest.mark.parametrize("seq", [1, 2, 4, 0])
def test_database_takes_a_decision_only_under_the_next_number(store: Store, make, seq):
    decided(store, make)
    copy = (
        "INSERT INTO decisions (seq, kind, provider, finding, at, body, prev, hash, before, effect) "
        "SELECT :seq, kind, provider, finding, at, body, prev, 'other', before, effect FROM decisions WHERE seq = 1"
    )
    with pytest.raises(StoreTrouble, match="a decision takes the next number"), store.writing() as connection:
        connection.execute(text(copy), {"seq": seq})


def test_sqlite_refuses_to_replace_a_decision(sqlite_url: str, make):
    with Store.open(sqlite_url) as store:
        decided(store, make)
        replace = "INSERT OR REPLACE INTO decisions SELECT * FROM decisions WHERE seq = 1"
        with pytest.raises(StoreTrouble, match="a decision takes the next number"), store.writing() as connection:
            connection.execute(text(replace))


@pytest.mark.postgres
def test_postgresql_refuses_to_truncate_decisions(postgres_url: str, make):
    with Store.open(postgres_url) as store:
        decided(store, make)
        with pytest.raises(StoreTrouble, match="append-only: truncate"), store.writing() as connection:
            connection.execute(text("TRUNCATE decisions CASCADE"))


def decided(store: Store, make) -> None:
    for _ in range(2):
        store.decide(make.draft(), lambda _: make.effect())
