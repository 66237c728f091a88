"""The verb `export`: one format of the release that is up, on standard output or into a file."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from publish.export import OF_A_PROVIDER, WHOLE, Unexportable, export, withdrawn_of
from publish.release import ReleaseRefused, read_latest, releases_in
from publish.withdrawn import WithdrawnDamaged
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.opened import NothingThere


@click.command("export", epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.option("--format", "name", type=click.Choice(list(WHOLE)), default="json", show_default=True)
@click.option("--provider", metavar="ID", help=f"Of one provider alone ({', '.join(OF_A_PROVIDER)}).")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@common_options
def export_release(name: str, *, provider: str | None, out: Path | None, settings: Settings) -> int:
    """Print one format of the release that is up, without the lines that were taken back since.

    ndjson is what changed since the release before; atom its news. While nothing is withdrawn the bytes are those of the
    signed file.
    """
    folder = releases_in(settings.data)
    try:
        release = read_latest(folder)
        if release is None:
            raise NothingThere(say(settings.lang, "no_release", folder=str(folder)))
        text = export(release, name, provider)
        withdrawn = len(withdrawn_of(release))
    except Unexportable as error:
        raise click.UsageError(str(error)) from error
    except (ReleaseRefused, WithdrawnDamaged, msgspec.DecodeError) as error:
        click.echo(f"hotlinewatch: {error}; `release verify` looks closer", err=True)
        return STORE_TROUBLE
    if withdrawn:
        warn(say(settings.lang, "withdrawn_left_out", count=withdrawn))
    if out is None:
        click.echo(text.encode("utf-8"), nl=False)
    else:
        out.write_bytes(text.encode("utf-8"))
    return DONE
