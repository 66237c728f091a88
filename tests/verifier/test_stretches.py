from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.fold import fold
from verifier.stretches import MOST_CHARS, TOGETHER_CHARS, find_stretches


def shown(text):
    return [text[start:end] for start, end, *_ in find_stretches(text)]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("call 0571-2688 6000 now", ["0571-2688 6000"]),
        ("客服热线：９５１８８（24小时）", ["９５１８８（24"]),
        ("𝟗𝟓𝟏𝟖𝟖", ["𝟗𝟓𝟏𝟖𝟖"]),
        ("9_5_1_8_8", ["9_5_1_8_8"]),
        ("95\u200b188", ["95\u200b188"]),
        ("12 of 34", []),
        ("no digits", []),
        ("110\n119", ["110\n119"]),
        ("四零零六六六", ["四零零六六六"]),
        ("一、二", []),
        ("9 dash 5 dash 1", ["9 dash 5 dash 1"]),
        ("please call four zero zero today", [" four zero"]),
    ],
)
def test_digits_that_stand_together_are_one_stretch(text, stretches):
    assert shown(text) == stretches


def test_an_extension_in_words_is_in_the_stretch_of_its_number():
    assert shown("400-666-8800 转 1234") == ["400-666-8800 转 1234"]


def test_numbers_far_from_each_other_are_stretches_of_their_own():
    assert shown(f"95188{'x' * (TOGETHER_CHARS + 1)}95017") == ["95188", "95017"]


def test_a_long_list_is_cut_between_its_numbers():
    text = " or ".join(["0571-88156688"] * 100)
    assert len(shown(text)) > 1
    assert all(len(stretch) <= MOST_CHARS for stretch in shown(text))


def test_a_whole_number_has_room_only_in_a_long_row():
    text = f"dial 95188 today{' ' * 30}0571-95188"
    assert [is_full for _, _, is_full, _ in find_stretches(text)] == [False, True]


@given(st.text(alphabet="0123456789 -()./_abc中９①\u200b\n𝟗😀", max_size=300))
def test_stretches_are_in_order_apart_and_hold_every_long_run_of_digits(text):
    spans = [(start, end) for start, end, *_ in find_stretches(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    folded = fold(text)
    covered = {index for start, end in spans for index in range(start, end)}
    for index in range(len(folded) - 2):
        if folded[index : index + 3].isdigit() and folded[index : index + 3].isascii():
            assert {index, index + 1, index + 2} <= covered
