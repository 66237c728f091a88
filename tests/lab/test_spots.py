from random import Random

import pytest
from msgspec.structs import replace

from lab.planting import operators
from lab.spots import About, Scene, a_common_line, attack, html_of, on_one_page, pages_with, spots, with_html
from lab.world import Answer, answers_of
from tests.lab.operators.offered import CHINESE, ENGLISH, JAPANESE
from tests.lab.worlds import small_world, whole_world

# Operators that need what the small world lacks: a provider without a line, with a code, with an app, with scripts,
# with a firm of the same group, with many lines.
NEEDY = {"no_hotline", "area_before_code", "shell_round_code", "swapped_in_app_listing", "swapped_in_script_page"}
NEEDY |= {"sisters_line", "added_after_swaps"}


def a_scene(one=ENGLISH):
    return Scene(one, answers_of((one,)), Random(1))


def test_every_page_gives_one_spot_in_an_order_of_chance():
    orders = {tuple(spot.page.url for spot in spots(a_scene()._replace(chance=Random(seed)))) for seed in range(9)}
    assert {frozenset(order) for order in orders} == {frozenset(page.url for page in ENGLISH.pages)}
    assert len(orders) == 2


def test_spots_are_of_the_kind_channel_and_line_asked_for():
    assert [spot.page.channel for spot in spots(a_scene(), channel="agreement")] == ["agreement"]
    assert list(spots(a_scene(), kind="community")) == []
    assert {spot.line.key for spot in spots(a_scene(CHINESE), fits=lambda line, _: line.key.startswith("CN:"))} == {
        "CN:954123"
    }


def test_a_page_in_its_own_charset_is_read_and_written_in_it():
    answer = Answer(url="", headers=(("Content-Type", "text/html; charset=iso-8859-1"),), body=b"caf\xe9")
    assert html_of(answer) == "caf\u00e9"
    assert with_html(answer, "caf\u00e9 客").body == b"caf\xe9 &#23458;"


def test_bytes_that_the_charset_cannot_read_are_left_alone():
    assert html_of(Answer(url="", headers=(("Content-Type", "text/html; charset=utf-8"),), body=b"\xff")) is None
    assert html_of(Answer(url="", headers=(("Content-Type", "application/pdf"),), body=b"%PDF")) is None


def test_an_edit_that_changes_nothing_is_no_planting():
    same = attack(About("same", "nothing", "T7"), on_one_page(lambda spot, _: spot.html))
    assert same.plant(ENGLISH, answers_of((ENGLISH,)), Random(1)) is None


def test_a_common_line_stands_on_as_many_pages_as_asked():
    assert a_common_line(a_scene(), 2) is not None
    assert a_common_line(a_scene(), 3) is None
    assert len(list(pages_with(a_scene(), a_common_line(a_scene())))) == 2


@pytest.mark.parametrize("operator", operators(), ids=lambda one: one.id)
def test_an_operator_is_a_pure_function_of_provider_answers_and_seed(operator):
    one = CHINESE
    answers = answers_of((CHINESE, JAPANESE))
    kept = dict(answers)
    told = [operator.plant(one, answers, Random(7)) for _ in range(2)]
    assert told[0] == told[1]
    assert answers == kept


@pytest.mark.parametrize("operator", operators(), ids=lambda one: one.id)
def test_an_operator_fits_some_provider_of_the_world(operator):
    world = small_world()
    answers = answers_of(world)
    found = (operator.plant(one, answers, Random(seed)) for seed in range(3) for one in world)
    first = next((one for one in found if one is not None), None)
    assert (first is None) == (operator.id in NEEDY)
    if first is not None:
        assert first.operator == operator.id
        assert {answer != answers.get(key) for key, answer in first.answers.items()} == {True}


def test_a_provider_without_pages_gives_no_planting():
    bare = replace(ENGLISH, pages=())
    assert {one.plant(bare, {}, Random(1)) for one in operators()} == {None}


# Those that need what few providers have; a trial is another provider or another seed (lab.schedule).
SCARCE = [
    "added_vanity",
    "community_post",
    "holders_code",
    "impossible_number",
    "no_hotline",
    "premium_number",
    "resale_mobile",
    "shell_round_code",
    "swapped_in_app_listing",
    "swapped_in_country_table",
    "swapped_in_pdf",
    "swapped_in_script_page",
    "swapped_in_second_language",
    "swapped_structured",
    "voip_number",
]


@pytest.mark.parametrize("operator", [one for one in operators() if one.id in SCARCE], ids=lambda one: one.id)
def test_even_a_scarce_attack_makes_thirty_five_different_trials(operator):
    world = whole_world()
    answers = answers_of(world)
    found = {}
    for turn in range(8):
        for one in world:
            planting = operator.plant(one, answers, Random(f"{one.provider.id}/{turn}"))
            if planting is not None and len(found) < 35:
                found[one.provider.id, planting.planted, planting.page] = planting
    assert len(found) == 35
