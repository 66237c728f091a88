"""One pass with all that belongs to it: the night, its reports, its pictures, the policy's decisions, the release."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from directory.nights import Night
from directory.records import Provider, Record
from directory.store import Store
from scheduler.by_policy import decide_by_policy
from scheduler.config import Settings
from scheduler.cropping import crops_after_run
from scheduler.in_force import policy_in_force
from scheduler.nursery import one_nursery
from scheduler.order import Order
from scheduler.promises import write_promises
from scheduler.releasing import release_after_run
from scheduler.run import run_night, write_reports
from verifier.policy import Policy


class Pass(Record, frozen=True):
    """What came of one pass. written: format → file; accepted: lines that the policy took; released: its folder or None."""

    night: Night
    previous: Night | None
    policy: Policy
    written: dict[str, Path]
    crops: int
    accepted: int
    released: Path | None


def make_pass(
    order: Order,
    settings: Settings,
    store: Store,
    providers: Mapping[str, Provider],
    now: datetime,
    *,
    quiet: bool = False,
) -> Pass:
    """Do what the order says, and all that a night ends with. providers: every one of this installation; now: aware.

    Raises StoreTrouble, ArchiveError and CrawlBroken; repeated, it takes up what was stored until then.
    """
    # The readers are loaded once, and while the pages are fetched.
    with one_nursery():
        night = run_night(order, settings, store, providers, quiet=quiet)
    previous = previous_night(store, night)
    policy = policy_in_force(store)
    written = write_reports(night, previous, settings, policy)
    crops = crops_after_run(night, settings, store, now, quiet=quiet)
    accepted = decide_by_policy(store, providers, night, now)
    released = release_after_run(store, settings, providers, night)
    write_promises(store, settings, now)
    return Pass(
        night=night,
        previous=previous,
        policy=policy,
        written=written,
        crops=crops,
        accepted=len(accepted),
        released=released,
    )


def previous_night(store: Store, night: Night) -> Night | None:
    """Give the closed night before this one, None when it is the first."""
    earlier = [name for name, at, state in store.runs() if state == "closed" and at < night.run.at]
    return store.night(earlier[0]) if earlier else None
