import msgspec
from sqlalchemy import update

from directory import tables
from directory.decisions import Effect
from scheduler.undecided import undecided
from tests.scheduler.listed import FRAUD, LOST, PAY, PROVIDERS, accept, decide


def by_hand(store, **columns):
    with store.writing() as connection:
        connection.execute(update(tables.entries).values(**columns))


def test_a_line_that_its_decision_names_is_decided(store):
    accept(store, LOST)
    assert undecided(store, PROVIDERS) == []


def test_a_line_whose_number_or_provider_was_changed_by_hand_is_found(store):
    accept(store, LOST)
    by_hand(store, key=FRAUD)
    assert [entry.key for entry in undecided(store, PROVIDERS)] == [FRAUD]
    by_hand(store, key=LOST, provider="gb/example-bank")
    assert [entry.provider for entry in undecided(store, PROVIDERS)] == ["gb/example-bank"]


def test_an_answer_to_many_lines_names_them(store):
    accept(store, LOST)
    accept(store, FRAUD)

    def again(state):
        lines = [msgspec.structs.replace(entry, decision=state.decision.seq) for entry in state.entries]
        return Effect(entries=tuple(lines), keys=(LOST, FRAUD))

    decide_on_both = decide(store, "wait", "")
    store.decide(msgspec.structs.replace(decide_on_both, kind="accept"), again)
    assert undecided(store, PROVIDERS) == []


def test_a_decision_that_waits_for_a_second_word_has_decided_nothing(store):
    accept(store, LOST)
    waiting = msgspec.structs.replace(store.decisions()[0], waits_for="second_person")
    store.decide(waiting, lambda _: Effect(waits_for="second_person"))
    by_hand(store, decision=2)
    assert [entry.decision for entry in undecided(store, PROVIDERS)] == [2]


def test_a_renamed_provider_keeps_what_was_decided_under_its_former_name(store):
    accept(store, LOST)
    store.rename_provider(PAY.id, "gb/paylark")
    renamed = msgspec.structs.replace(PAY, id="gb/paylark", formerly=(PAY.id,))
    assert undecided(store, {renamed.id: renamed}) == []
    assert len(undecided(store, {})) == 1
