import pytest

from verifier.listed import Whole, is_code, read_tail

CN = ("CN",)
LINE = Whole(("0755", "8376", "5566"), ("+8675583765566",), has_plus=False)
INNER = Whole(("0571", "88156688"), ("+8657188156688;ext=801",), has_plus=False)


@pytest.mark.parametrize(
    ("groups", "join", "tail"),
    [
        (["5577"], "/", (1, ("+8675583765577",))),
        (["77"], "/", (1, ("+8675583765577",))),
        (["5577"], "、", (1, ("+8675583765577",))),
        (["5577"], ", ", (1, ("+8675583765577",))),
        (["8377", "5577"], " or ", (2, ("+8675583775577",))),
        (["83775577"], "或", (1, ("+8675583775577",))),
    ],
)
def test_the_end_of_a_number_written_once_more_is_another_number(groups, join, tail):
    assert read_tail(groups, join, LINE, CN) == tail


@pytest.mark.parametrize(
    ("groups", "join"),
    [
        (["77"], ", "),
        (["557"], "、"),
        (["2024"], ", "),
        (["5577"], " "),
        (["5577"], " - "),
        (["5577"], ". "),
        (["95188"], "/"),
        (["400", "666", "8800"], "、"),
    ],
)
def test_what_is_no_end_of_the_number_before_is_left_alone(groups, join):
    assert read_tail(groups, join, LINE, CN) is None


def test_behind_an_extension_stands_another_extension_of_the_line():
    assert read_tail(["802"], "/", INNER, CN) == (1, ("+8657188156688;ext=802",))
    assert read_tail(["88156699"], "/", INNER, CN) is None


@pytest.mark.parametrize(("digits", "is_one"), [("95188", True), ("12345", True), ("5566", False), ("83765577", False)])
def test_a_code_of_its_own_is_no_end_of_a_number(digits, is_one):
    assert is_code(digits, CN) is is_one
