"""What a store knows of a made-up stretch of nights."""

from datetime import UTC, datetime, timedelta

from directory.promises import Detection, Kept, Verdict
from directory.views import Answered

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SINCE = NOW - timedelta(days=90)
TOLD = {"provider": "gb/example-pay", "matter": "addition", "level": "review"}


def detection(n, hours, days_ago=1):
    found = NOW - timedelta(days=days_ago)
    return Detection(finding=f"{n:012}", before=found - timedelta(hours=hours), found=found, **TOLD)


def verdict(n, level="review", signals=("near_miss",), *, is_right=False):
    return Verdict(finding=f"{n:012}", level=level, signals=signals, is_right=is_right, at=NOW)


KEPT = Kept(
    since=SINCE,
    detections=tuple(detection(n, n, days_ago=1 + n % 2) for n in range(1, 11)),
    verdicts=(
        *(verdict(n) for n in range(8)),
        verdict(8, is_right=True),
        verdict(9, "urgent", ("near_miss", "costly_number"), is_right=True),
        # Asked by rule alone, and without an alarm: no part of any rate.
        verdict(10, signals=(), is_right=True),
        verdict(11, "routine", is_right=True),
    ),
    last_seen=(NOW - timedelta(days=1), NOW - timedelta(days=2), None),
    unchanged=10_000,
    valid_on=tuple(NOW.date() - timedelta(days=days) for days in (0, 1, 3)),
    first_on=NOW.date() - timedelta(days=3),
)
ANSWERED = (Answered(found=NOW - timedelta(hours=9), decided=NOW - timedelta(hours=1), kind="accept"),)
NOTHING = Kept(since=SINCE)
