"""An installation between two of the demo's nights, at the stages where a death is tried, as folders to be copied.

calm     the first night is told, its lines are accepted, a release is up; the second night has not begun
read     the second night is fetched and read, and not closed
closed   it is closed; no report and no release of it is written
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

import msgspec
import psycopg

from directory.nights import Night
from directory.records import Entry, Provider
from directory.store import Store
from directory.store_copy import copy_store
from scheduler.config import ReadingSettings, Settings
from scheduler.deciding import Speaker, append, bound_to, draft_of, rules_of
from scheduler.fetching import fetch_pages
from scheduler.gathering import entries_by_provider
from scheduler.order import Order, order_run
from scheduler.passes import make_pass
from scheduler.releasing import release_after_decisions
from scheduler.rereading import read_pages
from scheduler.run import _prepare, run_night
from tests.postgres import Server
from tests.scheduler.conftest import DEMO

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
STAGES = ("calm", "read", "closed")
STORES = ("sqlite", "postgresql")
# Of the sixty lines of the first night; the others stay questions for whoever answers.
ACCEPTED = 12
PASSWORD = "a long word of nobody"  # noqa: S105 - of accounts that live for a test
NUMBERS = count(1)


class Closing(NamedTuple):
    """What closing the second night writes."""

    night: Night
    entries: tuple[Entry, ...]
    lapsed: tuple[str, ...]


class World(NamedTuple):
    """One installation that may be killed in. url: of its database."""

    home: Path
    url: str

    @property
    def settings(self) -> Settings:
        return Settings(
            data=self.home / "data",
            database=self.url,
            contact="tests@hotlinewatch.example",
            providers=DEMO / "providers",
            shipped=False,
            key=self.home / "release.pem",
            reading=ReadingSettings(workers=1, timeout_s=120.0),
        )

    def order(self, store: Store, providers: dict[str, Provider]) -> Order:
        """The second night."""
        return order_run(store, list(providers.values()), [DEMO / "night-2.warc.gz"], None, NOW)


class Stages:
    """The prepared installations, of which each death gets a copy."""

    def __init__(self, home: Path, providers: dict[str, Provider], server: Server | None) -> None:
        self.home = home
        self.providers = providers
        self.server = server
        self._filled: set[str] = set()
        self.closing = self._prepared()

    def _prepared(self) -> Closing:
        world = self._of("calm")
        (world.home / "data").mkdir(parents=True)
        with Store.open(world.url) as store:
            order = order_run(store, list(self.providers.values()), [DEMO / "night-1.warc.gz"], None, NOW)
            make_pass(order, world.settings, store, self.providers, NOW - timedelta(days=1), quiet=True)
            self._accept(store)
            release_after_decisions(
                store, world.settings, self.providers, NOW - timedelta(hours=12), set(self.providers)
            )
        world = self._next("read", world)
        with Store.open(world.url) as store:
            order = world.order(store, self.providers)
            store.begin_run(order.run_id, order.at, order.inputs, {"exceptions": []})
            _prepare(order, store)
            fetch_pages(order, world.settings, store, quiet=True)
            read_pages(order, world.settings, store, entries_by_provider(store), quiet=True)
            before, asked = store.entries(), {one.id for one in store.findings()}
        world = self._next("closed", world)
        with Store.open(world.url) as store:
            night = run_night(order, world.settings, store, self.providers, quiet=True)
            known = {one.id for one in before}
            entries = tuple(one if one.id in known else msgspec.structs.replace(one, id=0) for one in store.entries())
            lapsed = asked - {one.id for one in store.findings()}
        return Closing(night, entries, tuple(sorted(lapsed)))

    def _accept(self, store: Store) -> None:
        for name in ("ada", "ben"):
            store.add_account(name, "reviewer", PASSWORD, NOW - timedelta(days=1))
        rules = rules_of(store)
        for n, finding in enumerate(store.findings()[:ACCEPTED]):
            speaker = Speaker(store.account("ada"), "desk", NOW - timedelta(hours=13, minutes=-n), "called it")
            append(store, draft_of("accept", self.providers[finding.provider], speaker, **bound_to(finding)), rules)

    def _of(self, stage: str) -> World:
        home = self.home / stage
        return World(home, f"sqlite:///{home / 'data' / 'directory.db'}")

    def _next(self, stage: str, world: World) -> World:
        after = self._of(stage)
        shutil.copytree(world.home, after.home)
        return after

    @contextmanager
    def copy(self, stage: str, kind: str) -> Iterator[World]:
        """Give a copy of a stage, with its rows in a store of this kind; it is gone when the block ends."""
        source, home = self._of(stage), self.home / f"world-{next(NUMBERS)}"
        shutil.copytree(source.home, home, copy_function=_link_archives)
        try:
            if kind == "sqlite":
                yield World(home, f"sqlite:///{home / 'data' / 'directory.db'}")
            else:
                (home / "data" / "directory.db").unlink()
                with self.database(f"stage_{stage}", copied_to(source)) as url:
                    yield World(home, url)
        finally:
            shutil.rmtree(home)

    @contextmanager
    def database(self, name: str, fill: Callable[[str], None]) -> Iterator[str]:
        """Give the URL of a PostgreSQL database that `fill` has filled once, given its URL."""
        assert self.server is not None
        if name not in self._filled:
            self._administer(f"CREATE DATABASE {name}")
            fill(self.server.url(name))
            self._filled.add(name)
        copied = f"{name}_{next(NUMBERS)}"
        self._administer(f"CREATE DATABASE {copied} TEMPLATE {name}")
        try:
            yield self.server.url(copied)
        finally:
            self._administer(f"DROP DATABASE {copied} WITH (FORCE)")

    def _administer(self, statement: str) -> None:
        # Anew each time: the server may have been stopped since.
        assert self.server is not None
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as admin:
            admin.execute(statement)


def copied_to(source: World) -> Callable[[str], None]:
    """Give what fills an empty database with the rows of this world's store."""

    def fill(url: str) -> None:
        with Store.open(source.url) as old, Store.open(url) as new:
            copy_store(old, new)

    return fill


def _link_archives(source: str, target: str) -> None:
    """Copy a file; an archive and a release are never changed, so that a second name does."""
    if "/warc/" in source or "/releases/0" in source:
        Path(target).hardlink_to(source)
    else:
        shutil.copy2(source, target)
