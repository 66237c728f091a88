import msgspec

from scheduler.listing import accepted_entries, public_listing
from tests.scheduler.listed import BANK, FRAUD, LOST, PAY, PROVIDERS, accept, become, decide


def test_only_accepted_lines_are_told_and_every_described_provider(place):
    accept(place.store, LOST)
    accept(place.store, FRAUD)
    become(place.store, "dispute", "disputed", FRAUD)
    listing = public_listing(place.store, PROVIDERS)
    assert [(one.provider, one.key) for one in listing.entries] == [(PAY.id, LOST)]
    assert [one.id for one in listing.providers] == [BANK.id, PAY.id]
    assert listing.retired == ()


def test_a_line_that_was_listed_and_ended_is_told_with_its_day_and_its_successor(place):
    accept(place.store, LOST)
    old = place.store.entries()[0]
    accept(place.store, FRAUD, replaces=old.id)
    ended = become(place.store, "retire", "retired", LOST)
    told = public_listing(place.store, PROVIDERS).retired
    assert [(one.key, one.retired_on, one.replaced_by) for one in told] == [(LOST, ended.at.date(), FRAUD)]


def test_a_candidate_that_was_ended_is_not_told(place):
    accept(place.store, LOST)
    decide(
        place.store,
        "retire",
        LOST,
        lambda _, known: msgspec.structs.replace(known, status="retired", accepted_by=None, decision=None),
    )
    assert public_listing(place.store, PROVIDERS).retired == ()


def test_a_decision_that_there_is_no_hotline_is_told_until_it_is_undone(place):
    stated = decide(place.store, "no_hotline", "")
    told = {one.id: one for one in public_listing(place.store, PROVIDERS).providers}[PAY.id]
    assert (told.hotline, told.stated_on) == ("none", stated.at.date())
    decide(place.store, "undo", "", undoes=stated.seq)
    again = {one.id: one for one in public_listing(place.store, PROVIDERS).providers}[PAY.id]
    assert (again.hotline, again.stated_on) == ("published", None)


def test_a_line_that_was_accepted_after_such_a_decision_speaks_louder(place):
    decide(place.store, "no_hotline", "")
    accept(place.store, LOST)
    told = {one.id: one for one in public_listing(place.store, PROVIDERS).providers}[PAY.id]
    assert told.hotline == "published"


def test_a_line_whose_host_is_no_longer_official_or_whose_provider_is_gone_is_not_told(place):
    accept(place.store, LOST)
    accept(place.store, FRAUD, BANK)
    moved = msgspec.structs.replace(PAY, official_hosts=("moved.example",))
    assert accepted_entries(place.store, {PAY.id: moved}) == []
    assert [one.key for one in accepted_entries(place.store, PROVIDERS, BANK.id)] == [FRAUD]


def test_an_attested_line_expires_when_its_statement_does(place):
    said = {"on": "2026-11-01", "until": "2026-12-24", "file": "a.png", "cuts": 0, "purpose": "", "label": ""}
    accept(place.store, LOST)
    decide(
        place.store,
        "attest",
        LOST,
        lambda seq, known: msgspec.structs.replace(known, decision=seq),
        basis={"attested": said},
    )
    [told] = public_listing(place.store, PROVIDERS).entries
    assert told.expires_on.isoformat() == "2026-12-24"
