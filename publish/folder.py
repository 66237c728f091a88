"""Writing into the releases folder: whole or not at all, one writer at a time, lasting when it is told to be there."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

# Of a release that was being made when the machine stopped; the next one clears it away.
UNFINISHED = ".unfinished-"
# Threads that wait for the disk; more gained nothing on a solid-state disk (benchmarks/bench_release.py).
SYNCING = 8


@contextmanager
def alone(folder: Path, lock: str) -> Iterator[None]:
    """Keep other holders of this lock out; it goes with the process, however it ends."""
    with (folder / lock).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_whole(folder: Path, target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files, by relative path, as the new folder `target` in `folder`; what raises leaves nothing of it.

    The caller holds the lock: what another maker left unfinished is cleared away.
    """
    for left_over in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_over)
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        folders, paths = {unfinished}, []
        for path, data in files:
            written = unfinished / path
            for parent in written.relative_to(unfinished).parents:
                folders.add(unfinished / parent)
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(data)
            # Releases are never changed.
            written.chmod(0o444)
            paths.append(written)
        unfinished.chmod(0o755)
        # Together: a disk that is asked for a thousand files one after the other waits a thousand times.
        with ThreadPoolExecutor(SYNCING) as pool:
            deque(pool.map(_sync, [*paths, *folders]), maxlen=0)
        unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _sync(folder)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: a reader finds the old bytes or the new ones."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        _write_lasting(temporary, data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync(path.parent)


def _write_lasting(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
