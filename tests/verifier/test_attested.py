from datetime import date

import pytest

from tests.verifier.deciding import GROUND, state_of
from tests.verifier.shown import FIRST, line
from verifier.attested import ATTESTED, attest, expires_on, statement_of
from verifier.consent import NotAllowed

SAID = {
    "on": "2026-11-20",
    "until": "2027-01-01",
    "file": "a.png",
    "cuts": 1,
    "purpose": "fraud",
    "label": "In the app",
}


def attested(*entries, said=SAID, **more):
    [entry] = attest(state_of("attest", *entries, key=FIRST, ground=GROUND, basis={ATTESTED: said}, **more)).entries
    return entry


def test_an_attested_line_rests_on_its_file_and_is_called_what_the_statement_calls_it():
    entry = attested()
    assert (entry.status, entry.accepted_by, entry.source, entry.snapshot) == ("verified", "person", ATTESTED, GROUND)
    assert (entry.purpose, entry.label) == ("fraud", "In the app")


def test_words_that_a_statement_does_not_say_stay():
    known = line(FIRST, "candidate", label="Hotline", source="")
    entry = attested(known, said=SAID | {"purpose": "", "label": ""})
    assert (entry.purpose, entry.label) == (known.purpose, "Hotline")


def test_a_newer_statement_takes_the_place_of_the_older_file():
    assert attested(line(FIRST, source=ATTESTED, snapshot="0" * 64)).snapshot == GROUND


def test_a_line_that_a_page_shows_keeps_the_page():
    known = line(FIRST, source="https://pay.example/", snapshot="0" * 64)
    assert (attested(known).source, attested(known).snapshot) == (known.source, known.snapshot)


def test_what_was_rejected_or_is_disputed_is_not_attested():
    with pytest.raises(NotAllowed, match="rejected"):
        attested(known_false=(FIRST,))
    with pytest.raises(NotAllowed, match="disputed"):
        attested(line(FIRST, "disputed"))


def test_a_statement_says_when_it_expires_and_other_decisions_do_not():
    assert expires_on({ATTESTED: SAID}) == date(2027, 1, 1)
    assert expires_on({"official_hosts": []}) is None
    assert statement_of({}) is None
