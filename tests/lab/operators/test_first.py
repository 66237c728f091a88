from random import Random

from lab.operators.first import OPERATORS
from lab.world import answers_of
from tests.lab.worlds import small_world


def test_each_changes_one_page_and_gives_its_bytes():
    world = small_world()
    answers = answers_of(world)
    for operator in OPERATORS:
        planting = operator.plant(world[0], answers, Random(4))
        assert planting is not None
        assert [key for key, answer in planting.answers.items() if answer != answers[key]] == [(planting.page, "")]
