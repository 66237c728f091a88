import re

import pytest

from verifier.joined import hangs, is_joined, without_open_bracket


def groups_of(text):
    return [group.span() for group in re.finditer("[0-9]+", text)]


@pytest.mark.parametrize(
    "text", ["0571-2688 6000", "(0571) 2688-6000", "0511/12345678", "01 23 45 67 89", "400.666.8800"]
)
def test_the_signs_of_one_number_join_its_groups(text):
    assert is_joined(text, groups_of(text), has_plus=False)


@pytest.mark.parametrize("text", ["95188/95017", "95188. 95017", "1588-3819 (24", "95188  95017", "400-666 1"])
def test_the_signs_between_two_numbers_do_not(text):
    assert not is_joined(text, groups_of(text), has_plus=False)


def test_a_bracket_that_nothing_closes_is_no_part_of_the_number():
    assert without_open_bracket("(0571-95188", 0, 11) == 1
    assert without_open_bracket("(0571)95188", 0, 11) == 0


@pytest.mark.parametrize(("text", "is_so"), [("95050-2624 408", True), ("86-0571-88", False), ("0571 8815-66", False)])
def test_no_number_begins_at_a_group_that_hangs_on_others(text, is_so):
    assert hangs(text, groups_of(text), 1) is is_so
