import pytest

from verifier.readers.boxes import is_gone, is_outdented, percent, pixels


@pytest.mark.parametrize(
    ("value", "px"),
    [
        ("12px", 12),
        ("-3em", -48),
        ("2rem", 32),
        (".5px", 0.5),
        ("0", 0),
        ("0%", 0),
        ("100vw", 1280),
        ("50%", None),
        ("auto", None),
        ("", None),
    ],
)
def test_a_length_is_pixels_or_nothing(value, px):
    assert pixels(value) == px


def test_a_share_is_percent_or_nothing():
    assert [percent(value) for value in ("50%", "-100%", "5px", "auto")] == [50, -100, None, None]


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ({"display": "none"}, True),
        ({"left": "-9999px"}, True),
        ({"left": "-9999px", "position": "static"}, False),
        ({"height": "0", "overflow": "hidden"}, True),
        ({"height": "0", "overflow": "hidden", "padding": "56%"}, False),
        ({"clip": "rect(0,0,0,0)"}, True),
        ({"clip": "rect(auto)"}, False),
        ({"clip-path": "inset(3px)"}, False),
        ({"transform": "translate(-9999px)"}, True),
        ({"transform": "none"}, False),
        ({}, False),
    ],
)
def test_declarations_say_whether_a_box_can_be_seen(said, gone):
    assert is_gone(said) is gone


def test_an_indent_moves_a_text_away_or_only_in():
    assert is_outdented("-999em", {})
    assert is_outdented("100%", {"overflow": "hidden"})
    assert not is_outdented("100%", {})
    assert not is_outdented("2em", {})
