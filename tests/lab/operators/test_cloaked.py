import pytest

from tests.lab.operators.offered import ALL, is_in, plant


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("vantage", ["mobile", "plain"])
def test_only_one_vantage_is_answered_otherwise(vantage, one):
    planting = plant(f"cloaked_{vantage}", one)
    [(key, answer)] = planting.answers.items()
    assert key == (planting.page, vantage)
    assert answer.vantage == vantage
    assert is_in(planting.planted, answer.body.decode())
