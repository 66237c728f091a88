from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from directory.columns import Day, Moment, Words
from directory.store import Store
from directory.store_trouble import Refused

PROBE = Table(
    "probe", MetaData(), Column("n", Integer), Column("at", Moment), Column("day", Day), Column("said", Words)
)


@pytest.fixture
def kept(store: Store):
    """Write one row, read it back."""

    def keep(**fields: object):
        with store.writing() as connection:
            PROBE.create(connection, checkfirst=True)
            connection.execute(insert(PROBE), {"n": 1, "at": None, "day": None, "said": None} | fields)
            return connection.execute(select(PROBE)).all()[-1]

    return keep


@pytest.mark.parametrize("offset_h", [-11, 0, 8])
def test_times_come_back_aware_and_in_utc(kept, offset_h):
    at = datetime(2026, 11, 20, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=offset_h)))
    back = kept(at=at).at
    assert back == at
    assert back.tzinfo is UTC


def test_time_without_a_zone_is_refused(kept):
    with pytest.raises(Refused, match="got no zone, expected an aware time in UTC"):
        kept(at=datetime(2026, 11, 20))  # noqa: DTZ001 - the wrong thing is what is tested


def test_times_compare_in_the_database_as_they_do_here(store: Store, kept):
    times = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=step) for step in (0, 1, 1_000_000, 10**12)]
    for at in times:
        kept(at=at)
    with store.looking() as connection:
        later = connection.scalars(select(PROBE.c.at).where(PROBE.c.at > times[1])).all()
    assert sorted(later) == times[2:]


def test_dates_come_back_as_dates(kept):
    assert kept(day=date(2026, 2, 28)).day == date(2026, 2, 28)


def test_text_of_any_script_comes_back_and_nul_is_shown(kept):
    assert kept(said="客服热线 \u202e\U0001f4de\0").said == "客服热线 \u202e\U0001f4de\ufffd"
