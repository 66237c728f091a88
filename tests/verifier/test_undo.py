from __future__ import annotations

from datetime import timedelta

import pytest

from tests.verifier.deciding import POLICY, a_finding, adopting, said, state_of
from tests.verifier.shown import FIRST, NIGHT, PROVIDER, SECOND, line
from verifier.decide import NotAllowed, after_decision


def undo(*entries, of, undone=(), since=(), known_false=()):
    earlier = [of, *since]
    state = state_of("undo", *entries, undoes=of.seq, undone=undone, earlier=earlier, known_false=known_false)
    return after_decision(state, POLICY, 2)


def test_undoing_gives_lines_back_what_decisions_set_and_keeps_what_nights_saw():
    before = line(FIRST, last_seen=NIGHT - timedelta(days=5))
    now = line(FIRST, "retired", label="seen since")
    found = undo(now, of=said("retire", 5, key=FIRST), undone=(before,))
    assert found.entries[0] == line(FIRST, label="seen since")
    assert found.finding_state == "open"


def test_undoing_an_attestation_retires_the_line_it_added():
    found = undo(line(FIRST, decision=5), of=said("attest", 5, key=FIRST))
    assert [(one.key, one.status) for one in found.entries] == [(FIRST, "retired")]


def test_undoing_a_rejection_takes_the_number_off_the_false_ones():
    finding = a_finding("addition", FIRST)
    candidate = line(FIRST, "candidate")
    found = undo(
        line(FIRST, "retired"),
        of=said("reject", 5, finding=finding),
        undone=(candidate,),
        known_false=(FIRST, SECOND),
    )
    assert found.lifted_false == ((PROVIDER.id, FIRST),)
    assert found.entries == (candidate,)


def test_a_decision_is_undone_once():
    with pytest.raises(NotAllowed, match="already"):
        undo(of=said("retire", 5, key=FIRST), since=[said("undo", 6, key=FIRST, undoes=5)])


def test_an_undo_is_not_undone():
    with pytest.raises(NotAllowed, match="anew"):
        undo(of=said("undo", 5, key=FIRST, undoes=4))


def test_a_decision_that_another_was_built_on_is_not_undone_first():
    with pytest.raises(NotAllowed, match="decision 6"):
        undo(line(FIRST, "disputed"), of=said("attest", 5, key=FIRST), since=[said("dispute", 6, key=FIRST)])


def test_a_decision_is_undone_when_what_was_built_on_it_is_undone():
    since = [said("dispute", 6, key=FIRST), said("undo", 7, key=FIRST, undoes=6)]
    assert undo(line(FIRST, decision=5), of=said("attest", 5, key=FIRST), since=since).entries[0].status == "retired"


def test_a_decision_of_another_provider_is_not_undone():
    with pytest.raises(NotAllowed, match="no decision 5"):
        after_decision(state_of("undo", undoes=5), POLICY, 2)


def test_a_policy_is_taken_back_by_adopting_another():
    with pytest.raises(NotAllowed, match="--defaults"):
        undo(of=adopting(POLICY, seq=5, provider=PROVIDER.id))


def test_what_settled_many_lines_is_not_undone_under_a_later_decision_on_one_of_them():
    many = said("accept", 5, finding=a_finding("ground"), keys=(FIRST, SECOND))
    with pytest.raises(NotAllowed, match="decision 6"):
        undo(line(FIRST, decision=5), of=many, since=[said("dispute", 6, key=FIRST)])
