"""Kill, start again, compare with a twin that nobody disturbed: `python -m tests.faults.play SHARE SEED [PHASE[/STORE]…]`.

SHARE: of the planned deaths, 1 for all. Prints one JSON object a phase and store; the exit code is 3 when anything broke.
In a process of its own, because it forks: threads of a test runner would not survive in a child.
"""

from __future__ import annotations

import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
import structlog

from directory.providers import load_providers
from tests.faults.dying import Ended, die, live
from tests.faults.phases import PHASES, Phase
from tests.faults.states import State, broken, rows_in, state_of, traces_of
from tests.faults.worlds import STORES, Stages, World
from tests.postgres import a_server, is_here
from tests.scheduler.conftest import DEMO

# Deaths of a whole play, each store: half at a random time, half before a random step that changes the disk.
PLANNED = {"crawl": 24, "commit": 60, "report": 50, "review": 70, "release": 50, "migration": 50}
FAULTY = 3
# Files by size, tables by the digest of their rows.
Mark = tuple[dict[str, int], dict[str, str]]

HEAD = """# Deaths, and what was there after the restart

Written by `make faults` (seed {seed}); a dozen of these deaths are in every `make test` (tests/faults). Each death is a real `kill -9` of a
process that works on a copy of an installation between two of the demo's nights: half of them at a random time within what the deed takes
undisturbed, half before a random one of its steps that change something (a statement, a commit, an fsync, a file written, renamed, removed).
What had been acknowledged by then is remembered. Then the same deed is done again, as a maintainer or the schedule would, and the
installation is compared with a twin that nobody disturbed: every row of every table, every report byte for byte, the lines of the release
that is up. Just after the death and after the restart it is asked for what must never be: a decision that was acknowledged and is not in the
chain, a chain that breaks, a line that nobody verified, a sighting kept twice, a snapshot that does not read, a release that is half there or
not signed, files left over.

- **crawl**: a whole pass, from the pages to the release. **commit**: the transaction that closes a night, its reports and release.
  **report**: reports, pictures and release of a closed night. **review**: somebody answers every open question; the release follows.
  **release**: the next release. **migration**: a database of schema 0004 is brought up to today's.
- **before**: nothing was changed yet, or was rolled back; **during**: something was done and something not; **after**: all was done.
- **s**, **steps**: what the deed takes undisturbed, on a shared machine.

| phase | store | kills | before | during | after | s | steps | broken |
| --- | --- | --: | --: | --: | --: | --: | --: | --: |"""


class Row(msgspec.Struct):
    """What the deaths in one phase on one store came to.

    before: nothing had changed yet, or what had was rolled back; during: something was done and something not; after: all
    was done, or the deed ended before its death came. seconds, steps: what the deed takes undisturbed.
    """

    phase: str
    store: str
    kills: int = 0
    before: int = 0
    during: int = 0
    after: int = 0
    seconds: float = 0.0
    steps: int = 0
    broken: list[str] = msgspec.field(default_factory=list)


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
    row = Row(phase.name, kind, kills, seconds=twin.seconds, steps=twin.steps)
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


def play_all(share: float, seed: int, wanted: list[str]) -> Iterator[Row]:
    """Die in every phase on every store that is here."""
    dice = random.Random(seed)
    # Nights in which nothing goes wrong have nothing to say here.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-faults-") as folder, ExitStack() as stack:
        server = stack.enter_context(a_server()) if is_here() else None
        stages = Stages(Path(folder) / "stages", load_providers(DEMO / "providers"), server)
        stack.callback(stages.close)
        for phase in PHASES:
            for kind in STORES if server is not None else STORES[:1]:
                if not wanted or {phase.name, f"{phase.name}/{kind}"} & set(wanted):
                    yield play(phase, stages, kind, max(1, round(PLANNED[phase.name] * share)), dice)


def as_markdown(rows: Sequence[Row], seed: int) -> str:
    table = [
        f"| {row.phase} | {row.store} | {row.kills} | {row.before} | {row.during} | {row.after} | {row.seconds:.1f} "
        f"| {row.steps} | {len(row.broken)} |"
        for row in rows
    ]
    columns = [[getattr(row, name) for row in rows] for name in ("kills", "before", "during", "after")]
    sums = " | ".join(str(sum(column)) for column in columns)
    return "\n".join(
        [HEAD.format(seed=seed), *table, f"| all | | {sums} | | | {sum(len(row.broken) for row in rows)} |", ""]
    )


def main(words: list[str]) -> int:
    share, seed, *wanted = words
    faulty = False
    for row in play_all(float(share), int(seed), wanted):
        sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        sys.stdout.flush()
        faulty = faulty or bool(row.broken)
    return FAULTY if faulty else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
