import pytest

from verifier.readers.colours import BLACK, WHITE, is_alike, read_colour


@pytest.mark.parametrize(
    ("value", "colour", "opacity"),
    [
        ("#fff", WHITE, 1),
        ("#ffffff", WHITE, 1),
        ("#fff0", WHITE, 0),
        ("#000000ff", BLACK, 1),
        ("white", WHITE, 1),
        ("transparent", BLACK, 0),
        ("rgb(255, 255, 255)", WHITE, 1),
        ("rgb(100% 100% 100% / 0.5)", WHITE, 0.5),
        ("rgba(0,0,0,0)", BLACK, 0),
        ("hsl(0,0%,100%)", WHITE, 1),
        ("hsl(120,50%,50%)", None, 1),
        ("var(--ink)", None, 1),
        ("#12", None, 1),
        ("#ggg", None, 1),
        ("rgb(1)", None, 1),
        ("image", None, 1),
    ],
)
def test_a_colour_is_read_as_css_writes_it(value, colour, opacity):
    assert read_colour(value) == (colour, opacity)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (WHITE, (245, 245, 245), True),
        (WHITE, (221, 221, 221), False),
        (BLACK, WHITE, False),
        ((255, 0, 0), (0, 128, 0), False),
    ],
)
def test_colours_are_alike_when_a_text_cannot_be_read(one, other, alike):
    assert is_alike(one, other) is alike
