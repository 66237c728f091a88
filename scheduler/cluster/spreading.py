"""The machine that ordered a run: it cuts the shards, works on them like every other, and looks after those of the dead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import procrastinate
import structlog
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job, Status

from crawler.job import FETCHES
from scheduler.cluster.queue import (
    MOST_ATTEMPTS,
    QUEUE,
    SHARDS,
    part_file,
    queue_of,
    queue_told,
    upgrade_queue,
    work,
)
from scheduler.cluster.shards import Shard, shards_of
from scheduler.config import Settings
from scheduler.order import Order
from scheduler.progress import Meter

LOOK_EVERY_S = 0.5
# Finished shards are kept so long, for whoever asks what a night was.
KEPT_H = 7 * 24
UNDER_WAY = ("todo", "doing")

log = structlog.get_logger()


def crawl_in_shards(order: Order, settings: Settings, *, quiet: bool = False) -> None:
    """Have the pages of an open run fetched and read by all workers there are, this process among them.

    Returns when no shard is under way any more. What nobody could do is left to the caller, who does everything that
    is missing in any case. Raises StoreTrouble.
    """
    upgrade_queue(settings)
    shards = {shard.name: shard for shard in shards_of(order.providers, settings.cluster.pages_a_shard)}
    for shard in shards.values():
        _describe(shard, order, settings)
    pages = sum(shard.pages for shard in shards.values())
    with queue_told(settings), Meter("pages fetched by all workers", pages, quiet=quiet) as meter:
        folder = settings.data / "warc" / order.run_id
        asyncio.run(spread(order.run_id, list(shards), settings, SHARDS, Counted(meter, lambda: _fetched(folder))))


def _describe(shard: Shard, order: Order, settings: Settings) -> None:
    """Write down what a worker needs to know of a shard."""
    file = part_file(settings, order.run_id, shard.name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.encode(msgspec.structs.replace(order, providers=shard.providers)))


class Counted:
    """Shows how far all workers are. count: how much is done."""

    def __init__(self, meter: Meter, count: Callable[[], int]) -> None:
        self._meter = meter
        self._count = count
        self._told = 0

    def show(self) -> None:
        """Show what is done beyond what was shown."""
        done = self._count()
        self._meter.advance(max(0, done - self._told))
        self._told = max(self._told, done)


async def spread(run: str, parts: Sequence[str], settings: Settings, task: str, counted: Counted) -> None:
    """Have the parts of a run done by every worker there is, this process among them, until none is under way."""
    app = queue_of(settings)
    async with app.open_async():
        if task == SHARDS:
            await _clear(app, run, settings)
        await _defer(app, run, parts, task)
        worker = asyncio.create_task(work(app, settings))
        try:
            await _watch(app, run, settings, worker, counted)
        finally:
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker
        await app.job_manager.delete_old_jobs(
            KEPT_H, QUEUE, include_failed=True, include_cancelled=True, include_aborted=True
        )


async def _clear(app: procrastinate.App, run: str, settings: Settings) -> None:
    """End what is left of other runs, whose machine died: a host must not be asked for two of them."""
    while True:
        others = [job for job in await _jobs(app, SHARDS) if job.task_kwargs["run"] != run and job.status in UNDER_WAY]
        if not others:
            return
        await _look_after_the_dead(app, settings)
        for job in others:
            if job.id is not None and not job.abort_requested:
                await app.job_manager.cancel_job_by_id_async(job.id, abort=True)
        await asyncio.sleep(LOOK_EVERY_S)


async def _defer(app: procrastinate.App, run: str, parts: Sequence[str], task: str) -> None:
    """Put the shards into the queue that are not in it, nor done."""
    kept = (*UNDER_WAY, "succeeded")
    known = {
        job.task_kwargs["part"] for job in await _jobs(app) if job.task_kwargs["run"] == run and job.status in kept
    }
    for part in parts:
        if part not in known:
            with suppress(AlreadyEnqueued):
                name = f"{run}/{part}"
                await app.configure_task(task, lock=name, queueing_lock=name).defer_async(run=run, part=part)


async def _watch(
    app: procrastinate.App, run: str, settings: Settings, worker: asyncio.Task[None], counted: Counted
) -> None:
    """Wait until no part is under way; show how far all of them are."""
    while any(job.task_kwargs["run"] == run and job.status in UNDER_WAY for job in await _jobs(app)):
        if worker.done():
            # Our own worker fell over: the error is ours to tell.
            await worker
            return
        await _look_after_the_dead(app, settings)
        counted.show()
        await asyncio.sleep(LOOK_EVERY_S)


async def _look_after_the_dead(app: procrastinate.App, settings: Settings) -> None:
    """Give the shards of workers that fell silent to others, each a few times at most."""
    gone = await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=settings.cluster.gone_s)
    for job in gone:
        log.warning("shard_taken_over", run=job.task_kwargs["run"], shard=job.task_kwargs["part"])
        if job.attempts < MOST_ATTEMPTS and not job.abort_requested:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


async def _jobs(app: procrastinate.App, task: str | None = None) -> list[Job]:
    return list(await app.job_manager.list_jobs_async(queue=QUEUE, task=task))


def _fetched(folder: Path) -> int:
    return sum(file.read_bytes().count(b"\n") for file in folder.glob(f"{FETCHES}-*.jsonl"))
