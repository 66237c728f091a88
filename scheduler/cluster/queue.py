"""The queue of shards: procrastinate in the store's own PostgreSQL, its tables made once and versioned by us."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException
from procrastinate.schema import SchemaManager
from sqlalchemy import make_url

from directory.store_trouble import StoreTrouble
from scheduler.config import Settings, settings_json

QUEUE = "hotlinewatch"
SHARDS, SLICES = "hotlinewatch.shard", "hotlinewatch.slice"
# What a task is done by, in a process of its own.
DOERS = {SHARDS: "scheduler.cluster.child", SLICES: "scheduler.cluster.slice_child"}
# Three machines that break on the same shard: whoever ordered it tries last, and tells what it is.
MOST_ATTEMPTS = 3
# A worker that is told to end gives its shard back after so long; a container is given ten seconds in all.
LEAVES_S = 2.0
CHILD_ENDS_S = 4.0
# A child is told so often within the time after which we would be dead (scheduler.cluster.child waits for three and a half).
SIGNS_A_LIFE = 6
# What is kept of a shard that came to nothing.
TOLD_BYTES = 2000
# Advisory lock: the first eight bytes of "hotline3" as a signed number (beside those of directory.store_door).
STEPS = Path(SchemaManager.get_migrations_path())
SCHEMA_LOCK = int.from_bytes(b"hotline3", "big")


class ShardBroken(RuntimeError):  # noqa: N818 - named as the state it tells of
    """A shard that could not be done here; says why."""


def address_of(settings: Settings) -> str:
    """The address of the store for libpq. Raises StoreTrouble where it is no PostgreSQL."""
    url = make_url(settings.database)
    if url.get_backend_name() != "postgresql":
        raise StoreTrouble(
            f"{url.render_as_string(hide_password=True)}: shards need a store that machines share; "
            'expected database = "postgresql://…", or [cluster] shards = false'
        )
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def queue_told(settings: Settings) -> Iterator[None]:
    """Turn trouble with the queue's database into StoreTrouble."""
    try:
        yield
    except (ConnectorException, psycopg.Error) as error:
        where = make_url(settings.database).render_as_string(hide_password=True)
        raise StoreTrouble(f"{where}: the queue of shards: {error}; repeat the command when it answers") from error


def upgrade_queue(settings: Settings, steps: Path = STEPS) -> None:
    """Make procrastinate's tables, or run those of its steps that the database has not seen, in one transaction.

    steps: the folder of `03.04.00_01_pre_….sql`. The version stands in the comment of its first table. Raises
    StoreTrouble for one that is newer or not ours.
    """
    files = sorted(steps.glob("*.sql"))
    newest = _version(files[-1])
    with queue_told(settings), psycopg.connect(address_of(settings)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [SCHEMA_LOCK])
        found = connection.execute(
            "SELECT to_regclass('procrastinate_jobs')::text, obj_description(to_regclass('procrastinate_jobs'))"
        ).fetchone()
        table, noted = found or (None, None)
        has = (noted or "").removeprefix("hotlinewatch ")
        if table is not None and not (has and has <= newest):
            raise StoreTrouble(
                f"procrastinate_jobs says {noted!r}, this program knows up to 'hotlinewatch {newest}'; use the newer "
                "program that made it, or a database that nobody else's procrastinate works in"
            )
        if table is None:
            connection.execute(SchemaManager.get_schema())
        else:
            for step in (one for one in files if _version(one) > has):
                connection.execute(step.read_bytes())
        if has != newest:
            connection.execute(f"COMMENT ON TABLE procrastinate_jobs IS 'hotlinewatch {newest}'".encode())


def queue_of(settings: Settings, tell: Callable[[str, str], None] = lambda _run, _part: None) -> procrastinate.App:
    """Give the queue as one worker sees it. tell: called with run and shard when one is done."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=address_of(settings), max_size=4))

    def does(task: str) -> Callable[[str, str], Awaitable[None]]:
        async def do(run: str, part: str) -> None:
            await do_shard(settings, run, part, app.check_connection_async, task)
            tell(run, part)

        return do

    for task in DOERS:
        app.task(name=task, queue=QUEUE, retry=MOST_ATTEMPTS)(does(task))
    return app


async def work(app: procrastinate.App, settings: Settings, *, wait: bool = True, signals: bool = False) -> None:
    """Take shards and do them, until cancelled or told to end by a signal, or (`wait` false) until none is left."""
    await app.run_worker_async(
        queues=[QUEUE],
        wait=wait,
        install_signal_handlers=signals,
        fetch_job_polling_interval=1.0,
        abort_job_polling_interval=1.0,
        shutdown_graceful_timeout=LEAVES_S,
        update_heartbeat_interval=settings.cluster.gone_s / 3,
        stalled_worker_timeout=settings.cluster.gone_s,
    )


def part_file(settings: Settings, run: str, part: str, task: str = SHARDS) -> Path:
    """Where the description of a shard or slice lies, in the data folder that all machines share."""
    folder = settings.data / "warc" / run / "shards" if task == SHARDS else settings.data / "sweeps" / run
    return folder / f"{part}.json"


async def do_shard(
    settings: Settings, run: str, part: str, reach: Callable[[], Awaitable[object]], task: str = SHARDS
) -> None:
    """Do one shard or slice in a process of its own, which ends when we do.

    A shard also ends when `reach` fails to reach the store for long. Raises ShardBroken.
    """
    file = part_file(settings, run, part, task)
    if not file.exists():
        raise ShardBroken(f"{file}: not here; expected the archive folder that all workers share ([data] of each)")
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        DOERS[task],
        str(file),
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    signs = asyncio.create_task(_give_signs(child, settings.cluster.gone_s / SIGNS_A_LIFE, reach))
    try:
        said = await _follow(child, settings_json(settings) + b"\n")
    except (asyncio.CancelledError, ConnectionError):
        await _end(child)
        raise
    finally:
        signs.cancel()
    if child.returncode:
        told = said.decode("utf-8", "replace").strip() or "without a word"
        raise ShardBroken(f"{part} ended with {child.returncode}: {told}")


async def _follow(child: asyncio.subprocess.Process, given: bytes) -> bytes:
    """Give a child its settings, and wait for its end; its standard input stays open as long as we live."""
    if child.stdin is None or child.stderr is None:
        raise TypeError("a child without pipes, expected its standard input and standard error to be ours")
    child.stdin.write(given)
    said = await child.stderr.read()
    await child.wait()
    return said[-TOLD_BYTES:]


async def _give_signs(
    child: asyncio.subprocess.Process, every_s: float, reach: Callable[[], Awaitable[object]]
) -> None:
    """Tell a child that we live, as often as the store hears from us: what it cannot hear it takes for dead."""
    while child.returncode is None and child.stdin is not None:
        await asyncio.sleep(every_s)
        with suppress(ConnectorException, ConnectionError):
            await reach()
            child.stdin.write(b".")


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.terminate()
        try:
            await asyncio.wait_for(child.wait(), CHILD_ENDS_S)
        except TimeoutError:
            child.kill()
            await child.wait()


def _version(step: Path) -> str:
    return step.name.partition("_")[0]
