import re

import pytest

from verifier.atoms import NUMERALS, SHAPES, WORDS, atoms_in, prefix_tree
from verifier.fold import fold


def read(text, *, has_bars=False):
    return [(atom.digits, atom.kind) for atom in atoms_in(text, 0, len(text), has_bars=has_bars)]


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("400", [("400", "digits")]),
        ("四零〇", [("4", "numeral"), ("0", "numeral"), ("0", "numeral")]),
        ("壹幺㊀〡", [("1", "numeral")] * 4),
        ("4OO", [("400", "shape")]),
        ("four Zero NINE", [("4", "word"), ("0", "word"), ("9", "word")]),
        ("double eight", [("88", "word")]),
        ("triple oh", [("000", "word")]),
        ("FourZero", [("4", "word"), ("0", "word")]),
        ("ゼロいちに", [("0", "word"), ("1", "word"), ("2", "word")]),
        ("一千二百", [("1", "numeral"), ("2", "numeral")]),
    ],
)
def test_a_text_is_taken_apart_into_what_stands_for_digits(text, atoms):
    assert read(text) == atoms


@pytest.mark.parametrize("text", ["phone", "fourteen", "Boston", "ill", "hotline", "often", "unit", "IOS"])
def test_a_part_of_a_word_stands_for_nothing(text):
    assert [atom for atom in read(text) if atom[1] in ("word", "shape")] in ([], [("105", "shape")])


def test_a_letter_is_no_true_digit():
    (atom,) = atoms_in("4OO", 0, 3, has_bars=False)
    assert (atom.digits, atom.true) == ("400", 1)


def test_a_bar_is_a_one_only_where_it_is_asked_to_be():
    assert read("0|0") == [("0", "digits"), ("0", "digits")]
    assert read("0|0", has_bars=True) == [("010", "shape")]


def test_tables_stand_for_single_digits_and_words_are_as_folded_text_has_them():
    assert {*NUMERALS.values(), *SHAPES.values(), *WORDS.values()} == set("0123456789")
    assert all(fold(word) == word for word in WORDS)


def test_a_tree_of_words_matches_the_longest_word():
    assert re.compile(prefix_tree(["sei", "seis", "sept"])).match("seis")[0] == "seis"
