"""The life of one reading worker: take jobs from the pipe, read each under limits, answer, end with the pipe."""

from __future__ import annotations

import importlib
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from directory.records import Reading
from directory.snapshots import SnapshotDamaged
from scheduler.nursery import Limits
from scheduler.workers import PICTURE_MEMORY, PICTURE_TIME, Answer, ReadJob, is_picture, unread

Reader = Callable[[ReadJob], Reading]

# Long runs split the address space up; a fresh worker is a copy and costs some 20 ms.
DOCUMENTS_A_LIFE = 200
# The parent kills at the limit on the clock; this ends a worker whose parent is gone.
ALARM_GRACE_S = 1.0

_STATM = Path("/proc/self/statm")
_BYTES_TO_JOBS = msgspec.msgpack.Decoder(
    list[ReadJob], dec_hook=lambda kind, value: Path(value) if kind is Path else value
)


def serve(read: Reader, pipe: Connection, limits: Limits) -> None:
    """Serve one pipe until it closes."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    # What a library prints about a hostile document is for nobody's terminal.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    bounds = _Bounds(limits.memory_bytes)
    with pipe:
        pipe.send_bytes(b"ready")
        served = 0
        while (batch := _next_batch(pipe)) is not None:
            for job in batch:
                served += 1
                bounds.allow(job)
                # Both timers end this process from the kernel, also in the middle of a library's own loop.
                share = PICTURE_TIME if is_picture(job) else 1
                signal.setitimer(signal.ITIMER_PROF, share * limits.timeout_s)
                signal.setitimer(signal.ITIMER_REAL, share * limits.clock_s + ALARM_GRACE_S)
                answer = _answer(read, job, is_last=served >= DOCUMENTS_A_LIFE)
                signal.setitimer(signal.ITIMER_PROF, 0)
                signal.setitimer(signal.ITIMER_REAL, 0)
                pipe.send_bytes(answer)


class _Bounds:
    """What the kernel lets this process have: no files, no core, and so much memory above what it holds now."""

    def __init__(self, memory_bytes: int) -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        self._memory_bytes = memory_bytes
        self._held_bytes = int(_STATM.read_text().split()[0]) * resource.getpagesize() if _STATM.exists() else 0
        most = self._held_bytes + PICTURE_MEMORY * memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

    def allow(self, job: ReadJob) -> None:
        """Set the memory limit for one job by its kind."""
        share = PICTURE_MEMORY if is_picture(job) else 1
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (self._held_bytes + share * self._memory_bytes, most))


def find_reader(name: str) -> Reader:
    """Load a reader by its name, `module:function`."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader


def _next_batch(pipe: Connection) -> list[ReadJob] | None:
    try:
        message = pipe.recv_bytes()
    except EOFError:
        return None
    return _BYTES_TO_JOBS.decode(message)


def _answer(read: Reader, job: ReadJob, *, is_last: bool) -> bytes:
    try:
        answer = Answer(reading=read(job), is_spent=is_last)
        return msgspec.msgpack.encode(answer)
    except MemoryError:
        reading = unread(job, "unreadable", "ran out of memory")
        return msgspec.msgpack.encode(Answer(reading=reading, is_spent=True))
    except RecursionError:
        reading = unread(job, "unreadable", "nested deeper than the reader follows")
    except SnapshotDamaged as error:
        reading = unread(job, "internal_error", str(error))
    except Exception as error:  # noqa: BLE001 - one document (house style, 5): its fault must not end the others
        reading = unread(job, "internal_error", _place(error))
    return msgspec.msgpack.encode(Answer(reading=reading, is_spent=is_last))


def _place(error: Exception) -> str:
    # No message: it may hold text of the page.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno} ({frame.name})"
