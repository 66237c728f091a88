"""Who may touch the files of the data folder: many may read them at once, what deletes some is alone."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from directory.store_trouble import RunUnderWay

LOCK = ".files-lock"


@contextmanager
def hold_files(data: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold the files of a data folder for the block; the lock falls with the process, however that ends.

    Raises RunUnderWay at once when a backup (or, for a backup, a retention) is under way.
    """
    with (data / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            other = "a backup is being made" if alone else "old captures are being deleted"
            raise RunUnderWay(f"{data}: {other}; repeat when it has ended") from error
        yield
