import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phonenumbers import NumberParseException, PhoneNumberFormat

from directory.number import UnknownRegion, _parsed
from directory.plans import full_number, is_code, is_full_abroad

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


def examples(region):
    found = [phonenumbers.example_number_for_type(region, kind) for kind in range(11)]
    return sorted({phonenumbers.national_significant_number(one) for one in found if one is not None})


@st.composite
def dialled_digits(draw):
    """Give a region and digits near its plan: an example line with some digits changed, behind the prefixes people dial."""
    region = draw(st.sampled_from(REGIONS))
    digits = list(draw(st.sampled_from(examples(region))))
    for _ in range(draw(st.integers(0, 3))):
        digits[draw(st.integers(0, len(digits) - 1))] = draw(st.sampled_from("0123456789"))
    code = str(phonenumbers.country_code_for_region(region))
    trunk = phonenumbers.PhoneMetadata.metadata_for_region(region).national_prefix or "0"
    return region, draw(st.sampled_from(["", trunk, code, code + trunk, code + trunk * 2, "00", "1"])) + "".join(digits)


def of_library(text, region):
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return ""
    is_valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if is_valid else ""


@given(dialled_digits())
def test_what_the_plan_answers_is_what_the_library_says(dialled):
    region, digits = dialled
    assert full_number(digits, region) in (None, of_library(digits, region))


@given(st.sampled_from(REGIONS), st.text("0123456789", min_size=3, max_size=16))
def test_any_digits_get_the_library_s_answer_in_every_region(region, digits):
    assert full_number(digits, region) in (None, of_library(digits, region))


@given(dialled_digits())
def test_what_is_sure_behind_a_plus_is_valid_there(dialled):
    digits = dialled[1]
    if is_full_abroad(digits):
        assert of_library("+" + digits, None) == "+" + digits


@given(st.one_of(dialled_digits().map(lambda dialled: dialled[1]), st.text("0123456789", min_size=3, max_size=15)))
@example("390612345678")
@example("3900")
@example("800123")
@example("80012345678")
@example("4402079460000")
@example("881612345678")
def test_the_record_of_a_key_is_the_one_that_the_library_parses(digits):
    try:
        parsed = phonenumbers.parse("+" + digits, None)
    except NumberParseException:
        parsed = None
    assert _parsed("+" + digits) == parsed


@pytest.mark.parametrize(
    ("digits", "region", "key"),
    [
        ("4006668800", "CN", "+864006668800"),
        ("057126886000", "CN", "+8657126886000"),
        ("95188", "CN", ""),
        ("20240105", "CN", ""),
        ("2125550123", "US", "+12125550123"),
        ("12125550123", "US", "+12125550123"),
        ("02079460000", "GB", "+442079460000"),
        ("0332345678", "JP", "+81332345678"),
        ("0612345678", "IT", "+390612345678"),
    ],
)
def test_the_numbers_of_every_day_need_no_library(digits, region, key):
    assert full_number(digits, region) == key


def test_a_number_behind_the_prefix_for_abroad_is_left_to_the_library():
    assert full_number("008657126886000", "CN") is None


def test_a_code_is_one_only_in_a_region_that_has_it():
    assert is_code("95188", "CN")
    assert is_code("911", "US")
    assert not is_code("110", "US")
    assert not is_code("0110", "CN")


def test_an_unknown_region_is_refused():
    with pytest.raises(UnknownRegion, match="'GB'"):
        full_number("02079460000", "UK")
