"""Who carries out what now: each due time once, by one of however many schedulers, taken over when one dies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from directory.jobs import JobRun
from directory.store import Store
from directory.store_trouble import RunUnderWay, StoreTrouble
from scheduler.config import Settings
from scheduler.jobs.plan import Job
from scheduler.jobs.times import Due
from scheduler.jobs.works import Result

# A taker that says nothing for this long is dead; one that lives says so four times in it.
HOLD = timedelta(minutes=4)
# Another run is under way: this one is tried again after a while, and that does not count as a try.
BUSY_PAUSE = timedelta(minutes=5)

Clock = Callable[[], datetime]
# Carries a job out at a moment, and gives what came of it. Raises JobBroken, Stopped, RunUnderWay, StoreTrouble.
Carries = Callable[[Job, datetime], Result]

log = structlog.get_logger()


class JobBroken(RuntimeError):  # noqa: N818 - named as the state it tells of
    """A job that came to no end: says why."""


class Stopped(RuntimeError):  # noqa: N818 - named as the state it tells of
    """A job that was cut off because the schedule ends; whoever starts next takes it up."""


class Clockwork:
    """The jobs of one installation over one store. taker: a name that no other scheduler has."""

    def __init__(self, settings: Settings, jobs: Mapping[str, Job], clock: Clock, carries: Carries, taker: str) -> None:
        self.jobs = jobs
        self._settings = settings
        self._clock = clock
        self._carries = carries
        self._taker = taker
        self._grace = timedelta(hours=settings.schedule.grace_h)
        self._one_at_a_time = threading.Lock()

    def look(self) -> None:
        """Note which jobs there are, so that a time that is missed from now on is known to be missed."""
        now = self._clock()
        with Store.open(self._settings.database) as store:
            for job in self.jobs.values():
                if store.last_due(job.name) is None:
                    first = JobRun(
                        job=job.name,
                        due="first seen",
                        due_at=now,
                        state="taken",
                        taker=self._taker,
                        began_at=now,
                        held_until=now,
                    )
                    if store.take_job(first):
                        store.end_job(first, "done", {}, now)

    def tick(self) -> list[JobRun]:
        """Carry out everything that is due, one after the other; give what was carried out."""
        return [run for job in self.jobs.values() for run in self.fire(job)]

    def fire(self, job: Job) -> list[JobRun]:
        """Carry out a job where it is due: what a dead scheduler left first, then the latest due time."""
        done = []
        with self._one_at_a_time, Store.open(self._settings.database) as store:
            now = self._clock()
            for left in store.job_runs([job.name], state="taken"):
                if left.held_until is not None and left.held_until <= now:
                    done += self._carry_out(store, job, Due(left.due, left.due_at), now)
            due = job.cron.latest(store.last_due(job.name) or now, now)
            if due is not None:
                done += self._carry_out(store, job, due, now)
        return done

    def fire_now(self, job: Job) -> list[JobRun]:
        """Carry out a job now, due or not; it stands beside its due times."""
        with self._one_at_a_time, Store.open(self._settings.database) as store:
            now = self._clock()
            return self._carry_out(store, job, Due(f"{now:%Y-%m-%dT%H:%M:%S} UTC on demand", now), now)

    def _carry_out(self, store: Store, job: Job, due: Due, now: datetime) -> list[JobRun]:
        wanted = JobRun(
            job=job.name,
            due=due.wall,
            due_at=due.at,
            state="taken",
            taker=self._taker,
            began_at=now,
            held_until=now + HOLD,
        )
        run = store.take_job(wanted)
        if run is None:
            return []
        if now - due.at > self._grace:
            store.end_job(run, "missed", {"error": f"due {now - due.at} ago"}, now)
            log.warning("job_missed", job=job.name, due=due.wall)
            return []
        log.info("job_began", job=job.name, due=due.wall, tries=run.tries)
        try:
            with self._held(store, run):
                result = self._carries(job, now)
        except RunUnderWay:
            store.put_back_job(run, self._clock() + BUSY_PAUSE)
            return []
        except Stopped:
            store.put_back_job(run, self._clock())
            return []
        except (JobBroken, StoreTrouble) as trouble:
            log.error("job_failed", job=job.name, due=due.wall, error=str(trouble))  # noqa: TRY400 - for a person, without a trace
            store.end_job(run, "failed", {"error": str(trouble)}, self._clock())
            return [run]
        store.end_job(run, "done", result, self._clock())
        log.info("job_ended", job=job.name, due=due.wall, **result)
        return [run]

    @contextmanager
    def _held(self, store: Store, run: JobRun) -> Iterator[None]:
        ended = threading.Event()

        def hold() -> None:
            while not ended.wait(HOLD.total_seconds() / 4):
                try:
                    store.hold_job(run, self._clock() + HOLD)
                except StoreTrouble as trouble:
                    log.warning("job_not_held", job=run.job, error=str(trouble))

        holder = threading.Thread(target=hold, name=f"holds-{run.job}", daemon=True)
        holder.start()
        try:
            yield
        finally:
            ended.set()
            holder.join()
