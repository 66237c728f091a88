from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.jobs.times import Cron

ZONES = (
    "UTC",
    "Europe/London",
    "America/New_York",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Cairo",
)
START = datetime(2026, 1, 1, tzinfo=UTC)


def year_of(cron):
    moment, found = START, []
    while True:
        due = cron.next_after(moment)
        if due.at >= START + timedelta(days=365):
            return found
        found.append(due)
        moment = due.at


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("fields", ["30 1 * * *", "0 2 * * *", "30 2 * * *", "0 0 * * *"])
def test_every_local_day_of_a_year_has_its_pass_whatever_clocks_do(zone, fields):
    days = {due.wall[:10] for due in year_of(Cron(fields, zone))}
    whole = {(date(2026, 1, 2) + timedelta(days=n)).isoformat() for n in range(363)}
    assert whole <= days


@pytest.mark.parametrize("zone", ZONES)
def test_no_local_day_has_two_wall_times(zone):
    walls = {due.wall for due in year_of(Cron("30 1 * * *", zone))}
    assert len(walls) == len({wall[:10] for wall in walls})


def test_an_hour_that_comes_twice_is_one_due_time():
    cron = Cron("30 1 * * *", "Europe/London")
    first, second = (cron.next_after(datetime(2026, 10, 25, hour, 0, tzinfo=UTC)) for hour in (0, 1))
    assert first == ("2026-10-25T01:30 Europe/London", datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert second.wall == "2026-10-26T01:30 Europe/London"


def test_an_hour_that_is_skipped_is_made_up_for_when_clocks_have_changed():
    due = Cron("30 1 * * *", "Europe/London").next_after(datetime(2026, 3, 29, 0, 0, tzinfo=UTC))
    assert due == ("2026-03-29T01:30 Europe/London", datetime(2026, 3, 29, 1, 30, tzinfo=UTC))


def test_apscheduler_is_woken_at_the_due_times_and_not_much_later():
    moment = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    due = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    assert Cron("30 2 * * *").trigger().get_next_fire_time(None, moment) == due
    assert Cron("30 2 * * *").trigger().get_next_fire_time(due, due) == due + timedelta(days=1)
    late = Cron("30 2 * * *", jitter_s=60).trigger().get_next_fire_time(None, moment) - due
    assert timedelta(0) <= late <= timedelta(seconds=60)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(1, 200_000), st.sampled_from(ZONES))  # noqa: DTZ001
def test_the_latest_due_time_is_the_last_of_those_that_follow_each_other(start, seconds, zone):
    cron, after = Cron("15 */5 * * *", zone), start.replace(tzinfo=UTC)
    until = after + timedelta(seconds=seconds)
    latest = cron.latest(after, until)
    following = [due for due in iter_from(cron, after) if due.at <= until]
    assert latest == (following[-1] if following else None)
    assert all(one.at <= other.at for one, other in pairwise(following))


def iter_from(cron, moment):
    for _ in range(400):
        due = cron.next_after(moment)
        yield due
        moment = due.at


@pytest.mark.parametrize(
    ("fields", "zone", "told"),
    [
        ("30 2 * *", "UTC", "expected five"),
        ("30 25 * * *", "UTC", "25"),
        ("30 2 * * 0", "UTC", "name the day"),
        ("x 2 * * *", "UTC", "x"),
        ("30 2 * * *", "Mars/Olympus", "expected a time zone"),
        ("30 2 * * *", "../../etc/passwd", "expected a time zone"),
    ],
)
def test_a_time_that_is_none_is_told(fields, zone, told):
    with pytest.raises(ValueError, match=told):
        Cron(fields, zone).trigger()
