"""Every fault that is drawn: `python -m tests.faults.play SHARE SEED [PHASE[/STORE]…]`, a JSON object for each row.

SHARE: of the planned times, 1 for all. `troubles` among the phases stands for what befalls commands. The exit code is 3 when
anything broke. In a process of its own, because it forks: threads of a test runner would not survive in a child.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from directory.providers import load_providers
from tests.faults import at_the_desk, crawls, kills, troubles
from tests.faults.phases import PHASES
from tests.faults.rows import Row, quiet
from tests.faults.worlds import STORES, Stages
from tests.postgres import a_server, is_here
from tests.scheduler.conftest import DEMO

# Deaths of a whole play, each store: half at a random time, half before a random step that changes the disk.
PLANNED = {"crawl": 24, "commit": 60, "report": 50, "review": 70, "release": 50, "migration": 50}
# A desk's death costs as much as ten of the others: it is started twice, and people sign in.
DESK = 25
# So does a crawl: it has a process of its own, and the reader another.
LIVE = 15
# How often each trouble befalls each command (reliability, section 6: at 20 sizes).
TROUBLES = 20
FAULTY = 3


def play_all(share: float, seed: int, wanted: list[str]) -> Iterator[Row]:
    """Let all of it happen, in every phase on every store that is here."""
    dice = random.Random(seed)
    quiet()
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-faults-") as folder, ExitStack() as stack:
        server = stack.enter_context(a_server()) if is_here() else None
        stages = Stages(Path(folder) / "stages", load_providers(DEMO / "providers"), server)
        for phase in PHASES:
            for kind in STORES if server is not None else STORES[:1]:
                if not wanted or {phase.name, f"{phase.name}/{kind}"} & set(wanted):
                    yield kills.play(phase, stages, kind, max(1, round(PLANNED[phase.name] * share)), dice)
        for kind in STORES if server is not None else STORES[:1]:
            if not wanted or {"desk", f"desk/{kind}"} & set(wanted):
                yield at_the_desk.play(stages, kind, max(1, round(DESK * share)), dice)
            if not wanted or {"live", f"live/{kind}"} & set(wanted):
                yield crawls.play(stages, kind, max(1, round(LIVE * share)), dice)
        for trouble in troubles.troubles(stages):
            for phase in troubles.COMMANDS:
                if not wanted or {"troubles", f"troubles/{phase.name}"} & set(wanted):
                    yield troubles.play(phase, stages, trouble, max(1, round(TROUBLES * share)), dice)


def main(words: list[str]) -> int:
    """Play, and print each row."""
    share, seed, *wanted = words
    faulty = False
    for row in play_all(float(share), int(seed), wanted):
        sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        sys.stdout.flush()
        faulty = faulty or bool(row.broken)
    return FAULTY if faulty else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
