from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.find import find_pieces
from verifier.fold import fold

CN, GB, US = ("CN",), ("GB",), ("US",)
FOUND = [
    ("95188", CN, [("95188", "CN:95188")]),
    ("95188/95017", CN, [("95188", "CN:95188"), ("95017", "CN:95017")]),
    ("95188-6", CN, [("95188-6", "CN:95188;ext=6")]),
    ("400-666-8800转1", CN, [("400-666-8800转1", "+864006668800;ext=1")]),
    (
        "400-666-8800转123 010-66194114",
        CN,
        [("400-666-8800转123", "+864006668800;ext=123"), ("010-66194114", "+861066194114")],
    ),
    ("400-666-8800（24小时）", CN, [("400-666-8800", "+864006668800")]),
    ("400-666-8800 / 400-627-2273", CN, [("400-666-8800", "+864006668800"), ("400-627-2273", "+864006272273")]),
    ("0755-8376 5566/5577", CN, [("0755-8376 5566", "+8675583765566"), ("5577", "+8675583765577")]),
    ("0755-83765566/83765577", CN, [("0755-83765566", "+8675583765566"), ("83765577", "+8675583765577")]),
    ("010-6619 4114-801", CN, [("010-6619 4114-801", "+861066194114;ext=801")]),
    ("86-571-95188", CN, [("86-571-95188", "+8657195188")]),
    ("+86 95188", CN, [("+86 95188", "CN:95188")]),
    ("0571-96588", CN, [("0571-96588", "CN-571:96588")]),
    ("+49 (0) 40 123456", ("DE",), [("+49 (0) 40 123456", "+4940123456")]),
    ("(020) 7946 0000", GB, [("(020) 7946 0000", "+442079460000")]),
    ("020 7946 0000 9:00-17:00", GB, [("020 7946 0000", "+442079460000")]),
    ("202-555-0123 ext. 45", US, [("202-555-0123 ext. 45", "+12025550123;ext=45")]),
    pytest.param(
        "(202) 555-0123",
        CN,
        [("(202) 555-0123", "+12025550123")],
        marks=pytest.mark.xfail(reason="the Chinese plan reads 20 as Guangzhou without its trunk zero"),
    ),
    ("1-800-275-2273", CN, [("1-800-275-2273", "+18002752273")]),
    ("1-800-MY-APPLE", US, [("1-800-MY-APPLE", "+18006927753")]),
    ("1588-3819 (24시간)", ("KR",), [("1588-3819", "+8215883819")]),
    ("03-1234-5678（平日9:00～18:00）", ("JP",), [("03-1234-5678", "+81312345678")]),
    ("+33 (0)1 23 45 67 89", ("FR",), [("+33 (0)1 23 45 67 89", "+33123456789")]),
]


@pytest.mark.parametrize(("text", "regions", "pieces"), FOUND)
def test_a_run_of_digits_is_cut_into_what_a_plan_can_dial(text, regions, pieces):
    found = [(text[one.start : one.end], one.keys[0]) for one in find_pieces(fold(text), regions)]
    assert found == pieces


@pytest.mark.parametrize("text", ["", "客服热线", "12", "1.5", "9:00-18:00", "330102199001011234"])
def test_where_nothing_can_be_dialled_there_is_no_piece(text):
    assert list(find_pieces(text, CN)) == []


def test_a_piece_says_whether_a_plan_knows_the_whole_of_it():
    assert [one.is_full for one in find_pieces("400-666-8800、95188", CN)] == [True, False]


def test_a_piece_says_whether_a_plus_stood_before_it():
    assert [one.has_plus for one in find_pieces("+86 571 95188, 0571 95188", CN)] == [True, False]


@given(
    text=st.text("0123456789 -()/+.,:转xA\u200b", max_size=120), regions=st.sampled_from([CN, US, GB, ("CN", "US"), ()])
)
def test_pieces_come_in_order_and_never_overlap(text, regions):
    pieces = list(find_pieces(text, regions))
    assert all(0 <= one.start < one.end <= len(text) for one in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))
    assert all(one.keys for one in pieces)


@pytest.mark.parametrize(
    "flood", ["1" * 60_000, "12 " * 20_000, "1-" * 30_000, "(" * 60_000, "+1(" * 20_000, "400-666-8800/" * 3_000]
)
def test_a_flood_of_digits_is_cut_without_an_error(flood):
    assert all(one.end - one.start < 60 for one in find_pieces(flood, CN))
