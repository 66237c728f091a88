import pytest

from tests.lab.operators.offered import ALL, CHINESE, ENGLISH, added_to, changed, digits, is_in, plant


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ["additional_line", "warning_with_false_number"])
def test_a_sentence_names_a_new_number(operator, one):
    planting = plant(operator, one)
    assert is_in(planting.planted, added_to(planting, one))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ["warning_of_own_line", "notice_of_retirement"])
def test_a_notice_names_a_line_that_is_listed(operator, one):
    planting = plant(operator, one)
    assert any(line.printed in added_to(planting, one) for line in one.pages[0].lines)
    assert planting.expected == "review"


def test_a_400_number_gives_way_to_a_code():
    moves = [plant("announced_move", CHINESE, seed) for seed in range(12)]
    assert {one.planted[:6] for one in moves if one.was == "+864006710155"} == {"CN:953"}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_a_move_is_never_to_be_urgent(one):
    assert plant("announced_move", one).expected == "review"


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_branches_come_with_a_number_each(one):
    planting = plant("new_branches", one)
    assert added_to(planting, one).count("<tr>") == 4
    assert len(digits(added_to(planting, one))) > 4 * 8


def test_public_lines_are_those_of_the_page_s_country():
    assert "96110" in changed(plant("public_line_named", CHINESE))
    assert "police" in changed(plant("public_line_named", ENGLISH))
