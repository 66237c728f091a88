import msgspec

from reports.nightly import compose


def test_a_report_is_plain_data_that_survives_a_round_trip(busy_night):
    report = compose(busy_night)
    assert msgspec.json.decode(msgspec.json.encode(report), type=type(report)) == report
