"""What an installation says of its schedule: the table `[schedule]` of `hotlinewatch.toml`."""

from __future__ import annotations

from typing import Annotated

import msgspec

from directory.records import Record

Positive = Annotated[float, msgspec.Meta(gt=0)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class PassSettings(Record, frozen=True):
    """One pass of the schedule. cron: minute, hour, day, month, day of the week by name, in the time zone `zone`.

    providers: patterns of ids, "cn/*". jitter_s: begins up to so much later. deep: looks at every page from every vantage.
    """

    name: Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]{0,39}$")]
    cron: str
    zone: str = "UTC"
    providers: tuple[str, ...] = ("*",)
    jitter_s: Annotated[float, msgspec.Meta(ge=0)] = 900.0
    deep: bool = False


class ScheduleSettings(Record, frozen=True):
    """What `schedule` carries out. recheck, presence, release, alarm, deliver, retention, watch: cron fields in UTC.

    grace_h: how late a time that was missed is still made up for. recheck_after_h: when providers with an open finding
    are looked at again. presence_most: providers a presence check looks at. alert_after_h: without a valid run.
    """

    passes: tuple[PassSettings, ...] = (
        PassSettings(name="nightly", cron="30 2 * * *"),
        PassSettings(name="weekly-deep", cron="30 12 * * sun", deep=True),
    )
    recheck: str = "10 * * * *"
    presence: str = "30 14 * * *"
    release: str = "0 6 * * *"
    alarm: str = "50 * * * *"
    deliver: str = "*/10 * * * *"
    retention: str = "0 16 * * *"
    watch: str = "0 18 * * sat"
    grace_h: Positive = 24.0
    recheck_after_h: tuple[Positive, ...] = (6.0, 30.0, 78.0)
    presence_most: Count = 20
    alert_after_h: Positive = 26.0
