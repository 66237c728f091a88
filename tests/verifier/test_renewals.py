from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from directory.providers import basis
from tests.verifier.cases import AT, CONTACT, HELP, LISTED, NEW, a_case, a_page, a_provider, an_entry
from verifier.judge import judge
from verifier.policy import load_policy
from verifier.renewals import differences, renewals_of

POLICY = load_policy()
TODAY = AT.date()
BANK = a_provider()
PAGE = a_page(CONTACT)
OTHERS = BANK.pages[1:]


def verified(key=LISTED, on=TODAY, **more):
    return an_entry(key, verified_on=on, **more)


def moved(**more):
    """What decisions rested on before the provider's file became what it is."""
    return basis(msgspec.structs.replace(BANK, **more))


def asked(*entries, taken=(), **more):
    case = a_case(entries=entries, basis=basis(BANK), **more)
    return list(renewals_of(case, taken, POLICY))


def on_ground(*entries, then, **more):
    return asked(*entries, rested_on={entry.key: then for entry in entries}, **more)


CHANGES = {
    "another host": ({"official_hosts": ("northmoor.example", "old.example")}, ["− old.example"]),
    "a host that left": ({"official_hosts": ("old.example",)}, ["− old.example", "+ northmoor.example"]),
    "another address": ({"pages": (a_page("https://a.example/"), *OTHERS)}, ["− https://a.example/", f"+ {CONTACT}"]),
    "what is kept of a page": (
        {"pages": (msgspec.structs.replace(PAGE, keep=("main",)), *OTHERS)},
        [f"≠ keep {CONTACT}"],
    ),
    "its regions": ({"pages": (a_page(CONTACT, regions=("IE",)), *OTHERS)}, [f"≠ regions {CONTACT}"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_decision_rested_on_is_asked_about_when_it_has_changed(name):
    then, told = CHANGES[name]
    (question,) = on_ground(verified(), then=moved(**then))
    assert (question.matter, question.keys) == ("ground", (LISTED,))
    assert differences(moved(**then), basis(BANK)) == told
    assert all(one in question.values["detail"] for one in told)


@pytest.mark.parametrize("then", [basis(BANK), {}, {"policy": {}}])
def test_unchanged_ground_and_a_decision_without_any_ask_nothing(then):
    assert on_ground(verified(), then=then) == []


def test_words_and_claims_of_the_file_are_no_ground():
    assert on_ground(verified(), then=moved(aliases=("NM",), hotline="none", known=())) == []


def test_all_lines_of_a_provider_are_one_question_that_answers_hold_for():
    then = moved(official_hosts=("old.example",))
    (question,) = on_ground(verified(), verified(NEW), then=then)
    assert question.keys == tuple(sorted((LISTED, NEW)))
    (again,) = on_ground(verified(NEW), verified(), then=then)
    assert (again.mark, again.basis) == (question.mark, question.basis)
    (other,) = on_ground(verified(), verified(NEW), then=moved(official_hosts=("older.example",)))
    assert other.basis == question.basis, "it is answered for what the file says today, wherever it came from"


def test_lines_that_no_decision_holds_up_are_not_asked_about():
    then = moved(official_hosts=("old.example",))
    assert on_ground(verified(status="candidate"), verified(NEW, status="retired"), then=then) == []


def test_the_statement_that_there_is_no_hotline_stands_on_ground_too():
    (question,) = asked(rested_on={"": moved(pages=())})
    assert (question.matter, question.keys, question.mark) == ("ground", (), ("",))


@pytest.mark.parametrize(("days", "is_asked"), [(165, False), (166, True), (180, True), (400, True)])
def test_a_line_is_asked_about_before_half_a_year_is_over_and_stays_asked(days, is_asked):
    found = asked(verified(on=TODAY - timedelta(days=days)))
    assert [one.matter for one in found] == (["expiry"] if is_asked else [])


def test_what_another_question_asks_about_or_no_decision_verified_does_not_expire():
    old = date(2020, 1, 1)
    assert asked(verified(on=old), taken=(LISTED,)) == []
    assert asked(verified(on=old, status="disputed"), verified(NEW, None, status="candidate")) == []


def test_an_expired_line_is_a_routine_question_and_new_ground_a_review_with_words_in_both_languages():
    case = a_case(
        entries=(verified(on=date(2020, 1, 1)), verified(NEW)),
        basis=basis(BANK),
        rested_on={NEW: moved(official_hosts=("old.example",))},
    )
    found = {one.matter: one for one in judge([case], POLICY)}
    assert (found["expiry"].level, found["ground"].level) == ("routine", "review")
    assert "2020-06-29" in found["expiry"].summary["en"]
    assert "− old.example" in found["ground"].summary["zh"]
    assert HELP not in found["ground"].summary["en"]


def attests(until):
    """What a statement with a file rests on, when the provider's pages were others."""
    said = {"on": "2026-01-01", "until": until.isoformat(), "file": "a.png", "cuts": 0, "purpose": "", "label": ""}
    return moved(pages=()) | {"attested": said}


def test_an_attested_line_is_asked_about_before_its_statement_expires_and_not_when_pages_move():
    entry = verified(source="attested")
    assert on_ground(entry, then=attests(TODAY + timedelta(days=100))) == []
    (question,) = on_ground(entry, then=attests(TODAY + timedelta(days=1)))
    assert (question.matter, question.values["expires"]) == ("expiry", (TODAY + timedelta(days=1)).isoformat())
