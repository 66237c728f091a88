"""The verb `serve`: the review desk and the public API, each on a port of its own. The API alone opens no database."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click
import structlog
import uvicorn
from starlette.types import ASGIApp

from publish.api.app import make_app
from publish.api.rate import Rate, read_networks
from publish.api.server import address_of, listen, server_of
from publish.shelf import Shelf
from scheduler.cli.options import DONE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_line
from scheduler.cli.shelves import now, open_shelf, releases_option
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.opened import made_store, providers_of

if TYPE_CHECKING:
    from prometheus_client.registry import Collector

    from scheduler.metrics import Ready

HOST = "127.0.0.1"
PORT = 8321
DESK_PORT = 8322
# A server that was told to end waits for its answers itself (publish.api.server); this is for the thread alone.
END_S = 10.0

log = structlog.get_logger()
Read = TypeVar("Read")


class _Served(NamedTuple):
    """What answers on one port. said: the line printed once all ports are open; {address} is filled in.

    measures: gives what there is to measure of it, and what must hold. host: "" for the one of all.
    """

    app: ASGIApp
    port: int
    option: str
    said: Callable[[str], str]
    name: str
    measures: Callable[[], tuple[Collector, Ready]] | None = None
    host: str = ""


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
@click.option(
    "--metrics-port",
    type=click.IntRange(0, 65535),
    help="Tell Prometheus figures there, on this machine alone unless [metrics] host says otherwise; 0: a free one.",
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
    metrics_port: int | None,
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
        metrics_port = settings.metrics.port if metrics_port is None else metrics_port
        if metrics_port is not None:
            served = _measured(served, settings, metrics_port)
        ports = [stack.enter_context(_listening(one.host or host, one)) for one in served]
        for one, listening in zip(served, ports, strict=True):
            print_line(one.said(address_of(listening)))
        if is_scheduled:
            print_line(stack.enter_context(_schedule(settings)))
        sys.stdout.flush()
        proxies = (*settings.api.trusted_proxies, *settings.desk.trusted_proxies)
        trusted = _networks("trusted_proxies", lambda: read_networks(proxies))
        _run([server_of(one.app, trusted) for one in served], ports)
    return DONE


def _api(settings: Settings, releases: Path | None, port: int) -> _Served:
    shelf = open_shelf(releases, settings, _tell)
    trusted = _networks("api.trusted_proxies", lambda: read_networks(settings.api.trusted_proxies))
    app = make_app(shelf, now, Rate(settings.api.per_s, settings.api.burst), trusted)

    def measures() -> tuple[Collector, Ready]:
        from scheduler.release_metrics import ReleaseMetrics, release_readiness  # noqa: PLC0415 - as below

        return ReleaseMetrics(shelf), partial(release_readiness, shelf, now)

    return _Served(app, port, "--port", lambda address: _started(address, shelf, settings.lang), "api", measures)


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

        def measures() -> tuple[Collector, Ready]:
            from scheduler.store_metrics import StoreMetrics  # noqa: PLC0415 - as below

            return StoreMetrics(store, settings, now), desk.readiness

        def said(address: str) -> str:
            return say(settings.lang, key, address=settings.desk.address or address)

        try:
            yield _Served(app, port, "--desk-port", said, "desk", measures)
        finally:
            ends.set()
            desk.close()
            taker.join(END_S)


def _measured(served: Sequence[_Served], settings: Settings, port: int) -> list[_Served]:
    """Give what is served with its answers counted, and the address beside it that tells the figures."""
    # Imported here: who does not ask for figures need not pay for them.
    from scheduler.metrics import Counted, Requests, make_metrics_app, new_registry  # noqa: PLC0415

    parts = [one.measures() for one in served if one.measures is not None]
    registry = new_registry([collector for collector, _ in parts])
    requests = Requests(registry)

    def ready() -> dict[str, bool]:
        told = [(name, holds) for _, part in parts for name, holds in part().items()]
        return {name: all(holds for one, holds in told if one == name) for name, _ in told}

    counted = [one._replace(app=Counted(one.app, one.name, requests)) for one in served]
    app = make_metrics_app(registry, ready)
    beside = _Served(
        app,
        port,
        "--metrics-port",
        lambda address: say(settings.lang, "metrics_started", address=address),
        "metrics",
        host=settings.metrics.host,
    )
    return [*counted, beside]


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
