"""What somebody may die at: each a stage to begin from, and a deed that says aloud what it has acknowledged."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, Table, create_engine, insert, select

from directory.records import Provider
from directory.store import Store
from directory.store_door import LOCK_WAIT_S, Door, parse_url
from directory.store_schema import STEPS
from scheduler.deciding import Speaker, append, bound_to, draft_of, rules_of
from scheduler.passes import make_pass
from scheduler.releasing import release_after_decisions, release_now
from tests.faults.dying import Deed
from tests.faults.worlds import NOW, Stages, World

Say = Callable[[str], None]
# The schema that a migration begins with: two steps later lines are moved from one form to another.
OLD_SCHEMA = "0004"
ANSWERS = ("accept", "reject", "wait")


class Phase(NamedTuple):
    """One thing to die at. world: makes an installation of a kind to do it in; deed: what is done there."""

    name: str
    world: Callable[[Stages, str], AbstractContextManager[World]]
    deed: Callable[[World, Stages], Deed]


def crawl(world: World, stages: Stages) -> Deed:
    """A whole pass: pages in, read, compared, closed, told, released."""

    def deed(say: Say) -> None:
        with Store.open(world.url) as store:
            _pass(world, stages, store, say)

    return deed


def _pass(world: World, stages: Stages, store: Store, say: Say) -> None:
    done = make_pass(world.order(store, stages.providers), world.settings, store, stages.providers, NOW, quiet=True)
    say(f"run {done.night.run.id}")
    if done.released is not None:
        say(f"release {done.released.name}")


def commit(world: World, stages: Stages) -> Deed:
    """The transaction that closes a night, and what follows it."""

    def deed(say: Say) -> None:
        night, entries, lapsed = stages.closing
        with Store.open(world.url) as store:
            store.close_run(night.run.id, night, entries, lapsed)
            say(f"run {night.run.id}")
            _pass(world, stages, store, say)

    return deed


def review(world: World, stages: Stages) -> Deed:
    """Somebody answers every question that is open, one after the other; the release follows."""

    def deed(say: Say) -> None:
        with Store.open(world.url) as store:
            _answer_all(store, stages.providers, say)
            made = release_after_decisions(store, world.settings, stages.providers, NOW, set(stages.providers))
        if made is not None:
            say(f"release {made.name}")

    return deed


def _answer_all(store: Store, providers: Mapping[str, Provider], say: Say) -> None:
    rules = rules_of(store)
    ours = str(store.account("ada").id)
    for finding in sorted(store.findings(), key=lambda one: one.id):
        # What she said counts once, also where somebody else has to agree.
        if ours in {one.who for one in store.decisions_of(finding.id)}:
            continue
        n = int(finding.id, 16)
        kind = ANSWERS[n % 3]
        speaker = Speaker(store.account("ada"), "desk", NOW + timedelta(minutes=n % 600), "called it")
        more = {"until": NOW.date() + timedelta(days=3)} if kind == "wait" else {}
        draft = draft_of(kind, providers[finding.provider], speaker, **bound_to(finding), **more)
        decided = append(store, draft, rules).decision
        say(f"decision {decided.seq} {decided.hash}")


def release(world: World, stages: Stages) -> Deed:
    """The next release."""

    def deed(say: Say) -> None:
        with Store.open(world.url) as store:
            made = release_now(store, world.settings, stages.providers, NOW, stages.closing.night)
        say(f"release {made.name}")

    return deed


def migration(world: World, _stages: Stages) -> Deed:
    """A newer program opens an older database."""

    def deed(_say: Say) -> None:
        Store.open(world.url).close()

    return deed


def begun_at(stage: str) -> Callable[[Stages, str], AbstractContextManager[World]]:
    def world(stages: Stages, kind: str) -> AbstractContextManager[World]:
        return stages.copy(stage, kind)

    return world


@contextmanager
def aged(stages: Stages, kind: str) -> Iterator[World]:
    """An installation whose database has an old schema, with what fits into it."""
    with stages.copy("closed", "sqlite") as world:
        old = World(world.home, f"sqlite:///{world.home / 'data' / 'old.db'}")
        if kind == "sqlite":
            _age(world.url, old.url)
            file = world.home / "data" / "directory.db"
            os.replace(world.home / "data" / "old.db", file)  # noqa: PTH105
            for left in (f"{file}-wal", f"{file}-shm"):
                Path(left).unlink(missing_ok=True)
            yield world
        else:
            with stages.database("aged", partial(_age, world.url)) as url:
                yield World(world.home, url)


def _age(newest: str, url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    door = Door(parse_url(url), LOCK_WAIT_S)
    with door.writing(alone=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, OLD_SCHEMA)
    source = create_engine(newest)
    ours, theirs = MetaData(), MetaData()
    with source.connect() as reading, door.writing(alone=True) as writing:
        ours.reflect(reading)
        theirs.reflect(writing)
        for table in theirs.sorted_tables:
            _copy_what_fits(table, ours, reading, writing)
    source.dispose()
    door.close()


def _copy_what_fits(table: Table, ours: MetaData, reading, writing) -> None:
    if table.name == "alembic_version" or table.name not in ours.tables:
        return
    source = ours.tables[table.name]
    shared = [one.name for one in table.c if one.name in source.c]
    rows = [dict(row._mapping) for row in reading.execute(select(*(source.c[name] for name in shared)))]
    if rows:
        writing.execute(insert(table), rows)


PHASES = (
    Phase("crawl", begun_at("calm"), crawl),
    Phase("commit", begun_at("read"), commit),
    Phase("report", begun_at("closed"), crawl),
    Phase("review", begun_at("closed"), review),
    Phase("release", begun_at("closed"), release),
    Phase("migration", aged, migration),
)
