from lab.planting import operators


def test_every_operator_is_found_once_by_id():
    ids = [one.id for one in operators()]
    assert ids == sorted(set(ids))
    assert {one.kind for one in operators()} == {"attack", "honest"}


def test_every_operator_says_what_it_does_and_where_that_comes_from():
    assert [one.id for one in operators() if not one.words or not one.source] == []
