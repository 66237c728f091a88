import pytest

from lab.operators import third_party
from tests.lab.operators.offered import ALL, ENGLISH, ENGLISH_LINES, a_provider, added_to, ids_of, is_in, plant

ANYWHERE = [one for one in ids_of(third_party) if not one.startswith("community")]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider.country)
@pytest.mark.parametrize("operator", ANYWHERE)
def test_the_number_is_added_and_nothing_else_moves(operator, one):
    planting = plant(operator, one)
    assert is_in(planting.planted, added_to(planting, one))


def test_the_community_is_asked_for():
    assert plant("community_page", ENGLISH) is None
    forum = a_provider("northmoor", "GB", "en", ENGLISH_LINES, kind="community")
    assert is_in(plant("community_page", forum).planted, added_to(plant("community_page", forum), forum))


def test_a_post_stands_before_the_other_posts():
    forum = a_provider("northmoor", "GB", "en", ENGLISH_LINES, kind="community")
    assert plant("community_post", forum) is None
