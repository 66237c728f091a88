"""What is told of each kind of fault, and the page of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import msgspec
import structlog

HEAD = """# Deaths, and what was there after the restart

Written by `make faults` (seed {seed}); a dozen of these deaths are in every `make test` (tests/faults). Each death is a real `kill -9` of a
process that works on a copy of an installation between two of the demo's nights: half of them at a random time within what the deed takes
undisturbed, half before a random one of its steps that change something (a statement, a commit, an fsync, a file written, renamed, removed); the desk and live crawls die at random times alone.
What had been acknowledged by then is remembered. Then the same deed is done again, as a maintainer or the schedule would, and the
installation is compared with a twin that nobody disturbed: every row of every table, every report byte for byte, the lines of the release
that is up. Just after the death and after the restart it is asked for what must never be: a decision that was acknowledged and is not in the
chain, a chain that breaks, a line that nobody verified, a sighting kept twice, a snapshot that does not read, a release that is half there or
not signed, files left over.

- **crawl**: a whole pass, from the pages to the release. **commit**: the transaction that closes a night, its reports and release.
  **report**: reports, pictures and release of a closed night. **review**: somebody answers every open question; the release follows.
  **release**: the next release. **migration**: a database of schema 0004 is brought up to today's. **desk**: the server of the desk, while
  somebody in a browser answers every open question; what the browser was told is there after the restart, once, and is released.
  **live**: a whole pass over HTTP; what its crawler's process had kept is taken up.
- **before**: nothing was changed yet, or was rolled back; **during**: something was done and something not; **after**: all was done.
- **s**, **steps**: what the deed takes undisturbed, on a shared machine.

| phase | store | kills | before | during | after | s | steps | broken |
| --- | --- | --: | --: | --: | --: | --: | --: | --: |"""

TROUBLES = """
## A disk that is full, a database that is gone

From a random step of a command on, the disk takes no more bytes, or the server is stopped. The command must end with exit code 6, say what came
and what to do, and lose nothing; then there is room again, or the server is started, and the same command is repeated. **ended 6**: so it was told;
**done**: nothing was left to write, or to ask.

| command | trouble | store | times | ended 6 | done | broken |
| --- | --- | --- | --: | --: | --: | --: |"""


class Row(msgspec.Struct):
    """What the deaths in one phase on one store came to.

    before: nothing had changed yet, or what had was rolled back; during: something was done and something not; after: all
    was done, or the deed ended before its death came. seconds, steps: what the deed takes undisturbed.
    trouble: "" for deaths; otherwise what befell a command, and `during` how often it ended with exit code 6.
    """

    phase: str
    store: str
    trouble: str = ""
    kills: int = 0
    before: int = 0
    during: int = 0
    after: int = 0
    seconds: float = 0.0
    steps: int = 0
    broken: list[str] = msgspec.field(default_factory=list)


def quiet() -> None:
    """Nights in which nothing goes wrong have nothing to say here."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def as_markdown(rows: Sequence[Row], seed: int) -> str:
    """Give the page."""
    deaths, troubles = [row for row in rows if not row.trouble], [row for row in rows if row.trouble]
    told = [
        f"| {row.phase} | {row.store} | {row.kills} | {row.before} | {row.during} | {row.after} | {row.seconds:.1f} "
        f"| {row.steps} | {len(row.broken)} |"
        for row in deaths
    ]
    sums = " | ".join(str(sum(getattr(row, name) for row in deaths)) for name in ("kills", "before", "during", "after"))
    last = f"| all | | {sums} | | | {sum(len(row.broken) for row in deaths)} |"
    met = [
        f"| `{row.phase}` | {row.trouble} | {row.store} | {row.kills} | {row.during} | {row.after} | {len(row.broken)} |"
        for row in troubles
    ]
    return "\n".join([HEAD.format(seed=seed), *told, last, TROUBLES, *met, ""])
