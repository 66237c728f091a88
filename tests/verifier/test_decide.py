from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from directory.decisions import Effect
from tests.verifier.deciding import ADMIN, MORNING, POLICY, a_finding, adopting, said, state_of
from tests.verifier.shown import CONTACT, FIRST, NIGHT, PROVIDER, SECOND, THIRD, claim, line
from verifier.decide import NotAllowed, after_decision, bulkable
from verifier.policy import policy_name

LOOSE = msgspec.structs.replace(POLICY, two_persons=False)
TODAY = MORNING.date()


def effect(kind, *entries, policy=LOOSE, reviewers=2, **more):
    adopted = None if policy == POLICY else adopting(policy)
    return after_decision(state_of(kind, *entries, adopted=adopted, **more), policy, reviewers)


def lines(kind, *entries, **more):
    return {one.key: one for one in effect(kind, *entries, **more).entries}


def statuses(kind, *entries, **more):
    return {key: one.status for key, one in lines(kind, *entries, **more).items()}


def test_an_accepted_addition_is_verified_by_this_decision():
    entry = lines("accept", claim(FIRST), finding=a_finding("addition", FIRST))[FIRST]
    assert (entry.status, entry.decision, entry.accepted_by, entry.verified_on) == ("verified", 10, "person", TODAY)


def test_what_the_policy_accepts_says_so():
    on = msgspec.structs.replace(POLICY, additions_by_policy=True)
    by_policy = {"policy": on, "who": policy_name(on), "via": "policy", "decider": None}
    accepted = lines("accept", claim(FIRST), finding=a_finding("addition", FIRST), **by_policy)[FIRST]
    assert accepted.accepted_by == "policy"


def test_an_accepted_number_that_no_night_could_add_comes_out_of_its_evidence():
    entry = lines("accept", finding=a_finding("addition", FIRST))[FIRST]
    assert (entry.id, entry.status, entry.source, entry.snapshot) == (0, "verified", CONTACT, "b" * 64)


def test_a_number_without_evidence_or_line_is_not_accepted():
    with pytest.raises(NotAllowed, match="has no such line"):
        effect("accept", finding=a_finding("addition", FIRST, evidence=()))


def test_an_accepted_replacement_adds_the_new_line_and_retires_the_old():
    old, new = line(FIRST, presence="unseen"), line(SECOND, "candidate")
    found = lines("accept", old, new, finding=a_finding("replacement", SECOND, was=FIRST))
    assert (found[SECOND].status, found[SECOND].replaces) == ("verified", old.id)
    assert found[FIRST].status == "retired"


def test_a_replaced_line_that_other_pages_still_show_stays():
    found = lines("accept", line(FIRST), line(SECOND, "candidate"), finding=a_finding("replacement", SECOND, was=FIRST))
    assert set(found) == {SECOND}


def test_an_accepted_storm_moves_every_line_of_it():
    finding = a_finding("storm", keys=("+8657195017", "+8657195188", "CN:95017", "CN:95188"))
    old = [line(key, id=n, presence="unseen") for n, key in enumerate(("CN:95017", "CN:95188"), 1)]
    new = [line(key, "candidate", id=n, first_seen=NIGHT) for n, key in enumerate(("+8657195017", "+8657195188"), 3)]
    found = lines("accept", *old, *new, finding=finding)
    assert {key: (one.status, one.replaces) for key, one in found.items()} == {
        "CN:95017": ("retired", None),
        "CN:95188": ("retired", None),
        "+8657195017": ("verified", 1),
        "+8657195188": ("verified", 2),
    }


def test_an_accepted_removal_retires_the_line():
    gone = line(FIRST, presence="unseen", missed_nights=3)
    assert statuses("accept", gone, finding=a_finding("removal", FIRST)) == {FIRST: "retired"}


def test_a_removal_is_not_accepted_while_the_page_shows_the_line_again():
    with pytest.raises(NotAllowed, match="again"):
        effect("accept", line(FIRST), finding=a_finding("removal", FIRST))


def test_an_accepted_relabelling_moves_only_the_date():
    entry = line(FIRST, purpose="fraud")
    found = lines("accept", entry, finding=a_finding("relabelling", FIRST))
    assert found[FIRST] == msgspec.structs.replace(entry, verified_on=TODAY)


def test_an_accepted_relabelling_writes_the_words_that_were_asked_about():
    words = {"purpose": "fraud", "label": "Fraud desk", "languages": "en zh"}
    found = lines("accept", line(FIRST), finding=msgspec.structs.replace(a_finding("relabelling", FIRST), words=words))
    said = found[FIRST]
    assert (said.purpose, said.label, said.languages) == ("fraud", "Fraud desk", "en zh")


def test_an_accepted_relabelling_verifies_no_candidate():
    with pytest.raises(NotAllowed, match="candidate"):
        effect("accept", line(FIRST, "candidate"), finding=a_finding("relabelling", FIRST))


@pytest.mark.parametrize("matter", ["contradiction", "page"])
def test_an_accepted_contradiction_or_page_is_only_answered(matter):
    assert effect("accept", line(FIRST), finding=a_finding(matter, FIRST)) == Effect(finding_state="answered")


def test_an_accepted_loss_counts_as_missed_before_so_that_the_provider_is_no_longer_held():
    retired = line(THIRD, "retired")
    found = lines("accept", line(FIRST), line(SECOND, missed_nights=2), retired, finding=a_finding("held"))
    assert {key: (one.status, one.missed_nights) for key, one in found.items()} == {
        FIRST: ("verified", 1),
        SECOND: ("verified", 2),
    }


def test_an_accepted_loss_that_names_its_lines_touches_only_those():
    found = lines("accept", line(FIRST), line(SECOND), finding=a_finding("held", keys=(FIRST,)))
    assert set(found) == {FIRST}


@pytest.mark.parametrize("matter", ["addition", "replacement"])
def test_a_number_known_as_false_is_not_accepted(matter):
    finding = a_finding(matter, SECOND, was=FIRST)
    with pytest.raises(NotAllowed, match="undo"):
        effect("accept", line(FIRST), line(SECOND, "retired"), finding=finding, known_false=(SECOND,))


def test_a_disputed_line_is_not_accepted_back():
    with pytest.raises(NotAllowed, match="disputed"):
        effect("accept", line(FIRST, "disputed"), finding=a_finding("addition", FIRST))


def test_nothing_happens_until_the_second_person_has_spoken():
    finding = a_finding("replacement", SECOND, was=FIRST)
    entries = (line(FIRST, presence="unseen"), line(SECOND, "candidate"))
    first = said("accept", 9, finding=finding, who="2")
    assert effect("accept", *entries, finding=finding, policy=POLICY) == Effect(
        finding_state="open", waits_for="second_person"
    )
    second = effect("accept", *entries, finding=finding, policy=POLICY, earlier=[first])
    assert second.finding_state == "answered"
    assert len(second.entries) == 2


def test_what_is_forbidden_is_refused_before_a_second_person_is_asked():
    finding = a_finding("replacement", SECOND, was=FIRST)
    with pytest.raises(NotAllowed, match="rejected"):
        effect("accept", finding=finding, policy=POLICY, known_false=(SECOND,))


def test_a_rejected_number_is_known_as_false_and_its_candidate_ends():
    found = effect("reject", line(FIRST, "candidate"), finding=a_finding("addition", FIRST))
    assert found.known_false == ((PROVIDER.id, FIRST),)
    assert [(one.key, one.status) for one in found.entries] == [(FIRST, "retired")]
    assert found.finding_state == "answered"


def test_a_rejected_replacement_leaves_the_old_line_alone():
    found = effect(
        "reject", line(FIRST), line(SECOND, "candidate"), finding=a_finding("replacement", SECOND, was=FIRST)
    )
    assert [one.key for one in found.entries] == [SECOND]
    assert found.known_false == ((PROVIDER.id, SECOND),)


@pytest.mark.parametrize("matter", ["removal", "relabelling", "held", "page"])
def test_rejecting_what_claims_no_number_keeps_the_directory_and_calls_nothing_false(matter):
    assert effect("reject", line(FIRST), finding=a_finding(matter, FIRST)) == Effect()


def test_a_verified_line_is_not_called_false():
    with pytest.raises(NotAllowed, match="verified"):
        effect("reject", line(FIRST), finding=a_finding("contradiction", FIRST))


def test_rejecting_settles_a_disputed_line():
    assert statuses("reject", line(FIRST, "disputed"), finding=a_finding("addition", FIRST)) == {FIRST: "retired"}


def test_waiting_asks_again_on_its_date():
    until = TODAY + timedelta(days=7)
    found = effect("wait", finding=a_finding("addition", FIRST), until=until)
    assert found == Effect(finding_state="waiting", wait_until=until)


@pytest.mark.parametrize("until", [None, TODAY])
def test_waiting_needs_a_date_to_come(until):
    with pytest.raises(NotAllowed, match="expected a date after"):
        effect("wait", finding=a_finding("addition", FIRST), until=until)


def test_one_person_disputes_a_verified_line():
    assert statuses("dispute", line(FIRST), key=FIRST, policy=POLICY) == {FIRST: "disputed"}


def test_a_candidate_cannot_be_disputed():
    with pytest.raises(NotAllowed, match="only a verified line"):
        effect("dispute", claim(FIRST), key=FIRST)


def test_retiring_a_verified_line_is_a_removal_and_waits_for_a_second_word():
    assert statuses("retire", line(FIRST), key=FIRST, policy=POLICY) == {}


def test_one_person_retires_a_candidate_and_nobody_twice():
    assert statuses("retire", line(FIRST, "candidate"), key=FIRST, policy=POLICY) == {FIRST: "retired"}
    with pytest.raises(NotAllowed, match="already"):
        effect("retire", line(FIRST, "retired"), key=FIRST)


def test_a_line_that_nobody_holds_cannot_be_retired():
    with pytest.raises(NotAllowed, match="no such line"):
        effect("retire", key=FIRST)


def test_an_attested_number_is_a_line_that_rests_on_a_file():
    entry = lines("attest", key=FIRST)[FIRST]
    assert (entry.id, entry.status, entry.source, entry.decision) == (0, "verified", "attested", 10)


def test_an_attested_line_keeps_the_page_where_it_was_seen():
    assert lines("attest", line(FIRST, "candidate"), key=FIRST)[FIRST].source == CONTACT


@pytest.mark.parametrize(("entries", "known_false"), [((), (FIRST,)), ((line(FIRST, "disputed"),), ())])
def test_a_false_or_disputed_number_is_not_attested(entries, known_false):
    with pytest.raises(NotAllowed, match="undo"):
        effect("attest", *entries, key=FIRST, known_false=known_false)


def test_a_provider_without_a_hotline_has_no_candidates():
    assert statuses("no_hotline", claim(FIRST), line(SECOND, "disputed")) == {FIRST: "retired"}


def test_a_provider_with_a_verified_line_has_a_hotline():
    with pytest.raises(NotAllowed, match="retire"):
        effect("no_hotline", line(FIRST), claim(SECOND))


@pytest.mark.parametrize("kind", ["accept", "reject"])
def test_an_answer_needs_a_question(kind):
    with pytest.raises(NotAllowed, match="answers a finding"):
        effect(kind, line(FIRST), key=FIRST)


def test_in_bulk_goes_only_what_is_marked_so():
    safe, other = a_finding("addition", FIRST, is_bulkable=True), a_finding("addition", SECOND)
    assert bulkable([other, safe]) == ([safe], [other])


def test_lines_stand_on_new_ground_once_somebody_accepts_it():
    finding = a_finding("ground", keys=(FIRST, SECOND, THIRD))
    found = effect("accept", line(FIRST), line(SECOND), line(THIRD, "disputed"), finding=finding)
    assert {one.key: (one.decision, one.verified_on) for one in found.entries} == {
        FIRST: (10, TODAY),
        SECOND: (10, TODAY),
    }
    assert found.keys == (FIRST, SECOND)


def test_new_ground_needs_two():
    found = effect("accept", line(FIRST), finding=a_finding("ground", keys=(FIRST,)), policy=POLICY)
    assert (found.entries, found.waits_for) == ((), "second_person")


def test_a_line_is_confirmed_for_another_half_year_by_one_person():
    found = effect("accept", line(FIRST), finding=a_finding("expiry", FIRST), policy=POLICY)
    assert [(one.verified_on, one.decision) for one in found.entries] == [(TODAY, 10)]


def test_what_is_no_verified_line_is_not_confirmed():
    with pytest.raises(NotAllowed, match="only a verified line"):
        effect("accept", line(FIRST, "disputed"), finding=a_finding("expiry", FIRST))


def adopt(decision, in_force=POLICY, decider=ADMIN):
    adopted = None if in_force == POLICY else adopting(in_force)
    state = msgspec.structs.replace(state_of("policy", decider=decider, adopted=adopted), decision=decision)
    return after_decision(state, in_force, 2)


def test_an_admin_puts_a_policy_in_force():
    assert adopt(adopting(LOOSE)).waits_for == ""
    assert adopt(adopting(POLICY, LOOSE, seq=5), LOOSE).waits_for == ""


def test_a_policy_names_what_it_says_and_what_it_takes_the_place_of():
    for wrong in ({"ground": "policy:0"}, {"was": policy_name(LOOSE)}):
        with pytest.raises(NotAllowed, match="expected policy:"):
            adopt(adopting(LOOSE, **wrong))


def test_a_policy_that_is_in_force_is_not_adopted_again():
    with pytest.raises(NotAllowed, match="already"):
        adopt(adopting(POLICY))


def test_a_decision_under_a_policy_that_is_no_longer_in_force_is_refused():
    with pytest.raises(NotAllowed, match="adopted meanwhile"):
        after_decision(state_of("dispute", line(FIRST), key=FIRST, adopted=adopting(LOOSE)), POLICY, 2)


def test_a_line_that_rests_on_a_file_is_not_confirmed_without_a_newer_one():
    with pytest.raises(NotAllowed, match="`attest` it"):
        effect("accept", line(FIRST, source="attested"), finding=a_finding("expiry", FIRST))
