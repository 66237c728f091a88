"""The verb `restore`: a backup into an empty installation, proven; and the signing keys from their own copy."""

from __future__ import annotations

from pathlib import Path

import click

from publish.signing import KeyTrouble
from scheduler.backing_up import BackupTrouble
from scheduler.cli.backup import BACKUP, passphrase, passphrase_option
from scheduler.cli.options import DONE, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.key_copy import restore_keys
from scheduler.opened import providers_of
from scheduler.restoring import prove_restore, restore_backup


@click.command(epilog=exit_codes(DONE, USAGE, STORE_TROUBLE))
@click.argument("backup", required=False, type=BACKUP)
@click.option(
    "--keys",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put back the signing keys, too, which `backup keys` wrote to FILE.",
)
@passphrase_option
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def restore(
    backup: Path | None, *, keys: Path | None, passphrase_file: Path | None, is_json: bool, settings: Settings
) -> int:
    """Restore a BACKUP into the empty data folder and database of the settings, then prove it.

    Every file is held against its digest, every row counted, the chain of decisions followed to its end, every captured
    page read again. A backup of SQLite may be restored into PostgreSQL, and the other way round.
    """
    if backup is None and keys is None:
        raise click.UsageError("nothing to restore: name the folder of a backup, or --keys FILE")
    if keys is not None:
        try:
            count = restore_keys(settings, keys, passphrase(passphrase_file, is_new=False))
        except (KeyTrouble, OSError) as error:
            warn(f"hotlinewatch: {error}")
            return STORE_TROUBLE
        warn(say(settings.lang, "keys_restored", count=count))
    return DONE if backup is None else _restore(backup, settings, is_json=is_json)


def _restore(backup: Path, settings: Settings, *, is_json: bool) -> int:
    try:
        manifest = restore_backup(backup, settings)
    except OSError as error:
        raise BackupTrouble(
            f"{backup}: {error}; what was restored is not whole: empty {settings.data} and repeat"
        ) from error
    proof = prove_restore(settings, manifest, providers_of(settings))
    if is_json:
        print_json({"backup": backup, "data": settings.data, "proof": proof})
    else:
        for fault in proof.faults:
            warn(fault)
        lang = settings.lang
        counts = {"files": proof.files, "rows": proof.rows, "length": proof.chain_length, "snapshots": proof.snapshots}
        print_line(say(lang, "restored_faulty" if proof.faults else "restored", path=settings.data, **counts))
    return STORE_TROUBLE if proof.faults else DONE
