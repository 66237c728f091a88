import pytest

from verifier.find import find_pieces
from verifier.glued import glued_to


def grown(text, *, is_labelled=False):
    piece = list(find_pieces(text, ("US",)))[-1]
    return glued_to(text, piece, is_labelled=is_labelled)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("$95188", "price"),
        ("img_4155550123_2", "code"),
        ("id=4155550123", "code"),
        ("see example.com/a/4155550123", "address"),
        ("[800-555](tel:80055)", "address"),
        ("b4155550123", "code"),
        ("call 415-555-0123", ""),
        ("_(415) 555-0123_", ""),
    ],
)
def test_what_digits_grow_out_of_is_told(text, reason):
    assert grown(text) == reason


def test_the_sign_of_a_keypad_stands_before_a_code_that_a_word_introduces():
    assert grown("#91100", is_labelled=True) == ""
    assert grown("#91100") == "code"
