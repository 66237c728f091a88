"""The verb `serve`: the review desk and the public API, each on a port of its own. The API alone opens no database."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import socket
from typing import NamedTuple, TypeVar

import click
import structlog
import uvicorn
from starlette.types import ASGIApp

from publish.api.app import make_app
from publish.api.rate import Rate, read_networks
from publish.api.server import address_of, listen, server_of
from publish.shelf import Shelf
from scheduler.cli.opened import made_store, providers_of
from scheduler.cli.options import DONE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_line
from scheduler.cli.shelves import now, open_shelf, releases_option
from scheduler.cli.words import say
from scheduler.config import Settings

HOST = "127.0.0.1"
PORT = 8321
DESK_PORT = 8322
# A server that was told to end waits for its answers itself (publish.api.server); this is for the thread alone.
END_S = 10.0

log = structlog.get_logger()
Read = TypeVar("Read")


class _Served(NamedTuple):
    """What answers on one port. said: the line printed once all ports are open; {address} is filled in."""

    app: ASGIApp
    port: int
    option: str
    said: Callable[[str], str]


@click.command(epilog=exit_codes(DONE, USAGE))
@click.option("--only", type=click.Choice(["desk", "api"]), help="Serve one of the two.")
@click.option(
    "--host", default=HOST, show_default=True, help="Address to listen on; the default is this machine alone."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The API's; 0: a free one."
)
@click.option(
    "--desk-port",
    type=click.IntRange(0, 65535),
    default=DESK_PORT,
    show_default=True,
    help="The desk's; 0: a free one.",
)
@click.option("--schedule", "is_scheduled", is_flag=True, help="Carry out the nightly jobs beside it, too.")
@releases_option
@common_options
def serve(
    only: str | None,
    *,
    host: str,
    port: int,
    desk_port: int,
    is_scheduled: bool,
    releases: Path | None,
    settings: Settings,
) -> int:
    """Serve the review desk and the public API until it is told to end."""
    if is_scheduled and only == "api":
        raise click.UsageError(
            "--schedule: the API alone opens no database; leave --only api out, or run `schedule` beside it"
        )
    with ExitStack() as stack:
        served = []
        if only != "desk":
            served.append(_api(settings, releases, port))
        if only != "api":
            served.append(stack.enter_context(_desk(settings, desk_port)))
        ports = [stack.enter_context(_listening(host, one)) for one in served]
        for one, listening in zip(served, ports, strict=True):
            print_line(one.said(address_of(listening)))
        if is_scheduled:
            print_line(stack.enter_context(_schedule(settings)))
        sys.stdout.flush()
        _run([server_of(one.app) for one in served], ports)
    return DONE


def _api(settings: Settings, releases: Path | None, port: int) -> _Served:
    shelf = open_shelf(releases, settings, _tell)
    trusted = _networks("api.trusted_proxies", lambda: read_networks(settings.api.trusted_proxies))
    app = make_app(shelf, now, Rate(settings.api.per_s, settings.api.burst), trusted)
    return _Served(app, port, "--port", lambda address: _started(address, shelf, settings.lang))


@contextmanager
def _desk(settings: Settings, port: int) -> Iterator[_Served]:
    """Open the desk: its store, the thread that carries out what it asks for, and the one that makes releases."""
    # Imported here: the API alone must not pay for the store, nor stand behind what can write to it.
    from reports.console.app import DeskSettings, create_desk  # noqa: PLC0415
    from scheduler.desk import Desk, rows_of  # noqa: PLC0415
    from scheduler.requests import take_all  # noqa: PLC0415

    with made_store(settings) as store:
        desk = _networks("desk.trusted_proxies", lambda: Desk(store, settings))
        ends = threading.Event()
        taking = (settings, lambda: providers_of(settings), "serve", now, ends)
        taker = threading.Thread(target=take_all, args=taking, name="taker", daemon=True)
        taker.start()
        app = create_desk(store, desk, DeskSettings(settings.desk.address, rows_of(settings)))
        key = "desk_started" if any(one.can_sign_in for one in store.accounts()) else "desk_without_accounts"
        try:
            yield _Served(
                app, port, "--desk-port", lambda at: say(settings.lang, key, address=settings.desk.address or at)
            )
        finally:
            ends.set()
            desk.close()
            taker.join(END_S)


@contextmanager
def _schedule(settings: Settings) -> Iterator[str]:
    """Run the schedule beside the servers; gives what to print of it."""
    from scheduler.jobs.running import running_schedule  # noqa: PLC0415

    if not settings.contact:
        raise click.UsageError("--schedule: live runs name whom to write to; set `contact` in hotlinewatch.toml")
    with running_schedule(settings, threading.Event()) as clockwork:
        yield say(settings.lang, "schedule_started", jobs=", ".join(clockwork.jobs))


@contextmanager
def _listening(host: str, served: _Served) -> Iterator[socket]:
    try:
        listening = listen(host, served.port)
    except OSError as error:
        where = f"{host}:{served.port}"
        raise click.UsageError(
            f"{where}: cannot listen there: {error.strerror}; {served.option} names another"
        ) from error
    with listening:
        yield listening


def _run(servers: Sequence[uvicorn.Server], ports: Sequence[socket]) -> None:
    """Run servers until the first is told to end, by a signal or from elsewhere; the others end with it."""
    others = [
        threading.Thread(
            target=server.run, kwargs={"sockets": [port]}, name=f"serves-{port.getsockname()[1]}", daemon=True
        )
        for server, port in zip(servers[1:], ports[1:], strict=True)
    ]
    for thread in others:
        thread.start()
    try:
        # The main thread is where signals arrive.
        servers[0].run(sockets=[ports[0]])
        # It ends for a signal only, and sends that on once it has ended; where that was lost on the way, this is it.
        raise KeyboardInterrupt
    finally:
        for server in servers[1:]:
            server.should_exit = True
        for thread in others:
            thread.join(END_S)


def _networks(setting: str, read: Callable[[], Read]) -> Read:
    try:
        return read()
    except ValueError as error:
        raise click.UsageError(f"{setting}: {error}; expected addresses or networks such as 10.0.0.0/8") from error


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
