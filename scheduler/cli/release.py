"""The verb `release`: make, verify or list public releases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from publish.release import ReleaseRefused, list_releases
from publish.signing import KeyTrouble
from publish.verify import verify_release
from scheduler.cli.opened import NothingThere, existing_store, providers_of
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line
from scheduler.cli.words import say
from scheduler.config import Settings


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("action", type=click.Choice(["list", "make", "verify"]), default="list")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[NUMBER|FOLDER]")
@click.option(
    "--public-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Verify with this PEM, not the one that lies in the release.",
)
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def release(action: str, path: Path | None, *, public_key: Path | None, is_json: bool, settings: Settings) -> int:
    """List releases, make the next one of what is accepted now, or verify one (the latest when none is named)."""
    folder = settings.data / "releases"
    if action == "list":
        return _list(folder, is_json=is_json)
    if action == "make":
        return _make(settings, is_json=is_json)
    chosen = _latest(folder) if path is None else path if path.is_dir() else folder / path.name
    if not chosen.is_dir():
        raise click.UsageError(f"{path}: no such release; `hotlinewatch release list` shows them")
    faults = verify_release(chosen, public_key.read_bytes() if public_key is not None else None)
    if is_json:
        print_json({"release": str(chosen), "faults": faults})
    elif faults:
        for fault in faults:
            print_line(fault)
    else:
        print_line(say(settings.lang, "release_sound", path=str(chosen)))
    return STORE_TROUBLE if faults else DONE


def _list(folder: Path, *, is_json: bool) -> int:
    found = [str(path) for path in list_releases(folder)]
    if is_json:
        print_json({"releases": found})
    elif not found:
        raise NothingThere(f"{folder}: there is no release yet; accept findings, then `hotlinewatch release make`")
    for name in () if is_json else found:
        print_line(name)
    return DONE


def _latest(folder: Path) -> Path:
    found = list_releases(folder)
    if not found:
        raise NothingThere(f"{folder}: there is no release yet; accept findings, then `hotlinewatch release make`")
    return found[-1]


def _make(settings: Settings, *, is_json: bool) -> int:
    # Imported here: listing and verifying need no database.
    from scheduler.listing import accepted_entries  # noqa: PLC0415
    from scheduler.releasing import release_now  # noqa: PLC0415

    providers = providers_of(settings)
    with existing_store(settings) as store:
        if not accepted_entries(store, providers):
            raise NothingThere(
                "nothing is accepted yet, so there is nothing to release; `hotlinewatch review` lists what waits"
            )
        closed = next((name for name, _, state in store.runs() if state == "closed"), None)
        night = None if closed is None else store.night(closed)
        try:
            made = release_now(store, settings, providers, datetime.now(UTC), night)  # noqa: TID251 - the shell's clock
        except (ReleaseRefused, KeyTrouble) as error:
            click.echo(f"hotlinewatch: {error}", err=True)
            return STORE_TROUBLE
    if is_json:
        print_json({"release": str(made)})
    else:
        print_line(say(settings.lang, "release_made", path=str(made)))
    return DONE
