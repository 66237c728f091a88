"""The verb `backup`: make a backup, list and check backups, and keep a copy of the signing keys apart from them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from publish.signing import KeyTrouble
from scheduler.backing_up import BackupTrouble, faults_of, list_backups, make_backup, read_manifest
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table, warn
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.key_copy import copy_keys
from scheduler.opened import existing_store

FOLDER = click.Path(file_okay=False, path_type=Path)
BACKUP = click.Path(exists=True, file_okay=False, path_type=Path)
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the passphrase from the first line of this file; else it is asked for.",
)


@click.group(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
def backup() -> None:
    """Back the installation up, list and check backups, keep the signing keys."""


@backup.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("folder", type=FOLDER)
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def make(folder: Path, *, is_json: bool, settings: Settings) -> int:
    """Back the database and the data folder up into a new folder below FOLDER; works while a run goes on.

    Keys and settings are not in it: `backup keys` copies the keys to another place.
    """
    try:
        with existing_store(settings) as store:
            made = make_backup(store, settings, folder, datetime.now(UTC))  # noqa: TID251 - the shell's clock
    except OSError as error:
        raise BackupTrouble(f"{folder}: {error}; free space or name another disk, then repeat") from error
    manifest = read_manifest(made)
    rows = sum(manifest.rows.values())
    if is_json:
        print_json({"backup": made, "files": len(manifest.files), "size_bytes": manifest.size_bytes, "rows": rows})
    else:
        size = f"{manifest.size_bytes / 1024**2:.1f}"
        print_line(say(settings.lang, "backup_made", path=made, files=len(manifest.files), rows=rows, size=size))
    return DONE


@backup.command("list", epilog=exit_codes(DONE, USAGE, NOTHING))
@click.argument("folder", type=FOLDER)
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object a line.")
@common_options
def list_made(folder: Path, *, is_json: bool, settings: Settings) -> int:
    """List the finished backups below FOLDER, the newest first."""
    found = [(path, read_manifest(path)) for path in list_backups(folder)]
    if is_json:
        for path, one in found:
            print_json(
                {"backup": path, "made": one.made, "program": one.program, "schema": one.schema}
                | {"decisions": one.chain_length, "files": len(one.files), "size_bytes": one.size_bytes}
            )
    rows = [
        (str(path), one.program, str(one.chain_length), str(len(one.files)), f"{one.size_bytes / 1024**2:.1f}")
        for path, one in found
    ]
    if not is_json:
        print_table(head(settings.lang, "backup", "program", "decisions", "files", "size_mib"), rows)
    return DONE if found else NOTHING


@backup.command(epilog=exit_codes(DONE, USAGE, STORE_TROUBLE))
@click.argument("folder", type=BACKUP, metavar="BACKUP")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def verify(folder: Path, *, is_json: bool, settings: Settings) -> int:
    """Read every file of a BACKUP again and hold it against the digest it was made with."""
    faults = faults_of(folder)
    if is_json:
        print_json({"backup": folder, "is_whole": not faults, "faults": faults})
    else:
        for fault in faults:
            warn(fault)
        print_line(say(settings.lang, "backup_damaged" if faults else "backup_whole", path=folder, faults=len(faults)))
    return STORE_TROUBLE if faults else DONE


@backup.command(epilog=exit_codes(DONE, USAGE, STORE_TROUBLE))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@passphrase_option
@common_options
def keys(file: Path, *, passphrase_file: Path | None, settings: Settings) -> int:
    """Copy the signing keys to a new FILE, locked by a passphrase. Keep it where no backup lies."""
    try:
        count = copy_keys(settings, file, passphrase(passphrase_file, is_new=True))
    except (KeyTrouble, OSError) as error:
        warn(f"hotlinewatch: {error}")
        return STORE_TROUBLE
    print_line(say(settings.lang, "keys_kept", count=count, path=file))
    return DONE


def passphrase(file: Path | None, *, is_new: bool) -> str:
    """Give the passphrase: from a file's first line, else asked for at the keyboard, twice where it is new."""
    if file is not None:
        return (file.read_text(encoding="utf-8").splitlines() or [""])[0]
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True)
    return asked
