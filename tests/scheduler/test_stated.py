import msgspec

from directory.decisions import Effect
from scheduler.stated import as_stated
from tests.scheduler.listed import BANK, PAY, PROVIDERS, accept, become, decide


def test_a_provider_that_was_stated_to_have_none_has_none_whatever_its_file_says():
    stated = as_stated(PROVIDERS, {PAY.id})
    assert (stated[PAY.id].hotline, stated[BANK.id].hotline) == ("none", "published")
    in_app = msgspec.structs.replace(PAY, hotline="app_only")
    assert as_stated({PAY.id: in_app}, {PAY.id})[PAY.id].hotline == "app_only"


def test_a_statement_stands_until_it_is_undone_or_a_line_is_decided(store):
    first = decide(store, "no_hotline", "")
    assert store.stated_without() == {PAY.id: first}
    decide(store, "undo", "", undoes=first.seq)
    assert store.stated_without() == {}
    decide(store, "no_hotline", "", provider=BANK.id)
    accept(store, "+442079460123", BANK)
    assert store.stated_without() == {}
    become(store, "retire", "retired", "+442079460123", BANK)
    assert set(store.stated_without()) == {BANK.id}, "what was said before stands again when the line is gone"


def test_what_a_decision_rested_on_is_found_by_its_number(store):
    first = decide(store, "no_hotline", "", basis={"official_hosts": ["a.example"]})
    store.decide(msgspec.structs.replace(first, basis={}), lambda _: Effect())
    assert store.bases_of({1, 2, 9}) == {1: {"official_hosts": ["a.example"]}, 2: {}}
