"""A process that dies as by kill -9, at a chosen step of a deed or after a chosen time, and what it had said by then.

The process is forked from one that has imported everything already, so that a death costs what the deed costs.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from itertools import count
from typing import NamedTuple

from sqlalchemy import event
from sqlalchemy.engine import Engine

# What changes the disk: Python names these to its audit hooks (PEP 578). An fsync is not among them and is wrapped.
STEPS = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "shutil.rmtree"}
)
FAILED = 70
# Longer than any deed here takes on a busy machine.
TOO_LONG_S = 240
Deed = Callable[[Callable[[str], None]], None]


class Ended(NamedTuple):
    """How a deed ended. said: what it had acknowledged; steps: how many it took, 0 where nobody counted."""

    said: list[str]
    was_killed: bool
    steps: int
    seconds: float


def end() -> None:
    """Die here."""
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(TOO_LONG_S)


def fill_disk() -> None:
    """From here on no file of this process takes another byte, whoever writes to it; what it holds stays."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


class _Steps:
    """Counts the steps of this process, and lets `befall` it before the one after `last`; None lets it live."""

    def __init__(self, last: int | None, befall: Callable[[], None] = end) -> None:
        self.last = last
        self.befall = befall
        self.numbers = count()
        self.taken = 0

    def step(self, *_: object, **__: object) -> None:
        self.taken = next(self.numbers) + 1
        if self.last is not None and self.taken == self.last + 1:
            self.befall()

    def watch(self) -> None:
        def audited(name: str, arguments: tuple[object, ...]) -> None:
            # Reading is no step: only a file opened for writing changes anything.
            if name in STEPS and (name != "open" or _is_writing(arguments)):
                self.step()

        sys.addaudithook(audited)
        for name in ("before_cursor_execute", "commit"):
            event.listen(Engine, name, self.step)
        honest = os.fsync

        def fsync(descriptor: int) -> None:
            self.step()
            honest(descriptor)

        os.fsync = fsync


def _is_writing(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def live(deed: Deed, *, counting: bool = False) -> Ended:
    """Do it whole in a child. Raises AssertionError with the child's trace when it does not end well."""
    return _child(deed, _Steps(None) if counting else None, None)


def die(deed: Deed, *, step: int | None = None, after_s: float | None = None) -> Ended:
    """Do it in a child that dies before the step after `step`, or after a time."""
    return _child(deed, None if step is None else _Steps(step), after_s)


def befallen(deed: Deed, step: int, befall: Callable[[], None]) -> Ended:
    """Do it in a child whom something befalls before the step after `step`."""
    return _child(deed, _Steps(step, befall), None)


def _child(deed: Deed, steps: _Steps | None, after_s: float | None) -> Ended:
    ours, theirs = os.pipe()
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        _live_and_leave(deed, theirs, steps)
    os.close(theirs)
    if after_s is not None:
        # What it had started itself is not in need of killing: it ends with its pipe.
        time.sleep(after_s)
        os.kill(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    took_s = time.monotonic() - began
    with os.fdopen(ours, "rb") as stream:
        *said, _cut = stream.read().decode().split("\n")
    if code not in (0, -signal.SIGKILL):
        raise AssertionError(f"ended with {code}: " + "\n".join(said))
    counted = [int(word.removeprefix("steps ")) for word in said if word.startswith("steps ")]
    told = [word for word in said if not word.startswith("steps ")]
    return Ended(told, code != 0, sum(counted), took_s)


def _live_and_leave(deed: Deed, pipe: int, steps: _Steps | None) -> None:
    def acknowledge(word: str) -> None:
        os.write(pipe, f"{word}\n".encode())

    code = FAILED
    try:
        signal.alarm(TOO_LONG_S)
        if steps is not None:
            steps.watch()
        deed(acknowledge)
        if steps is not None:
            acknowledge(f"steps {steps.taken}")
        code = 0
    except BaseException:  # noqa: BLE001 - the parent is told whatever it was
        acknowledge(traceback.format_exc())
    finally:
        os._exit(code)
