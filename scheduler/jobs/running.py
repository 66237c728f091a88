"""The schedule at work: APScheduler wakes the clockwork, each job runs in a process of its own, a signal ends all."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import msgspec
import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from directory.store_trouble import RunUnderWay, StoreTrouble
from scheduler.config import Settings, settings_json
from scheduler.jobs.child import BUSY, DONE
from scheduler.jobs.clockwork import Clockwork, JobBroken, Stopped
from scheduler.jobs.plan import Job, jobs_of
from scheduler.jobs.works import Result

# A container is given ten seconds to end; the child's own end is most of it.
CHILD_ENDS_S = 6.0
# How often somebody looks for what a dead scheduler left, and for a stop.
LOOK_EVERY = timedelta(minutes=2)
STOP_EVERY_S = 0.2

log = structlog.get_logger()


class Children:
    """Carries jobs out in child processes, until it is told to stop."""

    def __init__(self, settings: Settings, stop: threading.Event) -> None:
        self._settings = settings
        self._stop = stop

    def __call__(self, job: Job, _now: datetime) -> Result:
        """Carry one out. Raises Stopped, RunUnderWay, JobBroken."""
        if self._stop.is_set():
            raise Stopped(job.name)
        command = [sys.executable, "-m", "scheduler.jobs.child", job.name]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        # A session of its own, so that Ctrl-C at a terminal reaches the schedule alone, which then ends its children.
        with subprocess.Popen(command, start_new_session=True, **pipes) as child:  # type: ignore[call-overload]  # noqa: S603
            out, err = self._talk(child)
        if self._stop.is_set() and child.returncode != DONE:
            raise Stopped(job.name)
        said = err.decode("utf-8", "replace").strip()
        if child.returncode == BUSY:
            raise RunUnderWay(said)
        if child.returncode != DONE:
            raise JobBroken(f"ended with {child.returncode}: {said[-2000:] or 'without a word'}")
        if said:
            # Its log lines: of a job that came to its end nothing else tells them.
            sys.stderr.write(f"{said}\n")
        return msgspec.json.decode(out, type=Result)

    def _talk(self, child: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
        given: bytes | None = settings_json(self._settings)
        while True:
            try:
                return child.communicate(given, timeout=STOP_EVERY_S)
            except subprocess.TimeoutExpired:
                given = None
            if self._stop.is_set():
                os.killpg(child.pid, signal.SIGTERM)
                try:
                    return child.communicate(timeout=CHILD_ENDS_S)
                except subprocess.TimeoutExpired:
                    os.killpg(child.pid, signal.SIGKILL)


@contextmanager
def running_schedule(settings: Settings, stop: threading.Event) -> Iterator[Clockwork]:
    """Run the schedule in threads while the block lasts; whoever sets `stop` and leaves the block ends it within 10 s.

    Raises ConfigError for a schedule that cannot be used, StoreTrouble for a store that cannot be opened.
    """
    clockwork = Clockwork(settings, jobs_of(settings), _now, Children(settings, stop), taker_name())
    clockwork.look()
    grace_s = round(settings.schedule.grace_h * 3600)
    # One worker: jobs wait for each other, as their runs would.
    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
    rules = {"coalesce": True, "max_instances": 1, "misfire_grace_time": grace_s}
    for job in clockwork.jobs.values():
        scheduler.add_job(_guarded, job.cron.trigger(), args=[clockwork, job], id=job.name, **rules)
    # At once, for what was missed; then again and again, for what others left.
    again = IntervalTrigger(seconds=round(LOOK_EVERY.total_seconds()), timezone=UTC)
    scheduler.add_job(_all_guarded, again, args=[clockwork], id="look", next_run_time=_now(), **rules)
    scheduler.start()
    try:
        yield clockwork
    finally:
        stop.set()
        scheduler.shutdown(wait=True)


def taker_name() -> str:
    """Name this process among all that share the store."""
    return f"{socket.gethostname()}:{os.getpid()}:{int(_now().timestamp())}"


def _guarded(clockwork: Clockwork, job: Job) -> None:
    """A store that is away must not end the schedule: what is due is seen again at the next look."""
    try:
        clockwork.fire(job)
    except StoreTrouble as trouble:
        log.warning("schedule_without_store", job=job.name, error=str(trouble))


def _all_guarded(clockwork: Clockwork) -> None:
    for job in clockwork.jobs.values():
        _guarded(clockwork, job)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the shell's clock
