"""Killed at a random moment, started again, compared with a twin that nobody disturbed."""

from __future__ import annotations

import random
from collections import Counter

import msgspec

from tests.faults.dying import Ended, die, live
from tests.faults.phases import Phase
from tests.faults.rows import Row
from tests.faults.states import State, broken, rows_in, state_of, traces_of
from tests.faults.worlds import Stages, World

# Files by size, tables by the digest of their rows.
Mark = tuple[dict[str, int], dict[str, str]]


class Twin(msgspec.Struct):
    """An installation in which the deed was done undisturbed: what it was and what it came to, how long that took."""

    was: Mark
    done: Mark
    became: State
    seconds: float
    steps: int


def mark_of(world: World) -> Mark:
    """Tell how far an installation came, without opening its store as the program would: that may change it."""
    return traces_of(world), rows_in(world.url)


def twin_of(phase: Phase, stages: Stages, kind: str) -> Twin:
    with phase.world(stages, kind) as world:
        was = mark_of(world)
        ended = live(phase.deed(world, stages), counting=True)
        done = mark_of(world)
        faults = list(broken(world, ended.said, restarted=True))
        assert faults == [], f"undisturbed {phase.name} on {kind}: {faults}"
        return Twin(was, done, state_of(world), ended.seconds, ended.steps)


def play(phase: Phase, stages: Stages, kind: str, kills: int, dice: random.Random) -> Row:
    """Die `kills` times in one phase."""
    twin = twin_of(phase, stages, kind)
    row = Row(phase.name, kind, kills=kills, seconds=twin.seconds, steps=twin.steps)
    met: Counter[str] = Counter()
    for n in range(kills):
        with phase.world(stages, kind) as world:
            deed = phase.deed(world, stages)
            if n % 2:
                at, ended = (kill := dice.randrange(twin.steps)), die(deed, step=kill)
            else:
                at, ended = (kill_s := dice.uniform(0, twin.seconds)), die(deed, after_s=kill_s)
            met[_moment(world, ended, twin)] += 1
            faults = list(broken(world, ended.said, restarted=False))
            said = ended.said + live(deed).said
            faults += broken(world, said, restarted=True)
            difference = state_of(world).differs_from(twin.became)
            faults += [difference] if difference else []
            row.broken += [f"killed at {at}: {fault}" for fault in faults]
    row.before, row.during, row.after = met["before"], met["during"], met["after"]
    return row


def _moment(world: World, ended: Ended, twin: Twin) -> str:
    if not ended.was_killed:
        return "after"
    now = mark_of(world)
    return "before" if now == twin.was else "after" if now == twin.done else "during"
