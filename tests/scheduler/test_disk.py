import os
from datetime import timedelta

from scheduler.disk import forecast
from scheduler.retention import STAMP
from tests.scheduler.conftest import NOW


def a_night(settings, days_ago, size):
    at = NOW - timedelta(days=days_ago)
    folder = settings.data / "warc" / f"{at:{STAMP}}-abcdef01"
    folder.mkdir(parents=True)
    (folder / "attempt-1.warc.gz").write_bytes(b"x" * size)
    os.utime(folder / "attempt-1.warc.gz", (at.timestamp(), at.timestamp()))


def test_growth_is_what_the_last_four_weeks_added_and_leads_to_a_day(place):
    a_night(place.settings, 100, 5_000_000)
    for days in range(20):
        a_night(place.settings, days + 1, 1000)
    seen = forecast(place.settings, NOW)
    assert seen.parts["warc"] == 5_020_000
    assert seen.per_day == 1000
    assert seen.levels_at == 400_000
    assert abs(seen.full_in_days - seen.free_bytes / 1000) < 1


def test_before_a_day_of_runs_nothing_is_foretold(place):
    a_night(place.settings, 0.5, 1000)
    assert forecast(place.settings, NOW).per_day is None
    assert forecast(place.settings, NOW).full_in_days is None
