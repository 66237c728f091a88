import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.fold import NOTHING, fold, is_odd


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("９５１８８", "95188"),
        ("４００－６６６－８８００", "400-666-8800"),
        ("客服热线：95188（24小时）", "客服热线:95188(24小时)"),
        ("⑨⑤①⑧⑧", "95188"),
        ("𝟗𝟓𝟏𝟖𝟖", "95188"),
        ("⁹⁵₁⁸⁸", "95188"),
        ("۹۵۱۸۸", "95188"),
        ("९५१८८", "95188"),
        ("400\u2011666\u20138800", "400-666-8800"),
        ("400\u00a0666\u30008800", "400 666 8800"),
        ("400\u00ad666\u200d8800", f"400{NOTHING}666{NOTHING}8800"),
        ("9\ufe0f\u20e3", f"9{NOTHING}{NOTHING}"),
        ("【95188】", "(95188)"),
        ("95188", "95188"),
        ("हेल्पलाइन 95188", "हेल्पलाइन 95188"),
        ("9\u03365", f"9{NOTHING}5"),
        ("电话 тел هاتف", "电话 тел هاتف"),
    ],
)
def test_a_character_is_folded_by_what_it_means(printed, folded):
    assert fold(printed) == folded


@pytest.mark.parametrize("raw", ["95188", "９５１８８", "۹۵۱۸۸", "९५१८८", "400－666－8800", "020\u00a07946\u00a00000"])
def test_what_honest_pages_write_is_not_odd(raw):
    assert not is_odd(raw)


@pytest.mark.parametrize("raw", ["⑨⑤①⑧⑧", "𝟗𝟓𝟏𝟖𝟖", "⁹⁵¹⁸⁸", "95\u200b188", "95\u00ad188", "🯹🯵🯱🯸🯸"])
def test_digits_in_disguise_and_invisible_characters_are_odd(raw):
    assert is_odd(raw)


@given(text=st.text())
def test_folding_keeps_the_length_and_folding_twice_changes_nothing(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
