"""What the jobs do: passes, looks at what changed lately, releases, and the alarm when nothing ran."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import NamedTuple

import msgspec
import structlog

from directory.records import Entry, Provider
from directory.store import Store
from directory.store_trouble import RunUnderWay
from scheduler.config import Settings
from scheduler.disk import forecast
from scheduler.order import order_run
from scheduler.passes import make_pass
from scheduler.posting import post_alarm, post_runs
from scheduler.releasing import release_after_decisions
from scheduler.retention import give_up
from scheduler.schedule_settings import PassSettings
from scheduler.sending import send_waiting, sends_by
from scheduler.watching import watch

# What a deep pass looks through besides the page's own way.
EVERY_VANTAGE = ("mobile",)
# Whose stale line does most harm: people call these in distress, with money at stake.
RISK_OF_KIND = {"wallet": 3.0, "bank": 3.0, "payment": 3.0}
Result = dict[str, str]

log = structlog.get_logger()


class Work(NamedTuple):
    """What a job works on. now: aware, UTC; providers: every one of this installation."""

    settings: Settings
    store: Store
    providers: Mapping[str, Provider]
    now: datetime


Does = Callable[[Work], Result]


def pass_over(one: PassSettings) -> Does:
    """Give the work of one pass: the providers that its patterns name, deep or not."""

    def does(work: Work) -> Result:
        chosen = [
            provider
            for name, provider in work.providers.items()
            if any(fnmatchcase(name, pattern) for pattern in one.providers)
        ]
        if one.deep:
            crawl = msgspec.structs.replace(work.settings.crawl, vantages=EVERY_VANTAGE, vantage_share=1.0)
            work = work._replace(settings=msgspec.structs.replace(work.settings, crawl=crawl))
        return _look_at(work, chosen, is_pass=True)

    return does


def recheck(work: Work) -> Result:
    """Look again at providers whose lines moved: some hours after the finding, then some days."""
    return _look_at(work, [work.providers[name] for name in due_for_recheck(work) if name in work.providers])


def due_for_recheck(work: Work) -> list[str]:
    """Name the providers with an open finding one of whose steps is over since the provider was last looked at."""
    steps = [timedelta(hours=hours) for hours in work.settings.schedule.recheck_after_h]
    since = work.store.open_since()
    looked = work.store.looked_at()
    return sorted(
        name
        for name, times in since.items()
        if any(looked.get(name, at) < at + step <= work.now for at in times for step in steps)
    )


def check_presence(work: Work) -> Result:
    """Look again at the verified lines that do most harm when they are stale: risk decides, not age."""
    ranked = ranked_by_risk(work.providers, work.store.entries(status="verified"), work.now)
    most = work.settings.schedule.presence_most
    return _look_at(work, [work.providers[name] for name in ranked[:most]])


def ranked_by_risk(providers: Mapping[str, Provider], entries: Sequence[Entry], now: datetime) -> list[str]:
    """Rank the providers with a verified line that no page shows now, the riskiest first.

    Risk is the number of such lines, weighed by what people lose when they reach a stranger, and by the days unseen
    (one more line's worth a week).
    """
    risks: Counter[str] = Counter()
    for entry in entries:
        provider = providers.get(entry.provider)
        if provider is None or not provider.pages or entry.presence == "seen":
            continue
        unseen = (now - entry.last_seen).days if entry.last_seen else 0
        risks[entry.provider] += round(100 * RISK_OF_KIND.get(provider.kind, 1.0) * (1 + unseen / 7))
    return [name for name, _ in sorted(risks.items(), key=lambda pair: (-pair[1], pair[0]))]


def make_release(work: Work) -> Result:
    """Release what is accepted, so that the feed never expires while all is well."""
    made = release_after_decisions(work.store, work.settings, work.providers, work.now)
    return (
        {"release": made.name}
        if made
        else {"release": "", "note": "nothing is accepted, or a guard keeps the last one up"}
    )


def raise_alarm(work: Work) -> Result:
    """Say that no valid run ended for too long: a schedule that is silent must not look like one that found nothing."""
    hours = work.settings.schedule.alert_after_h
    last = next((at for _, at, state in work.store.runs() if state == "closed"), None)
    # A new installation has its first night before it.
    since = work.store.first_due("alarm") if last is None else last
    if since is not None and work.now - since <= timedelta(hours=hours):
        return {"last": "none yet" if last is None else f"{last:%Y-%m-%dT%H:%MZ}"}
    said = "never" if last is None else f"{last:%Y-%m-%dT%H:%MZ}"
    log.error("no_valid_run", last=said, within_h=hours)
    post_alarm(work.settings, work.store, work.now, "" if last is None else said)
    deliver(work)
    return {"last": said, "alarm": f"no valid run within {hours:g} hours; the last was {said}"}


def give_up_old(work: Work) -> Result:
    """Delete captures that are old and that nothing rests on, and say when the disk will be full."""
    try:
        found = give_up(work.store, work.settings, work.now)
    except RunUnderWay as other:
        return {"note": str(other)}
    result = {"gone": f"{len(found.folders)} folders, {len(found.gone)} captures", "copied": str(len(found.needed))}
    days = forecast(work.settings, work.now).full_in_days
    if days is not None and days < work.settings.retention.warn_days:
        result["alarm"] = f"the disk of {work.settings.data} is full in {days:.0f} days"
        log.error("disk_full_soon", data=str(work.settings.data), days=round(days))
    return result


def deliver(work: Work) -> Result:
    """Tell people what the runs that ended lately found, and send what waits."""
    return _tell(work, ())


def _tell(work: Work, passes: Collection[str]) -> Result:
    kept = post_runs(work.settings, work.store, work.now, passes)
    tried = send_waiting(work.settings, work.store, lambda: work.now, sends_by(work.settings.delivery))
    return {"messages": f"{len(kept)} kept, {len(tried)} tried"} if kept or tried else {"note": "nothing to tell"}


def _look_at(work: Work, providers: Sequence[Provider], *, is_pass: bool = False) -> Result:
    if not providers:
        return {"note": "nothing to look at"}
    order = order_run(work.store, providers, (), None, work.now)
    done = make_pass(order, work.settings, work.store, work.providers, work.now, quiet=True)
    run = done.night.run
    levels = Counter(finding.level for finding in done.night.findings)
    counted = ", ".join(f"{levels[level]} {level}" for level in ("urgent", "review", "routine") if levels[level])
    result = {"run": run.id, "pages": f"{run.fetched} of {run.pages}", "findings": counted or "none"}
    # At once, not at the next time of `deliver`: what is urgent does not wait.
    told = _tell(work, [run.id] if is_pass else [])
    result["told"] = told.get("messages", "")
    if run.canary == "missed":
        result["alarm"] = "the canary was missed: what this run says of absence is not believed"
    return result


def look_at_watched(work: Work) -> Result:
    """Look again at the pages of the watch list; the log warns of each wrong claim that is new."""
    done = watch(work.settings, work.providers, work.now, quiet=True)
    told = {"pages": str(done.pages), "claims": str(done.claims), "new": str(len(done.new)), "folder": done.folder.name}
    return told | ({"unread": str(len(done.unread))} if done.unread else {})
