import pytest

from verifier.dates import DATE


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
