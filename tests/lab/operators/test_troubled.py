import pytest

from lab.operators import troubled
from tests.lab.operators.offered import ALL, ENGLISH, ids_of, plant


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ids_of(troubled))
def test_one_page_says_nothing_of_its_lines(operator, one):
    planting = plant(operator, one)
    [answer] = planting.answers.values()
    assert answer.url == planting.page
    assert not any(line.printed.encode() in answer.body for line in one.pages[0].lines)
    assert planting.expected == "quiet"


@pytest.mark.parametrize("status", [403, 404, 429, 500, 504])
def test_the_status_is_the_one_named(status):
    planting = plant(f"answers_{status}", ENGLISH)
    assert next(iter(planting.answers.values())).status == status
