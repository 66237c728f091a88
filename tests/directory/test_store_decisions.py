from __future__ import annotations

import threading

import msgspec
import pytest
from sqlalchemy import text

from directory.audit import GENESIS, chain_hash
from directory.decisions import DirectoryState, Effect
from directory.records import Entry
from directory.store import Store
from directory.store_trouble import NotFound, Refused, StoreTrouble

EDITABLE = {
    "sqlite": "DROP TRIGGER decisions_no_update",
    "postgresql": "ALTER TABLE decisions DISABLE TRIGGER USER",
}


def accept(state: DirectoryState) -> Effect:
    line = next(one for one in state.entries if one.key == state.decision.key)
    return Effect(entries=(msgspec.structs.replace(line, status="verified", decision=state.decision.seq),))


def tampered(store: Store, statement: str) -> None:
    """Edit decisions as somebody would who holds the database."""
    with store.writing() as connection:
        connection.execute(text(EDITABLE[connection.dialect.name]))
        connection.execute(text(statement))


def test_decision_is_chained_and_its_effect_applied(store: Store, make):
    store.seed_candidates([make.entry()])
    first = store.decide(make.draft(seq=77, prev="x", hash="y"), accept)
    second = store.decide(make.draft(kind="dispute"), lambda _: Effect())
    assert (first.seq, first.prev, first.hash) == (1, GENESIS, chain_hash(GENESIS, first))
    assert (second.seq, second.prev) == (2, first.hash)
    assert store.decisions() == [first, second]
    assert store.decisions(since=1) == [second]
    assert store.chain_head() == (2, second.hash)
    assert store.verify_chain() is None
    assert [(one.status, one.decision) for one in store.entries()] == [("verified", 1)]


def test_compute_is_shown_the_directory_of_the_provider(store: Store, make):
    store.seed_candidates([make.entry(), make.entry(key="CN:95017"), make.entry(provider="xx/bank")])
    store.close_run(make.begun(store), make.night(findings=(make.finding(),)))
    one = store.decide(make.draft(kind="reject"), lambda _: Effect(known_false=(("xx/pay", "CN:95566"),)))
    shown: list[DirectoryState] = []

    def look(state: DirectoryState) -> Effect:
        shown.append(state)
        return Effect(finding_state="open")

    store.decide(make.draft(finding=make.finding().id[:5]), look)
    state = shown[0]
    assert (state.decision.seq, state.decision.finding) == (2, make.finding().id)
    assert (state.finding, state.standing.state) == (make.finding(), "open")
    assert [line.key for line in state.entries] == ["CN:95017", "CN:95188"]
    assert (state.decisions, state.known_false) == ((one,), ("CN:95566",))


def test_decisions_on_a_finding_are_found(store: Store, make):
    store.close_run(make.begun(store), make.night(findings=(make.finding(),)))
    store.decide(make.draft(), lambda _: Effect())
    on_it = store.decide(make.draft(finding=make.finding().id), lambda _: Effect())
    assert store.decisions_of(make.finding().id) == [on_it]


def test_refused_computation_leaves_nothing(store: Store, make):
    def refuse(_: DirectoryState) -> Effect:
        raise ValueError("a second person is needed")

    with pytest.raises(ValueError, match="a second person"):
        store.decide(make.draft(), refuse)
    assert store.decisions() == []


def test_effect_that_the_database_refuses_leaves_no_decision(store: Store, make):
    store.seed_candidates([make.entry()])
    with pytest.raises(Refused, match="verified_needs_decision"):
        store.decide(make.draft(), lambda _: Effect(entries=(make.entry(id=1, status="verified"),)))
    assert store.decisions() == []
    assert [one.status for one in store.entries()] == ["candidate"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"provider": "xx/bank"}, "its effect sets lines of"),
        ({"id": 9}, "got id 9, the directory has 1"),
        ({"id": 9, "key": "CN:95017"}, "a new one has id 0"),
    ],
)
def test_effect_on_a_line_that_is_not_the_providers_is_refused(store: Store, make, line, says):
    store.seed_candidates([make.entry()])
    with pytest.raises(ValueError, match=says):
        store.decide(make.draft(), lambda _: Effect(entries=(make.entry(**line),)))
    assert store.decisions() == []


def test_decision_on_an_unknown_finding_or_of_an_unknown_one_is_refused(store: Store, make):
    with pytest.raises(NotFound, match="no finding has that id"):
        store.decide(make.draft(finding="ffff"), lambda _: Effect())
    with pytest.raises(NotFound, match="decision 7: the chain has none"):
        store.decide(make.draft(kind="undo", undoes=7), lambda _: Effect())


def test_replacement_retires_one_line_and_adds_one_that_names_it(store: Store, make):
    store.seed_candidates([make.entry()])

    def replace(state: DirectoryState) -> Effect:
        old = state.entries[0]
        new = make.entry(key="CN:95017", status="verified", decision=state.decision.seq, replaces=old.id)
        return Effect(entries=(msgspec.structs.replace(old, status="retired"), new))

    store.decide(make.draft(key="CN:95017", was="CN:95188"), replace)
    assert [(one.key, one.status, one.replaces) for one in store.entries()] == [
        ("CN:95017", "verified", 1),
        ("CN:95188", "retired", None),
    ]


def test_undo_is_shown_the_lines_as_they_were_before(store: Store, make):
    store.seed_candidates([make.entry()])
    store.decide(make.draft(), accept)
    before: list[tuple[Entry, ...]] = []

    def undo(state: DirectoryState) -> Effect:
        before.append(state.undone)
        return Effect(entries=state.undone)

    store.decide(make.draft(kind="undo", undoes=1), undo)
    assert before == [(make.entry(id=1),)]
    assert store.entries() == [make.entry(id=1)]
    assert store.effect_of(1).entries[0].status == "verified"


def test_false_numbers_are_registered_once_and_taken_back(store: Store, make):
    false = (("xx/pay", "CN:95566"), ("xx/bank", "CN:95566"))
    for _ in range(2):
        store.decide(make.draft(kind="reject"), lambda _: Effect(known_false=false))
    assert store.known_false() == {"CN:95566": ("xx/bank", "xx/pay")}
    store.decide(make.draft(kind="undo"), lambda _: Effect(lifted_false=false[:1]))
    assert store.known_false() == {"CN:95566": ("xx/bank",)}


def test_many_who_decide_at_once_all_land_in_the_chain_and_lose_nothing(database_url: str, make):
    with Store.open(database_url) as store:
        store.seed_candidates([make.entry(missed_nights=0)])
    troubles: list[BaseException] = []

    def one_more(state: DirectoryState) -> Effect:
        line = state.entries[0]
        return Effect(entries=(msgspec.structs.replace(line, missed_nights=line.missed_nights + 1),))

    def decide(who: int) -> None:
        try:
            with Store.open(database_url) as own:
                for _ in range(5):
                    own.decide(make.draft(who=str(who)), one_more)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
            troubles.append(error)

    threads = [threading.Thread(target=decide, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with Store.open(database_url) as store:
        assert store.verify_chain() is None
        assert sorted(one.who for one in store.decisions()) == sorted("0123" * 5)
        assert store.entries()[0].missed_nights == 20


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE decisions SET body = replace(body, 'called it', 'heard it') WHERE seq = 2", "does not match its hash"),
        ("UPDATE decisions SET provider = 'xx/bank' WHERE seq = 2", "columns ['provider'] differ from its body"),
        ("UPDATE decisions SET body = 'no json' WHERE seq = 2", "its body does not read"),
        ("UPDATE decisions SET prev = 'x' WHERE seq = 2", "is chained to"),
    ],
)
def test_edit_in_the_database_is_found_at_its_place(store: Store, make, statement, says):
    for _ in range(3):
        store.decide(make.draft(), lambda _: Effect())
    tampered(store, statement)
    seq, reason = store.verify_chain()
    assert seq == 2
    assert says in reason


def test_damaged_decision_is_trouble_to_whoever_reads_it(store: Store, make):
    store.decide(make.draft(), lambda _: Effect())
    tampered(store, "UPDATE decisions SET body = 'no json'")
    with pytest.raises(StoreTrouble, match="decision 1: its body does not read"):
        store.decisions()
