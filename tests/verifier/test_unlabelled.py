import pytest

from verifier.find import Piece, find_pieces
from verifier.unlabelled import is_alone, unlabelled_refusal

CN, DE, US = ("CN",), ("DE",), ("US",)


def refusal(text, regions, lead=""):
    [piece] = find_pieces(text, regions)
    return unlabelled_refusal(text, piece, lead)


@pytest.mark.parametrize(
    ("text", "regions", "reason"),
    [
        ("2025550123", US, ""),
        ("look at 2025550123 and", US, "bare"),
        ("look at 2025550123 ext. 12 and", US, ""),
        ("look at 202-5550123 and", US, ""),
        ("look at 202 555 0123 and", US, ""),
        ("04931-49", DE, ""),
        ("von 04931-49 bis", DE, "shape"),
        ("13912345678", CN, ""),
        ("参见本页的 13912345678 等", CN, "bare"),
        ("参见 4006668800 等", CN, ""),
    ],
)
def test_a_number_without_a_label_is_known_by_its_form(text, regions, reason):
    assert refusal(text, regions) == reason


def test_a_number_of_no_country_opens_with_no_prefix():
    piece = Piece(8, 26, ("+88888888158198",), True, ("88", "88", "88", "8815", "8198"), False)
    assert unlabelled_refusal("look at 88 88 88 8815 8198 and", piece, "") == ""


def test_bare_digits_that_the_page_gives_another_name_are_no_number():
    assert refusal("2025550123", US, lead="parcel") == "bare"


@pytest.mark.parametrize(
    ("text", "alone"), [("(4006668800)", True), ("cn 4006668800", True), ("total 4006668800", False)]
)
def test_hardly_a_letter_stands_beside_a_number_that_is_alone(text, alone):
    assert is_alone(text, "4006668800") is alone
