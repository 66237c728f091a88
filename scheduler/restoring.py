"""Restoring a backup into an empty place, and the proof that what stands there then is what was backed up."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from directory.records import Provider, Record
from directory.snapshots import SnapshotDamaged, read_snapshot
from directory.store import Store
from directory.store_copy import copy_store, count_rows
from directory.store_trouble import StoreTrouble
from scheduler.backing_up import DATA, DATABASE, PROVIDERS, BackupTrouble, Manifest, read_manifest
from scheduler.backup_files import copy_file
from scheduler.config import Settings
from scheduler.undecided import undecided


class Restored(Record, frozen=True):
    """What came of a restore. snapshots: how many captured bodies were read again, each against its digest.

    faults: what is not as it was backed up; () for a proven restore. providers: whether the installation's own
    descriptions came from the backup.
    """

    files: int
    rows: int
    chain_length: int
    snapshots: int
    providers: bool
    faults: tuple[str, ...] = ()


def restore_backup(backup: Path, settings: Settings) -> Manifest:
    """Put a backup into the empty data folder and the empty database of `settings`; the database last, all or nothing.

    The installation's own provider descriptions are put back where their folder is empty. A backup of an older program
    is brought to today's schema on the way. Raises BackupTrouble, StoreTrouble, OSError.
    """
    manifest = read_manifest(backup)
    homes = _homes(settings)
    for name, kept in sorted(manifest.files.items()):
        home = homes.get(PurePosixPath(name).parts[0])
        if home is None:
            continue
        target = home / Path(*PurePosixPath(name).parts[1:])
        if not target.resolve().is_relative_to(home.resolve()):
            raise BackupTrouble(f"{backup}: names {name}, which leads out of its folder; this is no backup of ours")
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, _ = copy_file(backup / name, target)
        if digest != kept.sha256:
            raise BackupTrouble(
                f"{backup / name}: SHA-256 {digest[:12]}, expected {kept.sha256[:12]}; use another backup"
            )
    _restore_database(backup / DATABASE, settings)
    return manifest


def _homes(settings: Settings) -> dict[str, Path]:
    """Where each part goes. Raises BackupTrouble for a data folder that is in use."""
    data = settings.data
    if data.exists() and any(data.iterdir()):
        raise BackupTrouble(f"{data}: is not empty; restore into a new folder (--data), or move this one away")
    data.mkdir(parents=True, exist_ok=True)
    homes = {DATA: data}
    own = settings.providers
    if own is not None and not (own.is_dir() and any(own.iterdir())):
        homes[PROVIDERS] = own
    return homes


def _restore_database(file: Path, settings: Settings) -> None:
    with tempfile.TemporaryDirectory(dir=settings.data, prefix=".restoring-") as folder:
        # A copy: bringing it to today's schema must not touch the backup.
        copy = shutil.copy(file, Path(folder) / DATABASE)
        with Store.open(f"sqlite:///{copy}") as source, Store.open(settings.database) as target:
            copy_store(source, target)


def prove_restore(settings: Settings, manifest: Manifest, providers: Mapping[str, Provider]) -> Restored:
    """Hold a restored installation against the manifest: rows, chain, lines and every captured body. Raises StoreTrouble."""
    faults = []
    with Store.open(settings.database) as store:
        rows = count_rows(store)
        faults += [
            f"table {name}: {rows.get(name)} rows, expected {n}"
            for name, n in manifest.rows.items()
            if rows.get(name) != n
        ]
        broken = store.verify_chain()
        if broken is not None:
            raise StoreTrouble(f"restored chain of decisions: breaks at {broken[0]}: {broken[1]}; use another backup")
        head = store.chain_head()
        if head != (manifest.chain_length, manifest.chain_head):
            faults.append(f"chain of {head[0]} decisions ending in {head[1][:12]}, expected {manifest.chain_head[:12]}")
        faults += [
            f"{one.provider} {one.key}: verified, and no decision says so" for one in undecided(store, providers)
        ]
        captures = store.every_capture()
    for capture in captures:
        try:
            read_snapshot(settings.data, capture)
        except SnapshotDamaged as error:
            faults.append(str(error))
    return Restored(
        files=len(manifest.files),
        rows=sum(rows.values()),
        chain_length=head[0],
        snapshots=len(captures),
        providers=any(name.startswith(f"{PROVIDERS}/") for name in manifest.files),
        faults=tuple(faults),
    )
