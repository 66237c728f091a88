import pytest

from lab.operators import notation
from lab.spots import html_of
from tests.lab.operators.offered import ALL, AMERICAN, CHINESE, ENGLISH, ids_of, plant


@pytest.mark.parametrize("one", [*ALL, AMERICAN], ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ids_of(notation))
def test_no_number_is_planted_and_none_is_lost(operator, one):
    planting = plant(operator, one)
    if planting is not None:
        assert planting.planted == planting.was == ""
        assert planting.expected in ("quiet", "routine")
        assert all(html_of(answer) is not None for answer in planting.answers.values())


@pytest.mark.parametrize(
    ("operator", "printed"),
    [
        ("country_code_added", "+44 20 7946 0155"),
        ("trunk_in_brackets", "+44 (0)20 7946 0155"),
        ("written_with_hyphens", "020-7946-0155"),
        ("written_with_dots", "020.7946.0155"),
        ("written_with_hard_blanks", "020\u00a07946\u00a00155"),
        ("written_ungrouped", "02079460155"),
        ("link_rewritten", 'href="tel:02079460155"'),
        ("structured_rewritten", '"telephone": "020 7946 0155"'),
        ("link_added", '<a href="tel:+448081570123">0808 157 0123</a>'),
    ],
)
def test_the_line_is_written_as_said(operator, printed):
    pages = [next(iter(plant(operator, ENGLISH, seed).answers.values())).body.decode() for seed in range(8)]
    assert any(printed in page for page in pages)


def test_fullwidth_digits_are_chinese_and_japanese():
    assert plant("fullwidth_digits", ENGLISH) is None
    pages = [next(iter(plant("fullwidth_digits", CHINESE, seed).answers.values())).body.decode() for seed in range(8)]
    assert any("４００－６７１－０１５５" in page for page in pages)


def test_an_area_code_is_put_before_a_code():
    page = next(iter(plant("area_before_code", CHINESE).answers.values())).body.decode()
    assert "-954123" in page
    assert plant("area_before_code", ENGLISH) is None


def test_letters_stand_beside_the_digits_of_north_america():
    page = next(iter(plant("vanity_beside_digits", AMERICAN).answers.values())).body.decode()
    assert "(1-800-KKK-0155)" in page or "(1-212-KKK-0123)" in page


def test_a_storm_writes_every_line_of_every_page_anew():
    planting = plant("storm_of_country_codes", ENGLISH)
    assert len(planting.answers) == len(ENGLISH.pages)
    for answer in planting.answers.values():
        assert "+44 20 7946 0155" in answer.body.decode()
        assert "+44 808 157 0123" in answer.body.decode()
