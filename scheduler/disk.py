"""What the data folder holds, how fast it grows, and when its disk will be full."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from directory.records import Record
from scheduler.config import Settings
from scheduler.retention import folders_of, size_of, stamp_of

# Long enough for four weekly deep passes.
LOOK_BACK_DAYS = 28


class Forecast(Record, frozen=True):
    """Bytes by part of the data folder, and where they lead.

    per_day: what the runs of the last 28 days added a day, captures and reports; None before there is a whole day of
    them. full_in_days: until the disk is full if nothing is given up, None when nothing grows. levels_at: what captures
    come to when `keep_days` of them lie there.
    """

    parts: dict[str, int]
    free_bytes: int
    per_day: float | None
    full_in_days: float | None
    levels_at: float | None


def forecast(settings: Settings, now: datetime) -> Forecast:
    """Measure the data folder. now: aware. Raises OSError for a folder that cannot be read."""
    data = settings.data
    parts = {
        path.name: size_of(path) if path.is_dir() else path.stat().st_size
        for path in sorted(data.iterdir())
        if not path.name.startswith(".")
    }
    free = shutil.disk_usage(data).free
    captures, days = _grown(settings, now)
    if days is None:
        return Forecast(parts=parts, free_bytes=free, per_day=None, full_in_days=None, levels_at=None)
    per_day = (captures + _younger(data / "reports", now)) / days
    return Forecast(
        parts=parts,
        free_bytes=free,
        per_day=per_day,
        full_in_days=free / per_day if per_day else None,
        levels_at=captures / days * settings.retention.keep_days,
    )


def _grown(settings: Settings, now: datetime) -> tuple[int, float | None]:
    """Give the bytes of the captures of the last weeks, and over how many days they came; None for less than one."""
    begun = [(stamp, folder) for folder in folders_of(settings.data) if (stamp := stamp_of(folder)) is not None]
    young = [(stamp, folder) for stamp, folder in begun if now - timedelta(days=LOOK_BACK_DAYS) <= stamp <= now]
    if not young:
        return 0, None
    days = (now - min(young)[0]) / timedelta(days=1)
    return sum(size_of(folder) for _, folder in young), days if days >= 1 else None


def _younger(folder: Path, now: datetime) -> int:
    if not folder.is_dir():
        return 0
    since = (now - timedelta(days=LOOK_BACK_DAYS)).timestamp()
    states = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum(state.st_size for state in states if state.st_mtime >= since)
