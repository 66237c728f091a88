import pytest

from verifier.find import find_pieces
from verifier.shapes import HOURS, shape_of

US = ("US",)


def shapes(text, regions=US, **told):
    return {
        shape_of(text, piece, text[piece.start : piece.end], **({"is_labelled": False} | told))
        for piece in find_pieces(text, regions)
    }


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("20261122", "date"),
        ("11/22/2026", "date"),
        ("1,234,567", "amount"),
        ("95188.50", "amount"),
        ("39.904200", "coordinates"),
        ("192.0.2.170", "address"),
        ("192.168.100.200", "address"),
        ("11 12 13 14 15", "sequence"),
        ("99 2000 01", "sequence"),
        ("000-000-0000", "placeholder"),
        ("123 456 789", "placeholder"),
    ],
)
def test_digits_say_by_their_own_look_what_they_are(text, shape):
    assert shape in shapes(text)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("202.555.0123", US),
        ("(202) 555-0123", US),
        ("01.23.45.67.89", ("FR",)),
        ("33.12.34.56", ("DK",)),
        ("95188", ("CN",)),
        ("400-666-8800", ("CN",)),
    ],
)
def test_what_looks_like_a_number_has_no_other_look(text, regions):
    assert shapes(text, regions) == {""}


def test_a_whole_number_that_a_word_calls_a_phone_is_no_amount():
    assert shapes("202.555.0123.45") == {"amount"}
    assert "" in shapes("202-555-0123:45", is_labelled=True)
    assert shapes("915.123.123", ("ES",), is_labelled=True) == {"amount"}
    assert shapes("915.123.123", ("ES",), is_labelled=True, is_named=True) == {""}
    assert shapes("069.123.456", ("DE",)) == {""}


@pytest.mark.parametrize(("text", "is_hours"), [("0900-1800", True), ("800-1730", True), ("0571-8800", False)])
def test_hours_without_colons_are_told_by_their_digits(text, is_hours):
    assert (HOURS.fullmatch(text) is not None) is is_hours
