from datetime import UTC, datetime, timedelta

import pytest

from crawler.places import ArchiveError
from scheduler.order import order_run
from tests.scheduler.conftest import DEMO, NOW


def ordered(place, *files, at=None, now=NOW):
    return order_run(place.store, list(place.providers.values()), files, at, now)


def test_the_same_files_and_providers_make_the_same_run(place):
    assert ordered(place, DEMO / "night-1.warc.gz") == ordered(
        place, DEMO / "night-1.warc.gz", now=NOW + timedelta(days=3)
    )


def test_a_run_from_files_stands_for_their_newest_capture(place):
    assert ordered(place, DEMO / "night-1.warc.gz").at == datetime(2026, 11, 20, 2, 30, 42, tzinfo=UTC)


def test_other_files_or_other_providers_make_another_run(place):
    first = ordered(place, DEMO / "night-1.warc.gz")
    assert ordered(place, DEMO / "night-2.warc.gz").inputs != first.inputs
    assert (
        order_run(place.store, [place.providers["cn/alipay"]], [DEMO / "night-1.warc.gz"], None, NOW).inputs
        != first.inputs
    )


def test_an_unfinished_live_run_is_taken_up_within_a_day(place):
    begun = ordered(place)
    place.store.begin_run(begun.run_id, begun.at, begun.inputs, {})
    assert ordered(place, now=NOW + timedelta(hours=5)).run_id == begun.run_id
    assert ordered(place, now=NOW + timedelta(hours=25)).run_id != begun.run_id


def test_a_time_in_another_zone_is_the_same_time(place):
    at = datetime.fromisoformat("2026-11-20T10:30:00+08:00")
    assert ordered(place, DEMO / "night-1.warc.gz", at=at).run_id.startswith("20261120T023000Z-")


def test_a_file_that_is_no_archive_is_refused(place, tmp_path):
    file = tmp_path / "page.warc.gz"
    file.write_bytes(b"<html>")
    with pytest.raises(ArchiveError, match=r"page\.warc\.gz"):
        ordered(place, file)
