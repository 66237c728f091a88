"""How far a long job is, on stderr: a bar on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

# Often enough to show life in a cron mail or a CI log, seldom enough to keep it short.
PLAIN_LINE_EVERY_S = 5.0


class Meter:
    """A count towards a total that may be unknown (None) or learned later.

    Use as a context manager. quiet: says nothing at all. stream: None means stderr.
    """

    def __init__(
        self, label: str, total: int | None = None, *, quiet: bool = False, stream: TextIO | None = None
    ) -> None:
        self._label = label
        self._total = total
        self._count = 0
        self._note = ""
        self._quiet = quiet
        self._stream = sys.stderr if stream is None else stream
        self._told_at = time.monotonic()
        self._told = ""
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        if not self._quiet and self._stream.isatty():
            self._bar = _bar_on(self._stream)
            self._bar.start()
            self._task = self._bar.add_task(self._label, total=self._total, note="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if kind is None:
            self._tell()

    def expect(self, total: int) -> None:
        """Set the total once it is known."""
        self._total = total
        self._show()

    def advance(self, count: int = 1, note: str = "") -> None:
        """Count `count` more as finished; note: what is under way, a few words."""
        self._count += count
        self._note = note
        self._show()

    def _show(self) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=self._count, total=self._total, note=self._note)
        elif time.monotonic() - self._told_at >= PLAIN_LINE_EVERY_S:
            self._tell()

    def _tell(self) -> None:
        self._told_at = time.monotonic()
        line = f"{self._label}: {self._count}" + ("" if self._total is None else f" of {self._total}")
        if not self._quiet and self._bar is None and line != self._told:
            self._told = line
            print(line, file=self._stream, flush=True)


def _bar_on(terminal: TextIO) -> Progress:
    # A night that nobody watches does not pay for drawing.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}", markup=False),
        console=Console(file=terminal),
        transient=True,
    )
