"""A report as files: each is there whole or not at all, even when the machine stops in between."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reports.render import find_formats, render
from reports.view import Report

# A run's id becomes a file name, so it may not leave the folder nor hide in it.
RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:+._-]{0,99}")
PART = ".part"


def write_report(folder: Path, report: Report, formats: Iterable[str]) -> dict[str, Path]:
    """Write `<run id><suffix>` into `folder` for each format asked for; name → path of what was written.

    An older file of the same run is replaced. Raises FormatError for an unknown format, ValueError for a run id
    that is no file name, OSError when the disk refuses; what stood there before then still stands.
    """
    run_id = report.night.run.id
    if RUN_ID.fullmatch(run_id) is None:
        raise ValueError(f"run id {run_id!r}: expected letters, digits and :+._- only, as it names the report's files")
    rendered = {name: render(report, name) for name in formats}
    known = find_formats()
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{run_id}{known[name].suffix}" for name in rendered}
    with _alone(folder):
        for name, text in rendered.items():
            _replace_file(paths[name], text.encode("utf-8"))
        _sync_folder(folder)
    return paths


def write_page(folder: Path, name: str, text: str) -> Path:
    """Write one file that each night makes anew into `folder`, whole or not at all; gives its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _replace_file(folder / name, text.encode("utf-8"))
    _sync_folder(folder)
    return folder / name


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other writers out; what one that died here left unfinished is cleared away."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for left_over in folder.glob(f".*{PART}"):
            left_over.unlink()
        yield
    finally:
        os.close(descriptor)


def _replace_file(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}{PART}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
