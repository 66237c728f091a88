"""The disk is full, or the database is gone, from some step of a command on; then it is not, and the command is repeated."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from typing import NamedTuple

from scheduler.cli.main import main as hotlinewatch
from tests.faults.dying import Deed, befallen, fill_disk, live
from tests.faults.phases import Phase, Say, aged, begun_at
from tests.faults.rows import Row
from tests.faults.states import broken, state_of
from tests.faults.worlds import Stages, World
from tests.scheduler.conftest import DEMO

DONE, PARTLY, STORE_TROUBLE = 0, 3, 6
# Of a night that is closed: its reports and its release. Questions answered; a release; an older database.
LINES = (
    ("run", "--from", str(DEMO / "night-2.warc.gz"), "--quiet"),
    ("accept", "--provider", "hk/octopus", "--by", "ada", "--reason", "called it"),
    ("release", "make"),
    ("review", "list"),
)


class Trouble(NamedTuple):
    """What befalls a command, on which store, and what ends it."""

    name: str
    store: str
    befall: Callable[[], None]
    mend: Callable[[], None]


def troubles(stages: Stages) -> list[Trouble]:
    """Those that can befall here."""
    found = [Trouble("disk full", "sqlite", fill_disk, lambda: None)]
    if stages.server is not None:
        found.append(Trouble("database gone", "postgresql", stages.server.stop, stages.server.start))
    return found


def command(*words: str) -> Phase:
    """Give the phase of a command line that begins with its first word."""

    def deed(world: World, _stages: Stages) -> Deed:
        def run(say: Say) -> None:
            _enter(world)
            heard = io.StringIO()
            with redirect_stderr(heard):
                code = hotlinewatch(list(words))
            say(heard.getvalue().strip())
            say(f"exit {code}")

        return run

    return Phase(" ".join(words[:2]).partition(" -")[0], aged if words[0] == "review" else begun_at("closed"), deed)


COMMANDS = tuple(command(*words) for words in LINES)


def _enter(world: World) -> None:
    """Be the process of a command: its settings in the environment, what it prints thrown away."""
    settings = world.settings
    given = {"DATA": settings.data, "DATABASE": settings.database, "KEY": settings.key, "PROVIDERS": settings.providers}
    more = {"SHIPPED": "false", "CONTACT": settings.contact}
    os.environ |= {f"HOTLINEWATCH_{name}": str(value) for name, value in (given | more).items()}
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _heard(said: Sequence[str]) -> tuple[int, str]:
    """Give the exit code of a command, and what it said to the person at the shell."""
    (code,) = (int(word.removeprefix("exit ")) for word in said if word.startswith("exit "))
    return code, "\n".join(word for word in said if not word.startswith("exit "))


def play(phase: Phase, stages: Stages, trouble: Trouble, times: int, dice: random.Random) -> Row:
    """Let it befall a command so many times, at random steps."""
    with phase.world(stages, trouble.store) as world:
        ended = live(phase.deed(world, stages), counting=True)
        became = state_of(world)
    row = Row(
        phase.name, trouble.store, trouble.name, min(times, ended.steps), seconds=ended.seconds, steps=ended.steps
    )
    for step in dice.sample(range(ended.steps), row.kills):
        with phase.world(stages, trouble.store) as world:
            deed = phase.deed(world, stages)
            try:
                code, words = _heard(befallen(deed, step, trouble.befall).said)
            finally:
                trouble.mend()
            row.during += code == STORE_TROUBLE
            row.after += code in (DONE, PARTLY)
            faults = [*_badly_told(code, words), *broken(world, [], restarted=False)]
            live(deed)
            faults += broken(world, [], restarted=True)
            difference = state_of(world).differs_from(became)
            # Answers bear the time at which they were given.
            faults += [difference] if difference and phase.name != "accept" else []
            row.broken += [f"from step {step}: {fault}" for fault in faults]
    return row


def _badly_told(code: int, words: str) -> list[str]:
    if code not in (DONE, PARTLY, STORE_TROUBLE):
        return [f"exit {code}: {words}"]
    if code == STORE_TROUBLE and "repeat the command" not in words:
        return [f"does not say what to do: {words}"]
    return []
