from datetime import UTC, date, datetime

from reports.console.render import moment, printed


def test_times_bear_their_zone():
    assert moment(datetime(2026, 11, 22, 7, 5, tzinfo=UTC)) == "2026-11-22 07:05 UTC"
    assert moment(date(2026, 11, 22)) == "2026-11-22"
    assert moment(None) == "–"


def test_a_key_is_printed_for_people_and_what_is_none_stays_as_it_is():
    assert printed("CN:95188") == "95188"
    assert printed("<b>") == "<b>"
    assert printed("") == ""
