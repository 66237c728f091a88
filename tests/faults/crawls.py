"""A crawl over HTTP that dies: the run is killed while its crawler's process asks a site on loopback."""

from __future__ import annotations

import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from signal import SIGKILL

import msgspec

from directory.providers import load_providers
from directory.store import Store
from scheduler.config import CrawlSettings
from scheduler.order import order_run
from scheduler.passes import make_pass
from tests.faults.dying import Deed, die, live
from tests.faults.phases import Say
from tests.faults.rows import Row
from tests.faults.states import broken, traces_of
from tests.faults.worlds import Stages, World

PAGES = 6
HEAD = (
    'name = "Steady Pay"\nkind = "wallet"\ncountry = "GB"\nofficial_hosts = ["steady.example"]\nhotline = "published"\n'
)
PAGE = (
    '[[pages]]\nurl = "http://www.steady.example/{n}"\nchannel = "help"\nlanguage = "en"\nregions = ["GB"]\n'
    "expect = {{ least = 1, most = 6 }}\n"
)


class Site(BaseHTTPRequestHandler):
    """A page for each number of Ofcom's for drama."""

    def do_GET(self) -> None:
        number = self.path.removeprefix("/")
        is_page = number.isdecimal()
        text = f"<!doctype html><title>Help</title><main><p>Customer hotline: 020 7946 01{number}0</p></main>"
        body = (text if is_page else "no").encode()
        self.send_response(200 if is_page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@contextmanager
def a_site() -> Iterator[str]:
    """Serve in a process of its own: a thread would not survive where others fork. Gives host:port."""
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        pid = os.fork()
        if pid == 0:
            server.serve_forever()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            os.kill(pid, SIGKILL)
            os.waitpid(pid, 0)


def _deed(world: World, address: str) -> Deed:
    crawl = CrawlSettings(delay_s=0, resolve={"www.steady.example": address}, allow_private=(address,))
    home = world.home / "providers"
    settings = msgspec.structs.replace(world.settings, crawl=crawl, providers=home)

    def deed(say: Say) -> None:
        providers = load_providers(home)
        with Store.open(world.url) as store:
            now = datetime.now(UTC)  # noqa: TID251 - a crawl's captures bear this clock
            order = order_run(store, list(providers.values()), [], None, now)
            done = make_pass(order, settings, store, providers, now, quiet=True)
        say(f"run {done.night.run.id}")

    return deed


@contextmanager
def _world(stages: Stages, kind: str) -> Iterator[World]:
    with tempfile.TemporaryDirectory(prefix="live-", dir=stages.home) as place:
        home = Path(place)
        (home / "data").mkdir()
        file = home / "providers" / "gb" / "steady.toml"
        file.parent.mkdir(parents=True)
        file.write_text(HEAD + "".join(PAGE.format(n=n) for n in range(PAGES)), encoding="utf-8")
        if kind == "sqlite":
            yield World(home, f"sqlite:///{home / 'data' / 'directory.db'}")
        else:
            with stages.database("live", lambda url: Store.open(url).close()) as url:
                yield World(home, url)


def play(stages: Stages, kind: str, kills: int, dice: random.Random) -> Row:
    """Kill a live pass so many times."""
    with a_site() as address:
        with _world(stages, kind) as world:
            ended = live(_deed(world, address))
            assert list(_faults(world, ended.said, 1)) == []
        row = Row("live", kind, kills=kills, seconds=ended.seconds)
        moments: Counter[str] = Counter()
        for _ in range(kills):
            with _world(stages, kind) as world:
                deed = _deed(world, address)
                died = die(deed, after_s=dice.uniform(0, ended.seconds))
                moments["after" if not died.was_killed else "during" if traces_of(world) else "before"] += 1
                # A night that was closed before the death is not the next one's: a live pass is always of now.
                done = _closed(world)
                said = died.said + live(deed).said
                row.broken += _faults(world, said, done + 1)
    row.before, row.during, row.after = (moments[name] for name in ("before", "during", "after"))
    return row


def _closed(world: World) -> int:
    with Store.open(world.url) as store:
        return sum(state == "closed" for _, _, state in store.runs())


def _faults(world: World, said: list[str], closed: int) -> Iterator[str]:
    yield from broken(world, said, restarted=True)
    with Store.open(world.url) as store:
        runs, lines = store.runs(), store.entries()
        fetches = store.fetches(runs[0][0], "gb/steady")
    if [state for _, _, state in runs] != ["closed"] * closed:
        yield f"runs: {runs}, expected {closed} that are closed"
    if len(fetches) != PAGES or {one.outcome for one in fetches.values()} != {"ok"}:
        yield f"fetches: {[(one.page, one.outcome) for one in fetches.values()]}"
    if {(line.key, line.presence) for line in lines} != {(f"+442079460{100 + 10 * n}", "seen") for n in range(PAGES)}:
        yield f"lines: {[(line.key, line.presence) for line in lines]}"
