import pytest

from directory.number import country_of, number_type
from tests.lab.operators.offered import ALL, CHINESE, ENGLISH, JAPANESE, changed, is_in, plant


@pytest.mark.parametrize(
    ("operator", "one", "types"),
    [
        ("personal_mobile", CHINESE, {"mobile"}),
        ("personal_mobile", JAPANESE, {"mobile"}),
        ("resale_mobile", CHINESE, {"mobile", "unknown"}),
        ("premium_number", ENGLISH, {"premium"}),
        ("premium_number", JAPANESE, {"premium"}),
        ("voip_number", JAPANESE, {"voip"}),
        ("voip_number", ENGLISH, {"personal"}),
    ],
)
def test_the_planted_number_is_of_its_kind(operator, one, types):
    planting = plant(operator, one)
    assert number_type(planting.planted) in types
    assert is_in(planting.planted, changed(planting))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
def test_a_foreign_number_is_of_a_country_not_served(one):
    assert country_of(plant("foreign_number", one).planted) != one.provider.country


def test_an_impossible_number_has_a_digit_too_few_or_too_many():
    assert len(plant("impossible_number", CHINESE).planted.removeprefix("CN:")) in (9, 11)


@pytest.mark.parametrize("operator", ["resale_mobile", "impossible_number", "unusual_block", "patterned_number"])
def test_what_only_china_has_is_planted_there_only(operator):
    assert plant(operator, CHINESE) is not None
    assert plant(operator, ENGLISH) is None
