from datetime import UTC, datetime, timedelta

from directory.outbox import Letter

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
HOLD = timedelta(minutes=5)


def letter(name="a", at=NOW):
    return Letter(id=name, to="desk", kind="urgent", made_at=at, title="t", body="b", next_at=at)


def test_what_was_told_is_told_nobody_twice_and_others_still_hear_it(store):
    assert store.untold("desk", ["x", "y"]) == ["x", "y"]
    assert store.keep_letter(letter(), "desk", ["x"], NOW)
    assert not store.keep_letter(letter("b"), "desk", ["y", "x"], NOW)
    assert store.untold("desk", ["x", "y"]) == ["y"]
    assert store.untold("duty", ["x"]) == ["x"]
    assert [one.id for one in store.letters()] == ["a"]


def test_a_message_is_held_by_one_sender_and_taken_again_under_its_id_when_that_one_dies(store):
    store.keep_letter(letter(), "desk", ["x"], NOW)
    assert store.take_letter(NOW, NOW + HOLD, ["duty"]) is None
    first = store.take_letter(NOW, NOW + HOLD, ["desk"])
    assert store.take_letter(NOW, NOW + HOLD, ["desk"]) is None
    again = store.take_letter(NOW + HOLD, NOW + 2 * HOLD, ["desk"])
    assert (first.id, first.tries, again.id, again.tries) == ("a", 1, "a", 2)
    store.sent_letter(again, NOW + HOLD)
    assert store.take_letter(NOW + 9 * HOLD, NOW + 9 * HOLD, ["desk"]) is None
    assert [one.sent_at for one in store.letters("sent")] == [NOW + HOLD]


def test_a_message_that_did_not_go_waits_for_its_next_try_or_has_failed(store):
    store.keep_letter(letter(), "desk", [], NOW)
    taken = store.take_letter(NOW, NOW + HOLD, ["desk"])
    store.unsent_letter(taken, "refused", NOW + HOLD)
    assert store.take_letter(NOW + HOLD / 2, NOW + HOLD, ["desk"]) is None
    store.unsent_letter(store.take_letter(NOW + HOLD, NOW + HOLD, ["desk"]), "refused", None)
    (failed,) = store.letters("failed")
    assert failed.error == "refused"
