import pytest

from lab.markup import shows
from lab.operators import wording
from tests.lab.operators.offered import ALL, ENGLISH, before, changed, ids_of, plant


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ids_of(wording))
def test_the_words_change_and_the_lines_stay(operator, one):
    planting = plant(operator, one)
    assert changed(planting) != before(planting, one)
    assert planting.planted == ""
    for line in one.pages[0].lines:
        assert shows(changed(planting), line)


@pytest.mark.parametrize(
    ("operator", "old", "new"),
    [
        ("hours_changed", "9:00-18:00", "9:30-18:30"),
        ("prices_changed", "12.50", "13.50"),
        ("year_changed", "2009-2026", "2009-2027"),
    ],
)
def test_what_stood_gives_way(operator, old, new):
    planting = plant(operator, ENGLISH)
    assert changed(planting) == before(planting, ENGLISH).replace(old, new)


def test_another_reference_has_as_many_digits():
    planting = plant("other_references", ENGLISH)
    assert "20388127" not in changed(planting)
    assert len(changed(planting)) == len(before(planting, ENGLISH))
