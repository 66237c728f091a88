"""The process that reading workers are copies of: it loads the readers once and never sees a document."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import reduction
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, NamedTuple, Self

READER = "scheduler.read_job:read_job"
# Importing the readers takes a second of processor time; a machine under load gets room.
START_LIMIT_S = 60.0
# A worker that is told to end ends within a millisecond or two.
LOOK_EVERY_S = 0.005
# A nursery that closed its pipe is on its way out.
ENDING_S = 5.0
# The child gets no more of our surroundings than it needs: a database address may hold a password.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "TZ")
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from scheduler.nursery_child import main; main(sys.argv[2:])"


class ReadingPoolError(RuntimeError):
    """The workers cannot work at all (not: one document hurt one of them)."""


class Limits(NamedTuple):
    """What one worker may take: address space above what it begins with, processor and clock seconds a document."""

    memory_bytes: int
    timeout_s: float
    clock_s: float


class Nursery:
    """Starts loading `reader` (`module:function`) at once; use as a context manager, or close it.

    Whoever owns it waits for its workers through it: they are its children. It ends with its owner, and so do they.
    """

    def __init__(self, reader: str) -> None:
        self.reader = reader
        ours, theirs = socket.socketpair()
        with theirs:
            descriptor = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-c", _START, json.dumps(sys.path), str(descriptor), reader],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[descriptor],
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            )
        self._pipe = Connection(ours.detach())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End it; its workers end with their own pipes."""
        self._pipe.close()
        self._process.kill()
        self._process.wait()

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked for workers, as far as anybody knows."""
        return self._process.poll() is None

    def bear(self, limits: Limits) -> tuple[Worker, Connection]:
        """Start a worker; gives it and the pipe to it. Raises ReadingPoolError when none can start."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._pipe.send_bytes(json.dumps(limits).encode())
                reduction.send_handle(self._pipe, theirs.fileno(), self._process.pid)
                worker = self._answer(START_LIMIT_S)
        except (OSError, EOFError) as error:
            ours.close()
            raise ReadingPoolError(
                f"a reading worker {self._why()}; `hotlinewatch doctor` checks this machine"
            ) from error
        return Worker(self, worker), Connection(ours.detach())

    def code_of(self, worker: int) -> int | None:
        """How a worker has ended, as subprocess tells it; None while it lives. One that nobody can tell of was killed."""
        try:
            self._pipe.send_bytes(str(worker).encode())
            code: int | None = self._answer(START_LIMIT_S)
        except (OSError, EOFError):
            return -signal.SIGKILL
        return code

    def _answer(self, limit_s: float) -> Any:
        if not self._pipe.poll(limit_s):
            raise TimeoutError
        return json.loads(self._pipe.recv_bytes())

    def _why(self) -> str:
        try:
            return f"ended with {describe(self._process.wait(ENDING_S))} while starting"
        except subprocess.TimeoutExpired:
            return "did not start in time"


class Worker:
    """One copy: a process that is not our child, so that its nursery is asked how it ended."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery = nursery
        self._code: int | None = None

    def poll(self) -> int | None:
        """How it has ended; None while it lives."""
        if self._code is None:
            self._code = self._nursery.code_of(self.pid)
        return self._code

    def end(self, grace_s: float) -> int:
        """End it and return how it ended. grace_s: time to let one that is dying die its own death."""
        until = time.monotonic() + grace_s
        while self.poll() is None and time.monotonic() < until:
            time.sleep(LOOK_EVERY_S)
        while self.poll() is None:
            # Until it is asked for, an ended process keeps its number.
            os.kill(self.pid, signal.SIGKILL)
            time.sleep(LOOK_EVERY_S)
        return self.poll() or 0


_OPEN: ContextVar[Nursery | None] = ContextVar("open_nursery", default=None)


@contextmanager
def one_nursery(reader: str = READER) -> Iterator[None]:
    """Let all pools of the block have their workers of one nursery, which loads the readers meanwhile."""
    with Nursery(reader) as nursery:
        before = _OPEN.set(nursery)
        try:
            yield
        finally:
            _OPEN.reset(before)


def open_nursery(reader: str) -> Nursery | None:
    """Give the nursery of the block we are in, where it is one of this reader."""
    nursery = _OPEN.get()
    return nursery if nursery is not None and nursery.reader == reader else None


def describe(code: int) -> str:
    """Say how a process ended."""
    return f"signal {-code}" if code < 0 else f"exit {code}"
