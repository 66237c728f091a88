from verifier.overridden import find_reversed, hide_reversed


def test_a_number_turned_round_is_read_as_it_is_seen_and_found_where_it_stands():
    text = "客服热线：\u202e0088-666-004\u202c"
    (piece,) = find_reversed(text, ("CN",), "")
    assert piece.keys == ("+864006668800",)
    assert text[piece.start : piece.end] == "0088-666-004"


def test_what_an_override_turns_round_is_hidden_in_the_same_length():
    text = "热线：\u202e88159\u202c"
    assert len(hide_reversed(text)) == len(text)
    assert "88159" not in hide_reversed(text)
