from lab.planting import Operator
from lab.schedule import schedule
from lab.world import answers_of
from tests.lab.plays import OPERATORS
from tests.lab.worlds import small_world

WORLD = small_world()
ANSWERS = answers_of(WORLD)


def test_every_operator_has_its_trials_and_no_provider_two_on_one_night():
    nights = schedule(WORLD, ANSWERS, OPERATORS, 5, 1)
    for night in nights:
        providers = [trial.planting.provider for trial in night]
        assert len(providers) == len(set(providers))
    for operator in OPERATORS:
        assert sum(trial.operator.id == operator.id for night in nights for trial in night) == 5


def test_the_same_seed_gives_the_same_nights():
    assert schedule(WORLD, ANSWERS, OPERATORS, 3, 1) == schedule(WORLD, ANSWERS, OPERATORS, 3, 1)


def test_an_operator_that_fits_nobody_has_no_trial():
    never = Operator("never", "attack", "fits nobody", "T0", lambda _one, _answers, _chance: None)
    assert schedule(WORLD, ANSWERS, (never,), 3, 1) == ()


def test_the_same_change_of_the_same_provider_is_one_trial():
    steady = OPERATORS[1]
    trials = [trial for night in schedule(WORLD[:1], ANSWERS, (steady,), 50, 1) for trial in night]
    assert len(trials) <= len(WORLD[0].pages)


def test_both_halves_are_tried():
    trials = [trial for night in schedule(WORLD, ANSWERS, OPERATORS[:1], 4, 1) for trial in night]
    assert {trial.half for trial in trials} == {"development", "held_out"}
