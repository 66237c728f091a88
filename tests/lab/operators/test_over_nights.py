import msgspec
import pytest

from tests.lab.operators.offered import ENGLISH, changed, is_in, plant

# A provider whose lines stand on one page alone.
LONE = msgspec.structs.replace(ENGLISH, pages=ENGLISH.pages[:1])


def sources(nights):
    return [next(iter(night.values())).body.decode() for night in nights]


def test_a_number_that_comes_and_goes_had_a_clean_night_between():
    planting = plant("comes_and_goes", LONE)
    assert planting.before == (planting.answers, {})
    assert is_in(planting.planted, changed(planting))


def test_a_line_that_two_pages_give_does_not_come_and_go():
    assert plant("comes_and_goes", ENGLISH) is None


def test_a_rotating_number_is_another_every_night():
    planting = plant("rotating_number", ENGLISH)
    nights = [*sources(planting.before), changed(planting)]
    assert len(set(nights)) == 4
    assert [is_in(planting.planted, night) for night in nights] == [False, False, False, True]


def test_a_line_added_after_swaps_is_on_another_page_than_they():
    planting = plant("added_after_swaps", ENGLISH)
    swapped = {url for night in planting.before for url, _ in night}
    assert len(planting.before) == 3
    assert swapped.isdisjoint(url for url, _ in planting.answers)
    assert not any(is_in(planting.planted, night) for night in sources(planting.before))


@pytest.mark.parametrize("operator", ["comes_and_goes", "rotating_number", "added_after_swaps"])
def test_the_same_chance_gives_the_same_nights(operator):
    assert plant(operator, LONE if operator == "comes_and_goes" else ENGLISH) == plant(
        operator, LONE if operator == "comes_and_goes" else ENGLISH
    )
