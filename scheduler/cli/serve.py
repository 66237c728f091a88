"""The verb `serve`: the public API over the releases folder; it opens no database."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import structlog

from publish.api.app import make_app
from publish.api.rate import Rate, read_networks
from publish.api.server import address_of, listen, server_of
from publish.shelf import Shelf
from scheduler.cli.options import DONE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_line
from scheduler.cli.shelves import now, open_shelf, releases_option
from scheduler.cli.words import say
from scheduler.config import Settings

HOST = "127.0.0.1"
PORT = 8321

log = structlog.get_logger()


@click.command(epilog=exit_codes(DONE, USAGE))
@click.option("--only", type=click.Choice(["desk", "api"]), help="Serve one of the two.")
@click.option(
    "--host", default=HOST, show_default=True, help="Address to listen on; the default is this machine alone."
)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
@releases_option
@common_options
def serve(only: str | None, *, host: str, port: int, releases: Path | None, settings: Settings) -> int:
    """Serve the public API (--only api) until it is told to end."""
    if only != "api":
        raise click.UsageError(say(settings.lang, "no_desk_yet"))
    shelf = open_shelf(releases, settings, _tell)
    try:
        trusted = read_networks(settings.api.trusted_proxies)
    except ValueError as error:
        raise click.UsageError(
            f"api.trusted_proxies: {error}; expected addresses or networks such as 10.0.0.0/8"
        ) from error
    try:
        listening = listen(host, port)
    except OSError as error:
        raise click.UsageError(f"{host}:{port}: cannot listen there: {error.strerror}; --port names another") from error
    with listening:
        app = make_app(shelf, now, Rate(settings.api.per_s, settings.api.burst), trusted)
        print_line(_started(address_of(listening), shelf, settings.lang))
        sys.stdout.flush()
        server_of(app).run(sockets=[listening])
    return DONE


def _started(address: str, shelf: Shelf, lang: str) -> str:
    if shelf.state is None:
        why = shelf.trouble or f"{shelf.folder}: -"
        return say(lang, "serving_nothing", address=address, why=why)
    key = "serving_signed" if shelf.state.is_signed else "serving_unsigned"
    lines = len(shelf.state.index.lines) - len(shelf.state.withdrawn)
    return say(lang, key, address=address, release=shelf.state.folder.name, lines=lines)


def _tell(event: str, **fields: object) -> None:
    if event.endswith("_refused"):
        log.warning(event, **fields)
    else:
        log.info(event, **fields)
