"""Whether this installation can be relied on right now: its store, its schema, its release, its last night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, get_args

import msgspec

from directory.records import Record
from directory.store import Store
from directory.store_schema import HEAD, schema_of
from directory.store_trouble import StoreTrouble
from publish.release import ReleaseRefused, read_latest, releases_in
from publish.stored import read_manifest
from scheduler.config import Settings

CheckId = Literal["store", "schema", "release", "night"]
CHECKS: tuple[CheckId, ...] = get_args(CheckId)


class Readiness(Record, frozen=True):
    """One thing that must hold. why: what is wrong, for whoever runs the machine; "" where it holds."""

    id: CheckId
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether it does."""
        return not self.why


class Released(Record, frozen=True):
    """The release that is up. made, expires: aware, UTC; lines: how many it lists."""

    number: int
    made: datetime
    expires: datetime
    lines: int


def readiness(store: Store, settings: Settings, now: datetime) -> tuple[Readiness, ...]:
    """Look at everything that must hold, in the order of CHECKS. now: aware, UTC. Raises nothing of the store's.

    Ready means: the store answers, its schema is this program's, a release is up and has not expired, and a valid run
    began within `schedule.alert_after_h` hours (26: reliability, section 6).
    """
    reasons: dict[CheckId, str] = {"store": "", "schema": _schema_trouble(store), "release": "", "night": ""}
    try:
        reasons["night"] = _night_trouble(store, settings.schedule.alert_after_h, now)
    except StoreTrouble as trouble:
        reasons["store"] = reasons["night"] = str(trouble)
    reasons["release"] = _release_trouble(settings, now)
    return tuple(Readiness(id=name, why=reasons[name]) for name in CHECKS)


def released(settings: Settings) -> Released | None:
    """Give the release that `latest` points at, None where there is none yet.

    Raises OSError, msgspec.MsgspecError, ReleaseRefused where it cannot be read.
    """
    folder = read_latest(releases_in(settings.data))
    if folder is None:
        return None
    manifest = read_manifest(folder)
    return Released(number=manifest.number, made=manifest.made, expires=manifest.expires_at, lines=manifest.entries)


def _schema_trouble(store: Store) -> str:
    try:
        with store.looking() as connection:
            found = schema_of(connection, store.where)
    except StoreTrouble as trouble:
        return str(trouble)
    # A database is brought to HEAD when it is opened; another revision now means that somebody put back an old one.
    return (
        "" if found == HEAD else f"{store.where}: schema {found or 'empty'}, this program's is {HEAD}; start it again"
    )


def _night_trouble(store: Store, within_h: float, now: datetime) -> str:
    last = store.latest_valid_run()
    if last is None:
        return "no valid run yet"
    return "" if now - last.at <= timedelta(hours=within_h) else f"no valid run since {last.at:%Y-%m-%dT%H:%MZ}"


def _release_trouble(settings: Settings, now: datetime) -> str:
    try:
        up = released(settings)
    except (OSError, msgspec.MsgspecError, ReleaseRefused) as error:
        return f"{releases_in(settings.data)}: the release that is up cannot be read: {error}"
    if up is None:
        return f"{releases_in(settings.data)}: no release yet"
    return "" if now < up.expires else f"release {up.number:06d} expired {up.expires:%Y-%m-%dT%H:%MZ}"
