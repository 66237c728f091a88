import pytest

from lab.operators import obfuscated
from tests.lab.operators.offered import ALL, ENGLISH, added_to, changed, ids_of, plant

ADDED = [one for one in ids_of(obfuscated) if not one.endswith("_swapped")]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ADDED)
def test_the_number_is_added_in_disguise_and_nothing_else_moves(operator, one):
    planting = plant(operator, one)
    assert planting.planted.lstrip("+CN:") not in added_to(planting, one)


@pytest.mark.parametrize("operator", ADDED)
def test_the_line_gives_way_to_a_number_in_disguise(operator):
    planting = plant(f"{operator}_swapped", ENGLISH)
    line = next(line for line in ENGLISH.pages[0].lines if line.key == planting.was)
    assert f">{line.printed}<" not in changed(planting)
    assert f": {line.printed}<" not in changed(planting)


def test_many_families_are_drawn():
    assert len({added_to(plant("obfuscated_digits", ENGLISH, seed), ENGLISH) for seed in range(30)}) > 20


def test_words_are_of_the_page_s_language_or_english():
    for seed in range(20):
        text = added_to(plant("obfuscated_words", ENGLISH, seed), ENGLISH).lower()
        assert "oh" in text or "zero" in text or "five" in text or "two" in text
