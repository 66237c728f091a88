"""The verb `schedule`: the jobs of this installation, carried out until it is told to end, listed, or one of them now."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import click

from directory.jobs import JOB_STATES, JobRun, JobState
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.opened import made_store

if TYPE_CHECKING:
    from scheduler.jobs.plan import Job

SHOWN = "%Y-%m-%d %H:%M UTC"


class Listed(NamedTuple):
    """One job as it is listed. next: aware, UTC; last: what became of it when it was last due, None before."""

    name: str
    cron: str
    zone: str
    next: datetime | None
    last: JobRun | None


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
@click.argument("action", type=click.Choice(["run", "list", "due", "past"]), default="run")
@click.option("--job", "name", metavar="JOB", help="Only this job; with `due`: carry it out now, due or not.")
@click.option("--state", type=click.Choice(JOB_STATES), help="With past: only in this state.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="With past: at most so many.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def schedule(
    action: str, *, name: str | None, state: JobState | None, limit: int, is_json: bool, settings: Settings
) -> int:
    """Carry out the jobs of this installation (`[schedule]` in hotlinewatch.toml) until it is told to end.

    list shows them with their next times; due carries out what is due now and ends, for cron or systemd timers; past
    shows what was due and what came of it. Started twice, on one machine or on two over one PostgreSQL, it is harmless.
    """
    from scheduler.jobs.plan import jobs_of  # noqa: PLC0415 - a night needs everything there is, `--help` nothing of it

    jobs = jobs_of(settings)
    if name is not None and name not in jobs:
        raise click.UsageError(f"--job {name!r}: there is none of that name; the jobs are {', '.join(jobs)}")
    chosen = jobs if name is None else {name: jobs[name]}
    if action == "list":
        return _list(chosen, settings, is_json=is_json)
    if action == "past":
        return _past(chosen, settings, state, limit, is_json=is_json)
    if not settings.contact:
        raise click.UsageError(
            "live runs name whom to write to: set HOTLINEWATCH_CONTACT, or `contact` in hotlinewatch.toml"
        )
    with made_store(settings):
        # The folder and the tables are there before anybody else opens them.
        pass
    return _due(chosen, settings, is_now=name is not None, is_json=is_json) if action == "due" else _run(settings)


def _list(jobs: dict[str, Job], settings: Settings, *, is_json: bool) -> int:
    with made_store(settings) as store:
        last = store.latest_job_runs()
    now = _now()
    listed = []
    for job in jobs.values():
        due = job.cron.next_after(now)
        listed.append(Listed(job.name, job.cron.fields, job.cron.zone, due and due.at, last.get(job.name)))
    if is_json:
        print_json({"jobs": [one._asdict() for one in listed]})
        return DONE
    rows = [
        (one.name, one.cron, one.zone, "-" if one.next is None else f"{one.next:{SHOWN}}", _told(one.last, settings))
        for one in listed
    ]
    print_table(head(settings.lang, "job", "cron", "zone", "next", "last"), rows)
    return DONE


def _past(jobs: dict[str, Job], settings: Settings, state: JobState | None, limit: int, *, is_json: bool) -> int:
    with made_store(settings) as store:
        runs = store.job_runs(tuple(jobs), state=state, limit=limit)
    runs = [run for run in runs if run.due != "first seen"]
    if is_json:
        print_json({"runs": runs})
    elif not runs:
        print_line(say(settings.lang, "no_job_runs"))
    else:
        rows = [(run.job, run.due, _told(run, settings), _result(run)) for run in runs]
        print_table(head(settings.lang, "job", "due", "state", "result"), rows)
    return DONE if runs else NOTHING


def _due(jobs: dict[str, Job], settings: Settings, *, is_now: bool, is_json: bool) -> int:
    from scheduler.jobs.clockwork import Clockwork  # noqa: PLC0415
    from scheduler.jobs.running import Children, taker_name  # noqa: PLC0415

    stop = threading.Event()
    with _ended_by_signals(stop):
        clockwork = Clockwork(settings, jobs, _now, Children(settings, stop), taker_name())
        clockwork.look()
        done = [run for job in jobs.values() for run in (clockwork.fire_now(job) if is_now else clockwork.fire(job))]
    with made_store(settings) as store:
        known = {(run.job, run.due): run for run in store.job_runs(tuple(jobs))}
    ended = [known.get((run.job, run.due), run) for run in done]
    if is_json:
        print_json({"runs": ended})
    elif not ended:
        print_line(say(settings.lang, "nothing_due"))
    for run in () if is_json else ended:
        print_line(f"{run.job}  {_told(run, settings)}  {_result(run)}")
    return PARTLY if any(run.state != "done" for run in ended) else DONE


def _run(settings: Settings) -> int:
    from scheduler.jobs.running import running_schedule  # noqa: PLC0415
    from scheduler.sending import check_delivery  # noqa: PLC0415

    check_delivery(settings.delivery)
    stop = threading.Event()
    with _ended_by_signals(stop), running_schedule(settings, stop) as clockwork:
        print_line(say(settings.lang, "schedule_started", jobs=", ".join(clockwork.jobs)))
        stop.wait()
    print_line(say(settings.lang, "schedule_ended"))
    return DONE


@contextmanager
def _ended_by_signals(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM and Ctrl-C ask for an end; a second Ctrl-C ends at once."""

    def ask(_number: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _told(run: JobRun | None, settings: Settings) -> str:
    if run is None or run.due == "first seen":
        return "-"
    return f"{say(settings.lang, f'job_{run.state}')} {run.ended_at or run.began_at:{SHOWN}}"


def _result(run: JobRun) -> str:
    return ", ".join(f"{name}: {value}" for name, value in run.result.items() if value)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the shell's clock
