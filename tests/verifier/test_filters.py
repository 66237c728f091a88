import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.document import Block
from verifier.filters import filter_blocks, letters_as_digits

O_AND_L = {"O": "0", "l": "1"}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("客服热线：4OO-666-88OO", "客服热线：400-666-8800"),
        ("Call 4OO-OOO-8800 now", "Call 400-000-8800 now"),
        ("95l88", "95188"),
        ("(O20) 7946 0000", "(020) 7946 0000"),
        ("O20 7946 OOO0", "020 7946 0000"),
        ("O571-95l88", "0571-95188"),
        ("４Ｏ０６６６８８００", "４0０６６６８８００"),
        ("Office 1 or 2: 4OO6668800", "Office 1 or 2: 4006668800"),
    ],
)
def test_a_letter_among_the_digits_of_a_number_is_its_digit(text, read):
    assert letters_as_digits(text, O_AND_L) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Office hours",
        "OOO-OOO-OOOO",
        "5l of water, 100l of oil",
        "Oslo 95188 Olso",
        "model XO95188",
        "call 95188 O",
        "H2O and CO2",
        "4oo-666-88oo",
    ],
)
def test_words_quantities_and_letters_of_no_pair_stay_as_they_are(text):
    assert letters_as_digits(text, O_AND_L) == text


def test_a_pair_takes_a_sign_that_patterns_use():
    assert letters_as_digits("95[88-666", {"[": "1"}) == "95188-666"


@given(text=st.text(), pairs=st.dictionaries(st.sampled_from("OolIBS$"), st.sampled_from("0123456789"), min_size=1))
def test_the_length_stays_and_only_letters_of_the_pairs_change(text, pairs):
    read = letters_as_digits(text, pairs)
    assert len(read) == len(text)
    assert all(now == was or now in pairs.values() for was, now in zip(text, read, strict=True))


def test_blocks_are_changed_in_their_text_alone():
    block = Block("客服 4OO-666-8800", "html > p", "visible", lead="OO")
    rule = {"name": "letters_as_digits", "pairs": {"O": "0"}}
    assert filter_blocks([block], [rule]) == (block._replace(text="客服 400-666-8800"),)
    assert filter_blocks([block], [{"name": "drop", "css": "p"}]) == (block,)
