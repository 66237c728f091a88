"""What an installation holds, so that two can be compared, and what must never be true of one after a death."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import Text, func, select, type_coerce

from directory import tables
from directory.columns import Body
from directory.providers import load_providers
from directory.records import Provider
from directory.snapshots import SnapshotDamaged, read_snapshot
from directory.store import Store
from directory.store_copy import TABLES
from publish.release import NUMBERED, list_releases, read_latest, releases_in
from publish.signing import public_pem
from publish.verify import verify_beside, verify_release
from scheduler.keys import signing_key
from scheduler.undecided import undecided
from tests.faults.worlds import World
from tests.scheduler.conftest import DEMO

# A run that was cut off and taken up again has its captures in the files of two attempts.
ELSEWHERE = frozenset({"snapshots.file", "snapshots.offset"})

SQLITE = "sqlite:///"


class State(NamedTuple):
    """rows: table → its rows, in an order of ours. files: name → digest of each report; listed: the lines that are up."""

    rows: dict[str, list[tuple[Any, ...]]]
    files: dict[str, str]
    listed: str

    def differs_from(self, other: State) -> str:
        """Say what is different, "" for nothing."""
        for name, rows in other.rows.items():
            if self.rows[name] != rows:
                return (
                    f"rows of {name}: {len(self.rows[name])}, the twin has {len(rows)}; {_first(self.rows[name], rows)}"
                )
        if self.files != other.files:
            return f"reports: {sorted(set(self.files.items()) ^ set(other.files.items()))}"
        return "" if self.listed == other.listed else "the release that is up lists other lines"


def _first(ours: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]) -> str:
    return f"{[one for one in ours if one not in theirs][:1]} for {[one for one in theirs if one not in ours][:1]}"[
        :600
    ]


def traces_of(world: World) -> dict[str, int]:
    """Everything that lies in the data folder but the database: name → size."""
    files = [path for path in world.settings.data.rglob("*") if path.is_file() and "directory.db" not in path.name]
    return {path.relative_to(world.settings.data).as_posix(): path.stat().st_size for path in files}


def state_of(world: World) -> State:
    """Read everything that counts."""
    with Store.open(world.url) as store:
        rows = rows_of(store)
    # A report bears its run's time in its name; what else lies there tells of all runs, up to now.
    reports = world.settings.data / "reports"
    files = {file.name: _digest(file) for file in sorted(reports.glob("[0-9]*"))} if reports.is_dir() else {}
    latest = read_latest(releases_in(world.settings.data))
    listed = "" if latest is None else json.dumps(json.loads((latest / "directory.json").read_bytes())["entries"])
    return State(rows, files, listed)


def rows_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Read every row of every table, numbers that the database gives by itself told by what they stand for."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with store.looking() as connection:
        readings = {
            row.id: (row.snapshot, row.page, row.reader) for row in connection.execute(select(tables.readings)).all()
        }
        for table in TABLES:
            columns = [one for one in table.c if f"{table.name}.{one.name}" not in ELSEWHERE]
            query = select(*(type_coerce(one, Text) if isinstance(one.type, Body) else one for one in columns))
            rows = [dict(zip((one.name for one in columns), row, strict=True)) for row in connection.execute(query)]
            for row in rows:
                if table is tables.readings:
                    row["id"] = 0
                if table is tables.sightings:
                    row["reading"] = readings[row["reading"]]
            found[table.name] = sorted((tuple(row.values()) for row in rows), key=repr)
    return found


def rows_in(url: str) -> dict[str, str]:
    """Tell what every table holds as a digest, whatever its schema, without the program's own way to the database."""
    connection = sqlite3.connect(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else psycopg.connect(url)
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if url.startswith(SQLITE)
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    with closing(connection):
        held = {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))  # noqa: S608 - our own tables
            for (name,) in connection.execute(names).fetchall()
        }
    return {name: hashlib.sha256("".join(rows).encode()).hexdigest() for name, rows in held.items()}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def broken(world: World, said: list[str], *, restarted: bool) -> Iterator[str]:
    """Name what must not be, in an installation just after a death or after the restart that follows it.

    said: what had been acknowledged: `decision SEQ HASH`, `release NUMBER`, `run ID`.
    """
    with Store.open(world.url) as store:
        yield from _broken_rows(store, world, said)
    yield from _broken_files(world, said, restarted=restarted)


def _broken_rows(store: Store, world: World, said: list[str]) -> Iterator[str]:
    fault = store.verify_chain()
    if fault is not None:
        yield f"the chain breaks at {fault}"
    chain = {f"decision {one.seq} {one.hash}" for one in store.decisions()}
    yield from (f"lost: {word}" for word in said if word.startswith("decision ") and word not in chain)
    closed = {f"run {name}" for name, _, state in store.runs() if state == "closed"}
    yield from (f"lost: {word}" for word in said if word.startswith("run ") and word not in closed)
    yield from (f"{one.key} is verified by nobody" for one in undecided(store, _providers()))
    with store.looking() as connection:
        kept = dict(connection.execute(select(tables.sightings.c.reading, func.count()).group_by("reading")).all())
        readings = connection.execute(select(tables.readings)).all()
        digests = set(connection.scalars(select(tables.snapshots.c.digest)))
    for row in readings:
        if kept.get(row.id, 0) != len(row.reading.sightings):
            yield f"{row.page}: {kept.get(row.id, 0)} sightings are kept of {len(row.reading.sightings)} that were read"
    for capture in store.captures(digests).values():
        try:
            read_snapshot(world.settings.data, capture)
        except SnapshotDamaged as error:
            yield f"a capture that does not read: {error}"


@cache
def _providers() -> dict[str, Provider]:
    return load_providers(DEMO / "providers")


def _broken_files(world: World, said: list[str], *, restarted: bool) -> Iterator[str]:
    settings = world.settings
    folder = releases_in(settings.data)
    if not folder.is_dir():
        return
    key = public_pem(signing_key(settings))
    whole = list_releases(folder)
    numbered = [path for path in folder.iterdir() if NUMBERED.fullmatch(path.name)]
    if len(numbered) != len(whole):
        yield f"a half release: {sorted({path.name for path in numbered} - {path.name for path in whole})}"
    for release in whole:
        yield from (f"{release.name}: {fault}" for fault in verify_release(release, key))
    latest = read_latest(folder)
    yield from (
        f"lost: {word}"
        for word in said
        if word.startswith("release ") and (latest is None or latest.name < word.removeprefix("release "))
    )
    if restarted:
        yield from verify_beside(folder, key)
        left = [*folder.glob(".unfinished-*"), *folder.glob(".*.part"), *(settings.data / "reports").glob(".*")]
        yield from (f"left over: {path.name}" for path in left)
