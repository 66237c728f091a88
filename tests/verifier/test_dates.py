import re

import pytest

from verifier.dates import DATE, is_date, without_date


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05",
        "2024.1.5",
        "2024/01/05 12",
        "05.01.2024",
        "1/5/2024",
        "20240105",
        "20240105123000",
        "2023-2024",
        "2019/20",
        "(2024) 12",
    ],
)
def test_dates_and_spans_of_years_are_seen(text):
    assert DATE.fullmatch(text)


@pytest.mark.parametrize("text", ["2024-13-05", "400-666-8800", "95188", "1234-56-78", "0571-88156688", "2088 1234"])
def test_numbers_that_only_look_like_one_are_not(text):
    assert not DATE.fullmatch(text)


def test_a_number_behind_a_date_keeps_it_from_being_only_a_date():
    assert is_date("2024-01-05 12:30:45", 0, 19)
    text = "21.6.1984 at 415-666-7777"
    assert not is_date(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "has_day"),
    [("8181.46 . 28/11/2025", True), ("28/11/2025", False), ("020 7946 0018", False), ("12-28/11/2025", False)],
)
def test_a_day_behind_a_blank_is_no_part_of_a_number(text, has_day):
    groups = [match.span() for match in re.finditer("[0-9]+", text)]
    assert (len(without_date(text, groups)) < len(groups)) is has_day


@pytest.mark.parametrize(("text", "left"), [("95 2025年", 1), ("95 2025년", 1), ("95 2025-10", 3), ("95 8422年", 2)])
def test_the_year_of_a_date_in_signs_is_no_part_of_a_number(text, left):
    groups = [match.span() for match in re.finditer("[0-9]+", text)]
    assert len(without_date(text, groups)) == left
