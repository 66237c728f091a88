"""Which operator changes which provider on which night: every operator often enough, one operator a provider and night."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from random import Random
from typing import NamedTuple

from lab.planting import Operator, Planting
from lab.world import Answers, Half, LabProvider, World

# So often a provider is asked again, with another seed, where an operator fits few.
_ROUNDS = 8


class Trial(NamedTuple):
    """One planting on one night. half: of the world, what is tuned on and what is kept to judge it."""

    operator: Operator
    half: Half
    planting: Planting


Nights = tuple[tuple[Trial, ...], ...]


def schedule(world: World, answers: Answers, operators: Sequence[Operator], each: int, seed: int) -> Nights:
    """Give the nights of trials, each with at most one trial a provider; `each`: trials of every operator.

    An operator that fits too few providers gets as many different trials as there are. The same arguments give the
    same nights.
    """
    load: Counter[str] = Counter()
    trials: list[Trial] = []
    for operator in operators:
        drawn = _of_operator(world, answers, operator, each, seed, load)
        load.update(trial.planting.provider for trial in drawn)
        trials += drawn
    Random(f"{seed}/order").shuffle(trials)
    # Those that need nights before theirs come together, so that few nights need any.
    trials.sort(key=lambda trial: not trial.planting.before)
    nights: list[dict[str, Trial]] = []
    for trial in trials:
        free = next((night for night in nights if trial.planting.provider not in night), None)
        if free is None:
            free = {}
            nights.append(free)
        free[trial.planting.provider] = trial
    return tuple(tuple(night[name] for name in sorted(night)) for night in nights)


def _of_operator(
    world: World, answers: Answers, operator: Operator, each: int, seed: int, load: Counter[str]
) -> list[Trial]:
    order = _both_halves(world, Random(f"{seed}/{operator.id}"), load)
    found: list[Trial] = []
    for turn in range(_ROUNDS):
        for one in order:
            if len(found) == each:
                return found
            planting = operator.plant(one, answers, Random(f"{seed}/{operator.id}/{one.provider.id}/{turn}"))
            if planting is not None and not _is_among(planting, found):
                found.append(Trial(operator, one.half, planting))
        if not found:
            return []
    return found


def _both_halves(world: World, chance: Random, load: Counter[str]) -> list[LabProvider]:
    """Every provider, one of each half in turn, those with the fewest trials so far first; among equals at random."""
    mixed = sorted(chance.sample(world, len(world)), key=lambda one: load[one.provider.id])
    halves: Iterator[tuple[LabProvider | None, ...]] = zip_longest(
        *([one for one in mixed if one.half == half] for half in ("development", "held_out"))
    )
    return [one for one in chain.from_iterable(halves) if one is not None]


def _is_among(planting: Planting, trials: Sequence[Trial]) -> bool:
    """Whether the same change was drawn before: trying it again would count one trial twice."""
    return any(
        trial.planting.provider == planting.provider and trial.planting.answers == planting.answers for trial in trials
    )
