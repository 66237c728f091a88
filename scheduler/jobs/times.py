"""When a job is due: cron fields in a time zone, one due time a wall-clock time, however clocks are changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# No zone moves its clocks by more at once, but for days that a country leaves out.
WIDEST_STEP = timedelta(hours=3)


class Due(NamedTuple):
    """One time at which a job is due. wall: `2026-11-22T02:30 Europe/London`, its identity; at: aware, UTC.

    When clocks go back, one wall time is two instants: the job is due at the first.
    """

    wall: str
    at: datetime


class Cron(NamedTuple):
    """Five cron fields in a zone. jitter_s: up to so much later, so that not everyone asks at the same second."""

    fields: str
    zone: str = "UTC"
    jitter_s: float = 0.0

    def trigger(self) -> BaseTrigger:
        """Give what wakes APScheduler at these times, jitter and all. Raises ValueError for fields or a zone that are none.

        Days of the week are names: cron counts them from Sunday, APScheduler from Monday.
        """
        self._walls(), self._zone()
        return _Wakes(self)

    def next_after(self, moment: datetime) -> Due | None:
        """Give the first due time after a moment, jitter apart."""
        return next(self._from(moment), None)

    def latest(self, after: datetime, until: datetime) -> Due | None:
        """Give the latest due time after one moment and up to another, None where there is none."""
        latest = None
        for due in self._from(after):
            if due.at > until:
                break
            latest = due
        return latest

    def _from(self, moment: datetime) -> Iterator[Due]:
        """Walk over wall times. APScheduler alone loses a night where clocks skip the hour of its time (3.11.3)."""
        walls, zone = self._walls(), self._zone()
        wall = moment.astimezone(zone).replace(tzinfo=UTC) - WIDEST_STEP
        while True:
            found = walls.get_next_fire_time(None, wall)
            if found is None:
                return
            # A time that clocks skip is as long after their change as it would have been; of two the first (PEP 495).
            at = found.replace(tzinfo=zone, fold=0).astimezone(UTC)
            if at > moment:
                yield Due(f"{found:%Y-%m-%dT%H:%M} {self.zone}", at)
            wall = found + timedelta(seconds=1)

    def _walls(self) -> CronTrigger:
        parts = self.fields.split()
        if len(parts) != 5:
            raise ValueError(f"{self.fields!r}: has {len(parts)} fields, expected five such as '30 2 * * *'")
        if any(char.isdigit() for char in parts[4].partition("/")[0]):
            raise ValueError(f"{self.fields!r}: name the day of the week, one of {', '.join(WEEKDAYS)}")
        names = ("minute", "hour", "day", "month", "day_of_week")
        return CronTrigger(**dict(zip(names, parts, strict=True)), timezone=UTC)

    def _zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{self.zone!r}: expected a time zone such as UTC or Asia/Shanghai") from error


class _Wakes(BaseTrigger):  # type: ignore[misc]
    """A trigger of APScheduler over due times."""

    def __init__(self, cron: Cron) -> None:
        self._cron = cron

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Give when to wake next."""
        due = self._cron.next_after(max(filter(None, (previous_fire_time, now))))
        return self._apply_jitter(due and due.at, self._cron.jitter_s, now)  # type: ignore[no-any-return]
