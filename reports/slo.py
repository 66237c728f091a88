"""How well an installation keeps what it promises: found in time, fresh, and not crying wolf. Pure: facts in, figures out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from math import sqrt

import msgspec

from directory.promises import Kept, Verdict
from directory.records import Record
from directory.views import Answered
from reports.objectives import Objective, ObjectiveId, judge
from reports.plots import percentile

# A month has too few alarms for a rate, a year hides what got worse lately.
DAYS = 90
ALARMS = ("urgent", "review")
SHARES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
# Two-sided 95% (normal quantile).
QUANTILE = 1.96


class Spread(Record):
    """How values spread: at most p50 for half of them, p90 for nine tenths, p99 for 99 of 100. None of none."""

    count: int
    p50: float | None = None
    p90: float | None = None
    p99: float | None = None


class Rate(Record):
    """How many alarms reviewers found false, `false` of `of`; low, high: where the share lies with 95% (Wilson)."""

    false: int
    of: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


class Slo(Record):
    """Everything the page tells. made, since: aware, UTC. nights: UTC dates with a valid run; of: dates there were.

    detect_h: hours that a change can have stood on its page before it was found, at the longest. decide_h: hours from
    finding to answer. stale_days: days since a page showed each verified line; unseen: of them never. alarms: by level;
    signals: the rates of those that took part in alarms, the most often false first. false_per_1000: by level, false alarms
    in 1,000 unchanged numbers a night; numbers: those, a night each. detected_by_day: for drawing.
    """

    made: datetime
    since: datetime
    nights: int
    of: int
    detect_h: Spread
    decide_h: Spread
    stale_days: Spread
    unseen: int
    alarms: dict[str, Rate]
    signals: dict[str, Rate]
    numbers: int
    false_per_1000: dict[str, float | None]
    objectives: tuple[Objective, ...]
    detected_by_day: dict[date, Spread] = msgspec.field(default_factory=dict)


def measure(kept: Kept, answered: Sequence[Answered], now: datetime) -> Slo:
    """Measure an installation by what its store knows. answered: since `kept.since`; now: aware."""
    alarms = [one for one in kept.verdicts if one.level in ALARMS and one.signals]
    by_level = {level: rate([one for one in alarms if one.level == level]) for level in ALARMS}
    slo = Slo(
        made=now,
        since=kept.since,
        nights=len(kept.valid_on),
        of=_dates(kept, now),
        detect_h=spread(one.hours for one in kept.detections),
        decide_h=spread((one.decided - one.found).total_seconds() / 3600 for one in answered),
        stale_days=spread((now - at) / timedelta(days=1) for at in kept.last_seen if at is not None),
        unseen=sum(at is None for at in kept.last_seen),
        alarms=by_level,
        signals=_by_signal(alarms),
        numbers=kept.unchanged,
        false_per_1000={level: _per_1000(one.false, kept.unchanged) for level, one in by_level.items()},
        objectives=(),
        detected_by_day=_by_day(kept),
    )
    return msgspec.structs.replace(slo, objectives=judge(_values(slo)))


def spread(values: Iterable[float]) -> Spread:
    """Give how values spread, rounded to tenths."""
    found = list(values)
    if not found:
        return Spread(count=0)
    return Spread(count=len(found), **{name: round(percentile(found, share), 1) for name, share in SHARES.items()})


def rate(verdicts: Sequence[Verdict]) -> Rate:
    """Give the share of alarms whose page a reviewer found right. Source of the bounds: Wilson, 1927."""
    n, false = len(verdicts), sum(one.is_right for one in verdicts)
    if not n:
        return Rate(false=0, of=0)
    share, square = false / n, QUANTILE**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = QUANTILE * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Rate(false=false, of=n, share=round(share, 3), low=round(low, 3), high=round(high, 3))


def _dates(kept: Kept, now: datetime) -> int:
    """The UTC dates on which a night could have been: from the first run, or the beginning, to today where it has one."""
    if kept.first_on is None:
        return 0
    today = now.astimezone(UTC).date()
    begin = max(kept.first_on, kept.since.astimezone(UTC).date())
    return max(0, (today - begin).days + (today in kept.valid_on))


def _by_signal(alarms: Sequence[Verdict]) -> dict[str, Rate]:
    taken: dict[str, list[Verdict]] = defaultdict(list)
    for one in alarms:
        for signal in one.signals:
            taken[signal].append(one)
    rates = {signal: rate(verdicts) for signal, verdicts in taken.items()}
    return dict(sorted(rates.items(), key=lambda pair: (-pair[1].false, pair[0])))


def _by_day(kept: Kept) -> dict[date, Spread]:
    days: dict[date, list[float]] = defaultdict(list)
    for one in kept.detections:
        days[one.found.astimezone(UTC).date()].append(one.hours)
    return {day: spread(hours) for day, hours in sorted(days.items())}


def _per_1000(false: int, numbers: int) -> float | None:
    return round(1000 * false / numbers, 4) if numbers else None


def _values(slo: Slo) -> Mapping[ObjectiveId, float | None]:
    return {
        "nights": round(slo.nights / slo.of, 4) if slo.of else None,
        "detect_p90_h": slo.detect_h.p90,
        "stale_p90_days": slo.stale_days.p90,
        "stale_p99_days": slo.stale_days.p99,
        "false_review": slo.false_per_1000["review"],
        "false_urgent": slo.false_per_1000["urgent"],
    }
