"""What a hostile case is, how one is measured, and what counts as its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MIB = 1024 * 1024


@dataclass(frozen=True)
class Case:
    """One attack: how it is made, the outcomes that are an answer to it, and the limits it must keep.

    is_quick: also played in the ordinary test run. seconds: on the clock, without the start of a process. mib: peak
    memory of the process that met it, the program itself included.
    """

    name: str
    attack: str
    make: Callable[[], Any]
    ends: frozenset[str]
    seconds: float
    mib: float
    is_quick: bool = False


@dataclass(frozen=True)
class Met:
    """How a case ended. went_on: whether what came behind it was read as ever."""

    case: Case
    outcome: str
    detail: str
    seconds: float
    mib: float
    went_on: bool

    def faults(self) -> list[str]:
        found = []
        if self.outcome not in self.case.ends:
            found.append(f"ended as {self.outcome} ({self.detail}), expected {' or '.join(sorted(self.case.ends))}")
        if self.seconds > self.case.seconds:
            found.append(f"took {self.seconds:.1f} s, allowed {self.case.seconds:g}")
        if self.mib > self.case.mib:
            found.append(f"took {self.mib:.0f} MiB, allowed {self.case.mib:g}")
        if not self.went_on:
            found.append("what came behind it was not read")
        return found


def a_case(name: str, attack: str, make: Callable[[], Any], ends: str, seconds: float, mib: float, quick: bool = False):
    return Case(name, attack, make, frozenset(ends.split()), seconds, mib, quick)


class Peak:
    """The most memory that any of some processes held; the kernel keeps each one's peak, so that sampling misses little."""

    def __init__(self, pids: Callable[[], Sequence[int]]) -> None:
        self.pids = pids
        self.mib = 0.0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def watch(self) -> None:
        while not self.ended.is_set():
            for pid in self.pids():
                self.mib = max(self.mib, peak_mib(pid))
            time.sleep(0.02)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


def peak_mib(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
