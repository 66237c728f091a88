from directory.outbox import Letter


def test_lines_are_counted_by_how_they_stand(store, make):
    store.seed_candidates([make.entry(), make.entry(key="CN:95017"), make.entry(key="CN:95555", provider="xx/bank")])
    assert store.lines_by_standing() == {("candidate", "unseen"): 3}


def test_messages_are_counted_by_state(store, make):
    assert store.letters_by_state() == {}
    for name in ("a", "b"):
        letter = Letter(id=name, to="desk", kind="digest", title="t", body="b", made_at=make.at())
        store.keep_letter(letter, "desk", [name], make.at())
    store.sent_letter(store.take_letter(make.at(), make.at(2), ["desk"]), make.at())
    assert store.letters_by_state() == {"sent": 1, "waiting": 1}
