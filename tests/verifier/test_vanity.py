import pytest

from verifier.vanity import find_vanity

US, AU = ("US",), ("AU",)


def found(text, regions):
    digits = next(index for index, char in enumerate(text) if char.isdigit())
    end = next(index for index, char in enumerate(text) if index > digits and char.isalpha())
    word = find_vanity(text, digits, end - 1 if text[end - 1] in "-. " else end, regions)
    return word and (text[slice(*word[0])], word[1][0])


@pytest.mark.parametrize(
    ("text", "regions", "word"),
    [
        ("1-800-MY-APPLE", US, ("1-800-MY-APPLE", "+18006927753")),
        ("call 1-800-SPEAK-UP today", US, ("1-800-SPEAK-UP", "+18007732587")),
        ("888-456-ERGO (3746)", US, ("888-456-ERGO", "+18884563746")),
        ("1300 FLOWER", AU, ("1300 FLOWER", "+611300356937")),
        ("1800-FLOWERS", US, ("1800-FLOWERS", "+18003569377")),
        ("1800-FLOWERS", ("SG",), ("1800-FLOWERS", "+6518003569377")),
        ("1800-FLOWERS", ("CN",), ("1800-FLOWERS", "+18003569377")),
        ("13 LIFELINE", US, None),
        ("6.13.2024 HACLA Board", US, None),
        ("on 8 MAY", US, None),
    ],
)
def test_capitals_behind_a_free_call_prefix_are_keypad_digits(text, regions, word):
    assert found(text, regions) == word
