from datetime import date, datetime, timedelta, timezone

from publish.written import print_time, print_value

SHANGHAI = timezone(timedelta(hours=8))


def test_a_time_is_told_in_utc_to_the_second():
    assert print_time(datetime(2026, 11, 22, 10, 10, 5, 999, tzinfo=SHANGHAI)) == "2026-11-22T02:10:05Z"


def test_every_kind_of_value_is_a_text():
    values = ("x", None, ("en", "zh"), date(2026, 11, 22), datetime(2026, 11, 22, 10, tzinfo=SHANGHAI), 7)
    assert [print_value(value) for value in values] == ["x", "", "en zh", "2026-11-22", "2026-11-22T02:00:00Z", "7"]
