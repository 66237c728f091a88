"""The verb `mcp`: answers an assistant over stdin and stdout, from the releases folder alone."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from publish.assistants import Told
from scheduler.cli.options import DONE, USAGE, common_options, exit_codes
from scheduler.cli.shelves import now, open_shelf, releases_option
from scheduler.cli.words import say
from scheduler.config import Settings


@click.command(epilog=exit_codes(DONE, USAGE))
@releases_option
@common_options
def mcp(releases: Path | None, *, settings: Settings) -> int:
    """Answer an assistant (Model Context Protocol) about providers' verified lines and about numbers, until it hangs up."""
    if importlib.util.find_spec("mcp") is None:
        raise click.UsageError(say(settings.lang, "no_mcp"))
    # Imported here: it comes with an extra.
    from publish.assistants_server import make_server  # noqa: PLC0415

    make_server(Told(open_shelf(releases, settings), now)).run("stdio")
    return DONE
