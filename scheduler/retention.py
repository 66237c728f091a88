"""How long captures are kept: old runs' files go, what is still needed out of them is copied first.

Runs lie in `warc/RUN`. A folder is old when both its name (which begins with the time of its run) and its files are.
What must stay out of old folders is copied, byte for byte, into `warc/kept-TIME`, which grows old like any other. The
store learns the new places before a file goes: whatever is killed, no capture that is needed is ever without its bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.compact import compact
from directory.records import Capture, Record
from directory.snapshots import SnapshotDamaged
from directory.store import Store
from scheduler.config import Settings
from scheduler.file_lock import hold_files

WARC = "warc"
STAMP = "%Y%m%dT%H%M%SZ"
KEPT = "kept-"


class Retention(Record, frozen=True):
    """What a look at the archive says. since: aware, UTC; what is older is given up unless it is needed.

    folders: the old ones, below the data folder; size_bytes: of their files; needed: the captures that are copied out of
    them before they go; gone: digests of those that go with them.
    """

    since: datetime
    folders: tuple[str, ...]
    size_bytes: int
    needed: tuple[Capture, ...]
    gone: tuple[str, ...]


def look_through(store: Store, settings: Settings, now: datetime) -> Retention:
    """Say what would go by the settings of retention, and what would stay of it. now: aware."""
    since = now - timedelta(days=settings.retention.keep_days)
    captures = store.every_capture()
    held = {Path(capture.file).parent.as_posix() for capture in captures}
    old = [folder for folder in folders_of(settings.data) if _is_old(folder, since, held, settings.data)]
    names = {folder.relative_to(settings.data).as_posix() for folder in old}
    lying = [capture for capture in captures if Path(capture.file).parent.as_posix() in names]
    needed = store.needed_snapshots(since)
    return Retention(
        since=since,
        folders=tuple(sorted(names)),
        size_bytes=sum(map(size_of, old)),
        needed=tuple(capture for capture in lying if capture.snapshot in needed),
        gone=tuple(capture.snapshot for capture in lying if capture.snapshot not in needed),
    )


def give_up(store: Store, settings: Settings, now: datetime) -> Retention:
    """Copy what is needed out of old files, then delete them; give what was done.

    Never beside a run or a backup: raises RunUnderWay at once where there is one. Raises SnapshotDamaged for a needed
    capture that is not what its digest says; then nothing was deleted.
    """
    with store.one_run(), hold_files(settings.data, alone=True):
        found = look_through(store, settings, now)
        store.move_captures(_copy(found.needed, settings.data, now), found.gone)
        for folder in found.folders:
            shutil.rmtree(settings.data / folder)
        return found


def _copy(needed: Sequence[Capture], data: Path, now: datetime) -> list[Capture]:
    if not needed:
        return []
    folder = data / WARC / f"{KEPT}{now.astimezone(UTC):{STAMP}}"
    try:
        return compact(needed, data=data, file=folder / "kept-1.warc.gz", at=now)
    except (SnapshotDamaged, OSError):
        # Half a copy on a disk that may be full helps nobody.
        shutil.rmtree(folder, ignore_errors=True)
        raise


def folders_of(data: Path) -> list[Path]:
    """Give the folders of runs, and of what was kept of older ones, by name."""
    warc = data / WARC
    return sorted(folder for folder in warc.iterdir() if folder.is_dir()) if warc.is_dir() else []


def stamp_of(folder: Path) -> datetime | None:
    """Give the time by which a folder is named, aware, UTC; None for a name that is none of ours."""
    stamp = folder.name.removeprefix(KEPT).partition("-")[0]
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(file.stat().st_size for file in _files_in(folder))


def _is_old(folder: Path, since: datetime, held: Iterable[str], data: Path) -> bool:
    stamp = stamp_of(folder)
    if stamp is None:
        return False
    if folder.name.startswith(KEPT) and folder.relative_to(data).as_posix() not in held:
        # Left by a retention that was stopped before the store knew of it.
        return True
    # A recorded night stands for a time long past, and its files are as old as its import.
    touched = max((file.stat().st_mtime for file in _files_in(folder)), default=0.0)
    return stamp < since and datetime.fromtimestamp(touched, UTC) < since


def _files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
