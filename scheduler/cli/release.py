"""The verb `release`: make, verify or list public releases, and let their signing key be followed by another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import click

from publish.keys import key_beside
from publish.release import ReleaseRefused, list_releases, releases_in
from publish.signing import KeyTrouble
from publish.stored import read_manifest
from publish.verify import verify_beside, verify_release
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.opened import NothingThere, existing_store, providers_of


class Asked(NamedTuple):
    """What the command line asks of an action."""

    settings: Settings
    path: Path | None
    public_key: Path | None
    reason: str
    is_json: bool


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument(
    "action", type=click.Choice(["list", "make", "verify", "next-key", "roll-key", "revoke-key"]), default="list"
)
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[NUMBER|FOLDER]")
@click.option(
    "--public-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Verify with this PEM, which you kept, not with the one that lies beside the releases.",
)
@click.option("--reason", default="", metavar="TEXT", help="Why the key is revoked, for those who rely on it.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def release(
    action: str, path: Path | None, *, public_key: Path | None, reason: str, is_json: bool, settings: Settings
) -> int:
    """List releases, make the next one of what is accepted now, or verify one (the latest when none is named).

    next-key announces the key that will sign after this one, signed by this one; roll-key lets it take over; revoke-key
    does both at once and publishes that the present key counts no more.
    """
    try:
        return _ACTIONS[action](Asked(settings, path, public_key, reason, is_json))
    except (ReleaseRefused, KeyTrouble) as error:
        click.echo(f"hotlinewatch: {error}", err=True)
        return STORE_TROUBLE


def _list(asked: Asked) -> int:
    folder = releases_in(asked.settings.data)
    found = [str(path) for path in list_releases(folder)]
    if asked.is_json:
        print_json({"releases": found})
    elif not found:
        raise NothingThere(say(asked.settings.lang, "no_release", folder=str(folder)))
    for name in () if asked.is_json else found:
        print_line(name)
    return DONE


def _verify(asked: Asked) -> int:
    folder, lang = releases_in(asked.settings.data), asked.settings.lang
    chosen = _chosen(asked, folder)
    key = key_beside(chosen) if asked.public_key is None else asked.public_key.read_bytes()
    faults = verify_release(chosen, key)
    if asked.path is None:
        faults += verify_beside(chosen.parent, key)
    if asked.is_json:
        print_json({"release": str(chosen), "faults": faults})
    for fault in () if asked.is_json else faults:
        print_line(fault)
    if not faults:
        if not asked.is_json:
            print_line(say(lang, "release_whole" if key is None else "release_sound", path=str(chosen)))
        expires = read_manifest(chosen).expires_at
        if expires <= _now():
            warn(say(lang, "release_expired", path=str(chosen), at=f"{expires:%Y-%m-%d %H:%M UTC}"))
    return STORE_TROUBLE if faults else DONE


def _chosen(asked: Asked, folder: Path) -> Path:
    if asked.path is None:
        found = list_releases(folder)
        if not found:
            raise NothingThere(say(asked.settings.lang, "no_release", folder=str(folder)))
        return found[-1]
    chosen = asked.path if asked.path.is_dir() else folder / asked.path.name.zfill(6)
    if not chosen.is_dir():
        raise click.UsageError(f"{asked.path}: no such release; `hotlinewatch release list` shows them")
    return chosen.resolve()


def _make(asked: Asked) -> int:
    # Imported here: listing and verifying need no database.
    from scheduler.listing import accepted_entries  # noqa: PLC0415
    from scheduler.releasing import release_now  # noqa: PLC0415

    settings = asked.settings
    providers = providers_of(settings)
    with existing_store(settings) as store:
        if not accepted_entries(store, providers) and not list_releases(releases_in(settings.data)):
            raise NothingThere(
                "nothing is accepted yet, so there is nothing to release; `hotlinewatch review` lists what waits"
            )
        closed = next((name for name, _, state in store.runs() if state == "closed"), None)
        night = None if closed is None else store.night(closed)
        made = release_now(store, settings, providers, _now(), night)
    if asked.is_json:
        print_json({"release": str(made)})
    else:
        print_line(say(settings.lang, "release_made", path=str(made)))
    return DONE


def _next_key(asked: Asked) -> int:
    from scheduler.keys import announce_next_key  # noqa: PLC0415

    path, digest = announce_next_key(asked.settings)
    _tell(asked, say(asked.settings.lang, "next_key_announced", path=str(path), digest=digest))
    return DONE


def _roll_key(asked: Asked) -> int:
    from scheduler.keys import roll_key  # noqa: PLC0415

    digest = roll_key(asked.settings)
    _tell(asked, say(asked.settings.lang, "key_rolled", digest=digest))
    return _make(asked)


def _revoke_key(asked: Asked) -> int:
    from scheduler.keys import revoke_key  # noqa: PLC0415

    if not asked.reason.strip():
        raise click.UsageError("--reason: got nothing, expected a sentence for those who rely on the key")
    digest, notice = revoke_key(asked.settings, asked.reason.strip(), _now())
    _tell(asked, say(asked.settings.lang, "key_revoked", digest=digest, path=str(notice)))
    return _make(asked)


def _tell(asked: Asked, words: str) -> None:
    """Say what was done to a key; with --json standard output is the release's alone."""
    warn(words) if asked.is_json else print_line(words)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the shell's clock


_ACTIONS: Mapping[str, Callable[[Asked], int]] = {
    "list": _list,
    "make": _make,
    "verify": _verify,
    "next-key": _next_key,
    "roll-key": _roll_key,
    "revoke-key": _revoke_key,
}
