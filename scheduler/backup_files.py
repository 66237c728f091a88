"""The files of a backup: copied and digested in one go, taken over from the backup before where they are the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from directory.records import Record

PIECE_BYTES = 1024 * 1024


class Kept(Record, frozen=True):
    """One file as it was kept. modified_ns: its time of change in the installation, nanoseconds since 1970."""

    size_bytes: int
    sha256: str
    modified_ns: int


def files_under(folder: Path, besides: tuple[Path, ...]) -> Iterator[Path]:
    """Give every file below a folder, sorted, relative to it; without `besides`, and without links, which lead elsewhere."""
    left_out = {path.absolute() for path in besides}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.absolute() not in left_out:
            yield path.relative_to(folder)


def keep_file(source: Path, target: Path, before: tuple[Path, Kept] | None) -> Kept:
    """Copy a file into a backup; where the backup before holds the same one (size, time), share that one's bytes.

    before: the file in the backup before, and what its manifest says. Raises OSError.
    """
    state = source.stat()
    target.parent.mkdir(parents=True, exist_ok=True)
    if before is not None and (before[1].size_bytes, before[1].modified_ns) == (state.st_size, state.st_mtime_ns):
        try:
            target.hardlink_to(before[0])
        except OSError:
            # A disk without hard links, or the earlier backup has lost the file: then it is copied.
            target.unlink(missing_ok=True)
        else:
            return before[1]
    digest, size = copy_file(source, target)
    return Kept(size_bytes=size, sha256=digest, modified_ns=state.st_mtime_ns)


def copy_file(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file so that it lasts; give the SHA-256, in hex, and the size of what was written."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(PIECE_BYTES):
            digest.update(piece)
            writing.write(piece)
            size += len(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest(), size


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def faults_in(folder: Path, files: Mapping[str, Kept]) -> list[str]:
    """Say of each file that is not as it was kept what is wrong with it; [] when all are whole."""
    return [fault for name, kept in sorted(files.items()) if (fault := _fault(folder / name, kept))]


def _fault(path: Path, kept: Kept) -> str:
    try:
        found = digest_of(path)
    except OSError as error:
        return f"{path}: {error.strerror}"
    return "" if found == kept.sha256 else f"{path}: SHA-256 {found[:12]}, expected {kept.sha256[:12]}"
