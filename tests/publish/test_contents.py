from datetime import datetime, timedelta, timezone

from publish.contents import plain, print_time


def test_a_time_is_told_in_utc_to_the_second():
    shanghai = timezone(timedelta(hours=8))
    assert print_time(datetime(2026, 11, 22, 10, 10, 5, 999, tzinfo=shanghai)) == "2026-11-22T02:10:05Z"


def test_a_line_as_plain_data_holds_texts_for_its_dates(lines):
    told = plain(lines[0])
    assert told["expires_on"] == "2027-05-21"
    assert told["names"] == {"zh": "示例支付"}
