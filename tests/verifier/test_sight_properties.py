"""What holds of sighting whatever the text: nothing ends it, spans fit, and what we print of a key is read as that key."""

from functools import cache
from itertools import pairwise

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.number import country_of, line_of, parts_of, print_number, tel_uri
from directory.printed import read_number
from lab.obfuscation_table import cases_of
from lab.obfuscations import families
from verifier.document import Block, Link
from verifier.fold import fold
from verifier.read_stretch import dialled
from verifier.sight import sight_block, sight_numbers

REGIONS = st.sampled_from([("CN",), ("US",), ("GB",), ("IN",), ("JP",), ("KR",), ("CN", "US"), ()])
PIECES = (
    "客服热线：", "Hotline: ", "tel", "お客様窓口：", "95188", "400-666-8800", "+86", "1-800-555-0199", "四零零", "〇", "壹", "four ", "zero", "double ",
    "OO", "l", "|", "*", "<4>", "(", ")", "（24小时）", "/", "、", ":", "\n", "\u200b", "\u202e", "\u202c", "\ufe0f\u20e3", "⑨", "𝟗", "٩", "🯹", " ", "-", ".",
    "转1", " ext. 6", "横杠", " dash ", "9:00-17:00", "2026-11-22", "İ", "ß", "🦊",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join),
)
# What the library prints as its example and we read as no number.
UNREADABLE = frozenset(
    {
        "+989601",  # four digits behind Iran's code: below what is dialled with a plus
    }
)


@cache
def whole_numbers():
    """Give one number of every kind of line in every plan, as a key."""
    numbers = [
        phonenumbers.example_number_for_type(region, kind)
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        for kind in phonenumbers.PhoneNumberType.values()
    ]
    found = {phonenumbers.format_number(one, phonenumbers.PhoneNumberFormat.E164) for one in numbers if one is not None}
    return sorted(found - UNREADABLE)


CODES = st.one_of(
    # 9511234 is a whole number to the library, so its key is another.
    st.from_regex(r"CN:95[0-9]{3,5}", fullmatch=True).filter(lambda key: read_number(key[3:], ["CN"])[0] == key),
    st.from_regex(r"CN:123[0-9]{2}", fullmatch=True),
    st.from_regex(r"CN-(?:10|2[0-57-9]|571|755):96[0-9]{3}", fullmatch=True),
    st.sampled_from(["GB:159", "IN:1930", "IN:155260", "PH:2882", "KR:1332", "US:611", "HK:18222", "CN:11888"]),
)
EXTENSIONS = st.one_of(st.just(""), st.from_regex(r";ext=[1-9][0-9]{0,3}", fullmatch=True))
KEYS = st.builds("{}{}".format, st.one_of(st.deferred(lambda: st.sampled_from(whole_numbers())), CODES), EXTENSIONS)
LABELS = st.sampled_from(["客服热线：", "Hotline: ", "お客様窓口：", "고객센터: ", "Телефон: "])


@given(text=TEXTS, regions=REGIONS)
def test_spans_lie_in_the_text_sorted_and_disjoint_and_hold_what_is_printed(text, regions):
    found = sight_numbers(text, regions)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(text[one.start : one.end] == one.raw for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.number == one.readings[0] and parts_of(one.number) for one in found)


@given(text=TEXTS, regions=REGIONS)
def test_the_same_text_is_read_the_same_again(text, regions):
    assert sight_numbers(text, regions) == sight_numbers(text, regions)


@given(text=TEXTS, start=st.integers(0, 40), length=st.integers(0, 40), regions=REGIONS, number=TEXTS)
def test_a_block_with_any_link_is_read(text, start, length, regions, number):
    sighted = sight_block(Block(text, "", "visible", links=(Link(start, start + length, number[:60]),)), regions)
    assert all(text[one.start : one.end] == one.raw for one in sighted.sightings)
    assert all(one.raw in text for one in sighted.refusals)


@given(text=TEXTS)
def test_folding_keeps_the_length_and_folding_twice_changes_nothing(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(max_examples=300)
@given(key=KEYS, label=LABELS)
def test_a_key_as_we_print_it_is_read_as_that_key(key, label):
    regions = (country_of(key) or "CN",)
    assert [one.number for one in sight_numbers(f"{label}{print_number(key)}", regions)] == [key]


@settings(max_examples=300)
@given(key=KEYS, regions=st.sampled_from([("CN",), ("US",), ("GB",)]))
def test_a_keys_link_dials_that_key_on_a_page_of_any_region(key, regions):
    own = country_of(key)
    assert dialled(tel_uri(key).removeprefix("tel:"), (own,) if ":" in line_of(key) else regions)[:1] == [key]


@pytest.mark.parametrize("name", ["circled", "english_mixed", "stars_each", "mixed_letters", "reversed_by_override"])
def test_a_masked_number_is_quoted_within_its_text(name):
    (family,) = (one for one in families() if one.name == name)
    for case in cases_of(family)[:20]:
        for one in sight_numbers(case.text, (case.region,)):
            assert case.text[one.start : one.end] == one.raw
            assert one.raw in one.quote
