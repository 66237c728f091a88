import pytest

from directory.number import is_valid
from tests.lab.operators.offered import CHINESE, CHINESE_LINES, ENGLISH, JAPANESE, changed, is_in, plant
from verifier.look_alike import difference

HOW = {
    "near_substitution": {"substitution"},
    "near_swap": {"swap"},
    "near_block_swap": {"block_swap", "reordered"},
    "near_last_group": {"reordered", "swap"},
    "near_other_country": {"other_country"},
    "shell_round_code": {"shell"},
    "near_lost_digit": {"lost_digit"},
    "near_doubled_digit": {"added_digit"},
}


@pytest.mark.parametrize("operator", HOW)
def test_the_planted_number_misses_the_true_one_as_it_says(operator):
    planting = plant(operator, CHINESE)
    if operator in ("near_lost_digit", "near_doubled_digit"):
        assert abs(len(planting.planted) - len("CN:4006710155")) == 1
    else:
        assert difference(planting.planted, planting.was) in HOW[operator]
    assert is_in(planting.planted, changed(planting))


@pytest.mark.parametrize("operator", ["near_substitution", "near_swap", "near_last_group"])
def test_a_near_miss_of_an_english_line_can_be_dialled(operator):
    assert is_valid(plant(operator, ENGLISH).planted)


def test_a_shell_needs_a_code():
    assert plant("shell_round_code", ENGLISH) is None
    assert CHINESE_LINES[1].key.removeprefix("CN:") in plant("shell_round_code", CHINESE).planted


def test_a_digit_is_lost_of_400_numbers_only():
    assert plant("near_lost_digit", JAPANESE) is None
