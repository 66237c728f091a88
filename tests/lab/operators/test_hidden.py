import pytest

from lab.operators import hidden
from tests.lab.operators.offered import ALL, ENGLISH, added_to, before, changed, ids_of, is_in, plant


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ids_of(hidden))
def test_the_number_is_added_and_nothing_else_moves(operator, one):
    planting = plant(operator, one)
    assert is_in(planting.planted, added_to(planting, one))
    assert planting.was == ""


@pytest.mark.parametrize(
    ("operator", "mark"),
    [
        ("hidden_display", "display:none"),
        ("hidden_comment", "<!--"),
        ("hidden_noscript", "<noscript>"),
        ("hidden_alt", "alt="),
    ],
)
def test_each_is_hidden_as_it_says(operator, mark):
    planting = plant(operator, ENGLISH)
    assert mark not in before(planting, ENGLISH)
    assert mark in changed(planting)


def test_the_description_stands_in_the_head():
    planting = plant("hidden_meta", ENGLISH)
    assert is_in(planting.planted, changed(planting).partition("</head>")[0])
