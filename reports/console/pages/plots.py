"""Plots: lines and changes by night, the health of pages, how long findings waited, how stale the verified lines are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from directory.views import Answered, Lines
from reports.console.view import Page, Shown, View
from reports.plots import Night, draw_lines, percentile, stack_bars

DAYS = 90
STATUSES = ("verified", "candidate", "disputed", "retired", "unlisted")
CHANGES = ("appeared", "replaced", "relabelled", "missing", "unread")
GOOD = ("ok", "not_modified")
SHARES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
MOST_LINES = 1_000_000


def show(view: View) -> Shown:
    """Draw the last ninety days."""
    since = view.now - timedelta(days=DAYS)
    runs = [name for name, at, state in view.store.run_states(DAYS * 4) if state == "closed" and at >= since]
    nights = view.store.nightly(runs)
    health: list[Night] = []
    for night in nights:
        good = sum(count for outcome, count in night.pages.items() if outcome in GOOD)
        health.append((night.on, {"good": good, "failed": sum(night.pages.values()) - good}))
    verified = view.store.lines(Lines(status="verified", limit=MOST_LINES))[0]
    ages = [(view.now - one.last_seen).days for one in verified if one.last_seen]
    return {
        "days": DAYS,
        "statuses": stack_bars(list(view.store.lines_by_night(since).items()), STATUSES),
        "changes": stack_bars([(night.on, night.changes) for night in nights], CHANGES),
        "health": stack_bars(health, ("good", "failed")),
        "waiting": draw_lines(waits(view.store.answered(since)), tuple(SHARES)),
        "staleness": [(name, percentile(ages, share)) for name, share in SHARES.items()],
        "verified": len(verified),
    }


def waits(answered: Sequence[Answered]) -> list[Night]:
    """Give for each day of answers how many hours its findings had waited: half, nine tenths, 99 of 100 no longer."""
    by_day: dict[date, list[float]] = {}
    for one in answered:
        by_day.setdefault(one.decided.date(), []).append((one.decided - one.found).total_seconds() / 3600)
    return [
        (day, {name: round(percentile(hours, share), 1) for name, share in SHARES.items()})
        for day, hours in sorted(by_day.items())
    ]


PAGE = Page("/plots", show, "plots.j2", nav="Plots", place=50)
