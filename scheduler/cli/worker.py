"""The verb `worker`: takes part in the nights of a cluster, or lists their shards."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Iterator

import click
import msgspec

from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.cluster.extra import need_cluster
from scheduler.config import Settings
from scheduler.opened import made_store

STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")


class Listed(msgspec.Struct, frozen=True):
    """One shard as it is listed. attempts: how often it was begun and not finished."""

    run: str
    shard: str
    state: str
    attempts: int


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("action", type=click.Choice(["run", "list"]), default="run")
@click.option("--until-idle", is_flag=True, help="End when no shard is left, instead of waiting for the next night.")
@click.option("--run", "run_id", metavar="RUN", help="With list: only of this run.")
@click.option("--state", type=click.Choice(STATES), help="With list: only in this state.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON: an object a shard that is done, or the list.")
@common_options
def worker(
    action: str, *, until_idle: bool, run_id: str | None, state: str | None, is_json: bool, settings: Settings
) -> int:
    """Take shards of the runs of this installation and do them, until it is told to end.

    Runs are cut into shards by `[cluster] shards = true`, on PostgreSQL, with one archive folder for all machines.
    Workers join and leave at any time; what a worker leaves or dies over, another takes up. list shows the shards.
    """
    need_cluster()
    from scheduler.cluster.queue import queue_of, queue_told, upgrade_queue, work  # noqa: PLC0415 - an optional extra

    upgrade_queue(settings)
    if action == "list":
        listed = [one for one in _shards(settings) if run_id in (None, one.run) and state in (None, one.state)]
        return _print(listed, settings, is_json=is_json)
    with made_store(settings):
        # The tables are there before anybody else opens them.
        pass
    app = queue_of(settings, functools.partial(_tell, settings, is_json))

    async def take_part() -> None:
        async with app.open_async():
            await work(app, settings, wait=not until_idle, signals=True)

    if not is_json:
        print_line(say(settings.lang, "worker_waits"))
    with queue_told(settings):
        asyncio.run(take_part())
    return DONE


def _tell(settings: Settings, is_json: bool, run: str, shard: str) -> None:
    if is_json:
        print_json({"run": run, "shard": shard})
    else:
        print_line(say(settings.lang, "shard_done", run=run, shard=shard))


def _shards(settings: Settings) -> Iterator[Listed]:
    from scheduler.cluster.queue import QUEUE, queue_of, queue_told  # noqa: PLC0415

    app = queue_of(settings)
    with queue_told(settings), app.open():
        for job in app.job_manager.list_jobs(queue=QUEUE):
            yield Listed(str(job.task_kwargs["run"]), str(job.task_kwargs["part"]), str(job.status), job.attempts)


def _print(listed: list[Listed], settings: Settings, *, is_json: bool) -> int:
    if is_json:
        print_json({"shards": listed})
    elif not listed:
        print_line(say(settings.lang, "no_shards"))
    else:
        rows = [(one.run, one.shard, one.state, str(one.attempts)) for one in listed]
        print_table(head(settings.lang, "run", "shard", "state", "attempts"), rows)
    return DONE if listed else NOTHING
