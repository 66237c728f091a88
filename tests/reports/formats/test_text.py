import unicodedata

import pytest

from reports.formats.text import render
from reports.nightly import compose
from reports.shown import text_width


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_quiet_night_is_one_screen(quiet_night, lang):
    assert len(render(compose(quiet_night, lang=lang)).splitlines()) <= 40


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_in_it_is_obeyed_by_a_terminal(hostile_night, lang):
    text = render(compose(hostile_night, lang=lang))
    assert {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} == {"\n"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_is_wider_than_79_columns_but_commands_and_addresses_to_copy(busy_night, lang):
    for line in render(compose(busy_night, lang=lang)).splitlines():
        if not line.strip().startswith(("hotlinewatch accept", "https://")):
            assert text_width(line) <= 79, line


def test_a_word_of_ten_thousand_letters_is_broken(hostile_night):
    longest = max(text_width(line) for line in render(compose(hostile_night)).splitlines() if "x" * 60 in line)
    assert longest <= 79


def test_differing_digits_have_a_mark_below_them(busy_night):
    lines = render(compose(busy_night)).splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip().startswith("on the page"))
    number, marks = lines[place], lines[place + 1]
    assert number[marks.index("^")] == "1"
    assert marks.strip() == "^"


def test_bunches_show_the_first_and_say_where_the_rest_is(busy_night):
    text = render(compose(busy_night))
    assert "[routine] Pouch (ph/pouch): 15 lines" in text
    assert "3 more: hotlinewatch review list" in text


def test_the_address_of_evidence_stands_whole_on_a_line(busy_night):
    lines = [line.strip() for line in render(compose(busy_night)).splitlines()]
    assert "https://www.pay.example/en/about-us/contact-us?channel=footer&lang=en" in lines
