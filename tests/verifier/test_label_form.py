"""The form of most Chinese hotlines, a label, the number, its hours in brackets: every voice line of a real directory."""

import re

import phonenumbers
import pytest
from phonenumbers import Leniency, PhoneNumberMatcher

from tests.real_pages import needs_data, rows_of
from verifier.sight import sight_numbers

pytestmark = [pytest.mark.data, needs_data]

CHINESE, ENGLISH = "客服热线：{}（24小时）", "Hotline: {} (24 hours)"
JAPANESE, KOREAN = "お客様窓口：{}（24時間）", "고객센터: {}(24시간)"
FORMS = (CHINESE, ENGLISH, JAPANESE, KOREAN)
FULL_WIDTH = (CHINESE, JAPANESE)

# Lines whose label in the directory is no key of ours, each with the key that the rules give (design, 4) and why; None: not read.
LABELS_BESIDE_THE_RULE = {
    "+853 1888": ("MO:1888", "a code behind a country's code is the country's code, never a whole number"),
    "6502530000": ("CN:6502530000", "an American number without its +1: as printed it is a number of no Chinese plan"),
    "955981112": ("CN:955981112", "95598 with its holder's own digits is a code, no whole number"),
    "955581101": ("CN:955581101", "95558 with its holder's own digits is a code, no whole number"),
    "6700": (None, "a code of an American carrier, in no Chinese series"),
}
PROVINCIAL = re.compile(r"0(?P<area>[0-9]{2,3})-?(?P<code>96[0-9]{3,4})")


def voice_lines():
    """Give what is printed of every line that a caller can dial; SMS sender ids are none."""
    phones = [phone for row in rows_of("directory-vcards.jsonl") for phone in row["phones"]]
    assert len(phones) == 574
    return [phone["raw"] for phone in phones if phone["kind"] != "sms-code"]


def expected(printed):
    """Give the key by rule, without our reader: the plan's whole number, a province's code with its area, else as printed."""
    if printed in LABELS_BESIDE_THE_RULE:
        return LABELS_BESIDE_THE_RULE[printed][0]
    if (provincial := PROVINCIAL.fullmatch(printed)) is not None:
        return f"CN-{provincial['area']}:{provincial['code']}"
    number = phonenumbers.parse(printed, "CN")
    if phonenumbers.is_valid_number(number):
        return f"+{number.country_code}{number.national_number}"
    return f"CN:{re.sub('[^0-9]', '', printed)}"


@pytest.mark.parametrize("form", FORMS)
def test_every_voice_line_is_found_behind_its_label_with_its_key(form):
    lines = voice_lines()
    assert len(lines) == 553
    found = {line: [one.number for one in sight_numbers(form.format(line), ("CN",))] for line in lines}
    assert {line: keys for line, keys in found.items() if keys != [key for key in (expected(line),) if key]} == {}


@pytest.mark.parametrize("form", FORMS)
def test_the_line_is_quoted_as_printed_and_its_hours_are_no_part_of_it(form):
    wrong = [
        (line, one.raw)
        for line in voice_lines()
        for one in sight_numbers(form.format(line), ("CN",))
        if one.raw != line or "24" not in one.hours
    ]
    assert wrong == []


@pytest.mark.parametrize("form", FULL_WIDTH)
def test_the_librarys_matcher_finds_none_in_this_form(form):
    texts = [form.format(line) for line in voice_lines()]
    found = sum(PhoneNumberMatcher(text, "CN", Leniency.POSSIBLE).has_next() for text in texts)
    assert found == 0


def test_a_label_that_breaks_the_rule_is_still_in_the_directory():
    assert set(LABELS_BESIDE_THE_RULE) <= set(voice_lines())
