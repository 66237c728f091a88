"""Backups: one folder each, with a copy of the database, every file of the data folder, and a manifest of both.

    FOLDER/20261123T031500Z/manifest.json   what is in it, with digests; written last
                            directory.db    the database, as SQLite whatever it was copied from
                            data/…          the data folder: captures, reports, releases, proofs
                            providers/…     the installation's own provider descriptions

Signing keys and settings (which may hold passwords) are never in it. A file that did not change is shared with the
backup before (a hard link), so that a night costs what the night brought.
"""

from __future__ import annotations

import importlib.metadata
import shutil
from datetime import datetime
from pathlib import Path

import msgspec

from directory.records import Record
from directory.store import Store
from directory.store_copy import copy_store
from directory.store_schema import HEAD
from publish.folder import replace_file
from scheduler.backup_files import Kept, digest_of, faults_in, files_under, keep_file
from scheduler.config import FILE_NAME, Settings
from scheduler.file_lock import LOCK, hold_files

MANIFEST = "manifest.json"
DATABASE = "directory.db"
DATA, PROVIDERS = "data", "providers"
STAMP = "%Y%m%dT%H%M%SZ"
UNFINISHED = ".unfinished-"
# What SQLite and the lock of runs keep beside the database.
BESIDE_DATABASE = ("", "-wal", "-shm", "-journal", ".run-lock")


class BackupTrouble(ValueError):  # noqa: N818 - named like the trouble of the store
    """A backup that cannot be made, read or restored: says where, what came, what was expected."""


class Manifest(Record, frozen=True):
    """What a backup holds. made: aware, UTC; rows: of each table; files: by path in the backup.

    chain_length, chain_head: of the chain of decisions, as releases carry them.
    """

    made: datetime
    program: str
    schema: str
    chain_length: int
    chain_head: str
    rows: dict[str, int]
    files: dict[str, Kept]

    @property
    def size_bytes(self) -> int:
        """Bytes of all files, shared ones too."""
        return sum(kept.size_bytes for kept in self.files.values())


def make_backup(store: Store, settings: Settings, folder: Path, made: datetime) -> Path:
    """Back an installation up into a new folder below `folder`, and check what was written.

    The database is copied first, as it stood at one moment: every file that it names was there before it was named. Works
    beside a run. made: aware, UTC. Raises BackupTrouble, StoreTrouble, OSError; what raises leaves no backup.
    """
    if folder.resolve().is_relative_to(settings.data.resolve()):
        raise BackupTrouble(f"{folder}: lies in the data folder {settings.data}; a backup belongs on another disk")
    target = folder / made.strftime(STAMP)
    if target.exists():
        raise BackupTrouble(f"{target}: there is a backup of this second already")
    before = next(iter(list_backups(folder)), None)
    unfinished = folder / f"{UNFINISHED}{target.name}"
    unfinished.mkdir(parents=True)
    try:
        # What the copied database names must still be there when the files are copied.
        with hold_files(settings.data):
            manifest = _fill(store, settings, unfinished, made, before)
        replace_file(unfinished / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted")))
        faults = faults_in(unfinished, manifest.files)
        if faults:
            raise BackupTrouble(f"{faults[0]}; the disk does not hold what was written to it: use another one")
        unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def _fill(store: Store, settings: Settings, folder: Path, made: datetime, before: Path | None) -> Manifest:
    with Store.open(f"sqlite:///{folder / DATABASE}") as copy:
        rows = copy_store(store, copy)
        length, head = copy.chain_head()
    # The copy is one file from here on.
    for name in BESIDE_DATABASE[1:]:
        (folder / f"{DATABASE}{name}").unlink(missing_ok=True)
    known = {} if before is None else read_manifest(before).files
    files = {DATABASE: _described(folder / DATABASE)}
    for part, source, besides in _parts(store, settings):
        for path in files_under(source, besides):
            name = f"{part}/{path.as_posix()}"
            earlier = (before / name, known[name]) if before is not None and name in known else None
            files[name] = keep_file(source / path, folder / name, earlier)
    return Manifest(
        made=made,
        program=importlib.metadata.version("hotlinewatch"),
        schema=HEAD,
        chain_length=length,
        chain_head=head,
        rows=rows,
        files=files,
    )


def _parts(store: Store, settings: Settings) -> list[tuple[str, Path, tuple[Path, ...]]]:
    database = () if store.file is None else tuple(Path(f"{store.file}{end}") for end in BESIDE_DATABASE)
    # Settings may lie in the data folder, as the demo's do; they may hold passwords.
    parts = [(DATA, settings.data, (*database, settings.data / FILE_NAME, settings.data / LOCK))]
    if settings.providers is not None:
        parts.append((PROVIDERS, settings.providers, ()))
    return parts


def _described(path: Path) -> Kept:
    state = path.stat()
    return Kept(size_bytes=state.st_size, sha256=digest_of(path), modified_ns=state.st_mtime_ns)


def list_backups(folder: Path) -> list[Path]:
    """Give the finished backups below a folder, the newest first."""
    return sorted((one.parent for one in folder.glob(f"[0-9]*/{MANIFEST}")), reverse=True)


def read_manifest(backup: Path) -> Manifest:
    """Read what a backup says of itself. Raises BackupTrouble for a folder that is none."""
    try:
        return msgspec.json.decode((backup / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise BackupTrouble(f"{backup / MANIFEST}: {error}; expected the folder of a finished backup") from error


def faults_of(backup: Path) -> list[str]:
    """Say what of a backup is not as it was made; [] for a whole one. Raises BackupTrouble for a folder that is none."""
    return faults_in(backup, read_manifest(backup).files)
