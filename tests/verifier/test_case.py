from __future__ import annotations

import msgspec

from directory.findings import Change
from tests.verifier.shown import CONTACT, FIRST, HELP, NIGHT, PROVIDER, SECOND, THIRD, claim, line, page, says
from verifier.case import (
    Case,
    evidence_for,
    evidence_of,
    is_claimed,
    is_present,
    listed_keys,
    new_keys,
    once,
    own_in,
    seen_in,
)


def a_case(*entries, changes=(), **now):
    return Case(provider=PROVIDER, at=NIGHT, entries=entries, changes=changes, **now)


def appeared(key):
    return Change(provider=PROVIDER.id, number=key, change="appeared", cause="provider")


def test_every_layer_is_seen_and_only_confirming_ones_are_the_providers_own():
    readings = {CONTACT: page(FIRST, says(SECOND, layer="hidden"), says(THIRD, owner="police"))}
    assert [seen.sighting.number for seen in seen_in(readings)] == [FIRST, SECOND, THIRD]
    assert [seen.sighting.number for seen in own_in(readings)] == [FIRST]


def test_a_number_is_new_until_a_person_has_decided_on_it():
    case = a_case(
        line(FIRST), line(SECOND, "candidate"), changes=(appeared(THIRD),), now={CONTACT: page(FIRST, SECOND)}
    )
    assert new_keys(case) == {SECOND, THIRD}


def test_a_candidate_that_no_page_shows_is_not_new():
    assert new_keys(a_case(claim(FIRST), now={CONTACT: page()})) == set()


def test_a_line_merely_seen_is_listed_by_nobody():
    seen = line(FIRST, "candidate", origin=f"seen on {CONTACT}")
    assert not is_claimed(seen)
    assert listed_keys(a_case(seen, claim(SECOND), line(THIRD))) == {SECOND, THIRD}


def test_evidence_names_page_snapshot_place_and_words():
    seen = next(own_in({CONTACT: page(FIRST)}))
    evidence = evidence_of(seen)
    assert (evidence.url, evidence.snapshot, evidence.place, evidence.quote) == (
        CONTACT,
        "b" * 64,
        "p",
        f"Call {FIRST}",
    )


def test_evidence_gives_each_page_once_before_any_twice_and_its_own_word_first():
    hidden = says(FIRST, layer="hidden", place="aside")
    readings = {CONTACT: page(says(FIRST, place="a"), says(FIRST, place="b")), HELP: page(hidden)}
    found = [(one.url, one.place) for one in evidence_for(FIRST, readings, 2)]
    assert found == [(CONTACT, "a"), (HELP, "aside")]


def test_a_line_is_present_when_its_digits_stand_in_a_confirming_layer():
    assert is_present(page(present=[FIRST]), FIRST)
    assert not is_present(page(says(FIRST, layer="hidden")), FIRST)
    assert not is_present(page(SECOND), FIRST)


def test_a_line_is_not_present_where_only_a_longer_key_holds_its_digits():
    assert not is_present(page("+8657195188", present=["CN:95188"]), "CN:95188")
    assert not is_present(page("CN:95188;ext=6", present=["CN:95188"]), "CN:95188")
    assert is_present(page("CN:95188;ext=6", "CN:95188"), "CN:95188")


def test_a_case_is_looked_at_once_and_a_changed_copy_anew():
    looks = []

    @once
    def keys_now(case):
        looks.append(case.provider.id)
        return sorted(seen.sighting.number for seen in seen_in(case.now))

    case = a_case(now={CONTACT: page(FIRST)})
    assert keys_now(case) == keys_now(case)
    assert keys_now(msgspec.structs.replace(case, now={})) == []
    assert len(looks) == 2
