"""The jobs of an installation, built from its settings at every start: the schedule is configuration, not data."""

from __future__ import annotations

from typing import NamedTuple

from scheduler.config import ConfigError, Settings
from scheduler.jobs.times import Cron
from scheduler.jobs.works import (
    Does,
    check_presence,
    deliver,
    give_up_old,
    look_at_watched,
    make_release,
    pass_over,
    raise_alarm,
    recheck,
)


class Job(NamedTuple):
    """One thing that is done again and again. name: its identity in the store."""

    name: str
    cron: Cron
    does: Does


def jobs_of(settings: Settings) -> dict[str, Job]:
    """Give the jobs by name. Raises ConfigError for a time or a zone that is none, and for a name given twice."""
    schedule = settings.schedule
    jobs = [Job(one.name, Cron(one.cron, one.zone, one.jitter_s), pass_over(one)) for one in schedule.passes]
    jobs += [
        Job("recheck", Cron(schedule.recheck), recheck),
        Job("presence", Cron(schedule.presence), check_presence),
        Job("release", Cron(schedule.release), make_release),
        Job("alarm", Cron(schedule.alarm), raise_alarm),
        Job("deliver", Cron(schedule.deliver), deliver),
        Job("retention", Cron(schedule.retention), give_up_old),
    ]
    if settings.watch is not None:
        jobs.append(Job("watch", Cron(schedule.watch), look_at_watched))
    found: dict[str, Job] = {}
    for job in jobs:
        if job.name in found:
            raise ConfigError(f"schedule: two jobs are called {job.name!r}; give each pass a name of its own")
        try:
            job.cron.trigger()
        except ValueError as error:
            raise ConfigError(f"schedule, job {job.name!r}: {error}") from error
        found[job.name] = job
    return found
