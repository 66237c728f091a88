"""Fuzz one target: `python -m tests.fuzz.play TARGET SECONDS EXECUTIONS SEED FOLDER`; prints what came of it as JSON.

Where Atheris can be imported, it guides by what parts of the program are reached; otherwise seeds are edited blindly. Whatever
made the target raise, or take longer than it may, is kept in FOLDER; the exit code is then 3.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

PACKAGES = ("crawler", "directory", "publish", "scheduler", "verifier")
FAULTY = 3
# Of a reading worker: 1 GiB above what it holds, 5 s of processor time; a machine shared with others gets room.
MEMORY_BYTES = 3 * 1024**3
LIMIT_S = 20
# libFuzzer may hold more: it keeps what it has found.
KEPT_MIB = 4096


class TooLong(Exception):  # noqa: N818 - named as the state it tells of
    """An input took longer than a reading may."""


class Session:
    """Counts executions of a target and keeps what breaks it."""

    def __init__(self, name: str, folder: Path, *, seconds: float, executions: int) -> None:
        from tests.fuzz.targets import CORPUS, TARGETS  # noqa: PLC0415 - Atheris instruments what is imported after it

        self.target = TARGETS[name]
        self.corpus = [file.read_bytes() for file in sorted((CORPUS / name).iterdir())]
        self.folder = folder
        self.until = time.monotonic() + seconds
        self.executions = executions
        self.done = 0
        self.slowest_s = 0.0
        self.crashes: dict[str, str] = {}
        signal.signal(signal.SIGALRM, _too_long)

    def is_over(self) -> bool:
        return self.done >= self.executions or time.monotonic() >= self.until

    def execute(self, data: bytes) -> None:
        began = time.monotonic()
        signal.alarm(LIMIT_S)
        try:
            self.target.run(data)
        except MemoryError:
            # What a worker is for: it ends, and the page is told.
            pass
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            self._keep(data, error)
        finally:
            signal.alarm(0)
        self.done += 1
        self.slowest_s = max(self.slowest_s, time.monotonic() - began)

    def _keep(self, data: bytes, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        if place not in self.crashes:
            name = hashlib.sha256(data).hexdigest()[:12]
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{self.target.name}-{name}").write_bytes(data)
            self.crashes[place] = f"{name}: {str(error)[:200]}"

    def tell(self) -> int:
        told = {"target": self.target.name, "executions": self.done, "slowest_s": round(self.slowest_s, 2)}
        sys.stdout.write(json.dumps({**told, "crashes": self.crashes}) + "\n")
        sys.stdout.flush()
        return FAULTY if self.crashes else 0


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong(f"more than {LIMIT_S} s")


def edit_seeds(session: Session, seed: int) -> int:
    """Edit the corpus at random until time or executions are over."""
    from tests.fuzz.mutate import drawn, edited  # noqa: PLC0415 - as above

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, most))
    dice = random.Random(seed)
    while not session.is_over():
        session.execute(edited(dice.choice(session.corpus), drawn(dice), session.target.words))
    return session.tell()


def guided(name: str, folder: Path, seconds: float, executions: int, seed: int) -> None:
    """Let Atheris choose. It ends the process itself, so what came of it is told before its last execution returns."""
    import atheris  # noqa: PLC0415 - not everywhere

    with atheris.instrument_imports(include=list(PACKAGES)):
        session = Session(name, folder, seconds=seconds, executions=executions)
    found = folder / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    words = folder / f"{name}.words"
    escaped = ["".join(f"\\x{byte:02x}" for byte in word) for word in session.target.words]
    words.write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")

    def once(data: bytes) -> None:
        session.execute(data)
        if session.is_over():
            os._exit(session.tell())

    from tests.fuzz.targets import CORPUS  # noqa: PLC0415

    options = [f"-seed={seed}", f"-dict={words}", "-max_len=65536", f"-rss_limit_mb={KEPT_MIB}", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(found), str(CORPUS / name)], once)
    atheris.Fuzz()


def main(words: list[str]) -> int:
    """Fuzz the target named."""
    name, seconds, executions, seed, folder = words
    if importlib.util.find_spec("atheris") is not None:
        guided(name, Path(folder), float(seconds), int(executions), int(seed))
    session = Session(name, Path(folder), seconds=float(seconds), executions=int(executions))
    return edit_seeds(session, int(seed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
