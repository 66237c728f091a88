import pytest

from directory.number import line_of
from tests.lab.operators.offered import ALL, AMERICAN, ENGLISH, added_to, changed, is_in, plant


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ["added_beside", "added_bare"])
def test_the_number_is_added_and_nothing_else_moves(operator, one):
    planting = plant(operator, one)
    assert is_in(planting.planted, added_to(planting, one))


def test_beside_a_link_the_number_has_one_too():
    seeds = [added_to(plant("added_beside", ENGLISH, seed), ENGLISH) for seed in range(8)]
    assert {'<a href="tel:' in text for text in seeds} == {True, False}


def test_a_bare_line_is_routine_since_nothing_tells_it_from_an_honest_one():
    assert plant("added_bare", ENGLISH).expected == "routine"


def test_letters_are_planted_in_north_america_only():
    planting = plant("added_vanity", AMERICAN)
    assert len(planting.planted) == len("+18335550100")
    assert plant("added_vanity", ENGLISH) is None


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_an_extension_is_put_behind_the_true_line(one):
    planting = plant("swapped_extension", one)
    assert line_of(planting.planted) == planting.was
    assert planting.planted.partition("=")[2] in changed(planting)
