from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from crawler.book import Book
from crawler.warc import Exchange
from directory.records import Expect, Fetch, Page, Provider
from directory.snapshots import SnapshotDamaged
from scheduler.read_job import read_job
from scheduler.workers import ReadingPool, ReadJob

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
URL = "https://help.pay.example/contact"
BODY = b"<!doctype html><html lang=en><title>Contact</title><main><p>Call us: 020 7946 0018</p></main></html>"


@pytest.fixture
def job(tmp_path):
    provider = Provider(
        id="gb/example-pay",
        name="Example Pay",
        kind="wallet",
        country="GB",
        official_hosts=("pay.example",),
        hotline="published",
    )
    page = Page(url=URL, channel="contact", language="en", regions=("GB",), expect=Expect(least=1, most=4))
    with Book(data=tmp_path, folder=tmp_path / "warc/run", attempt=1, at=AT, software="test") as book:
        exchange = Exchange(url=URL, at=AT, status=200, headers=(("Content-Type", "text/html"),), body=BODY)
        fetch = Fetch(provider=provider.id, page=URL, at=AT, outcome="ok", media="text/html")
        line = book.write_page(fetch, [exchange])
    return ReadJob(page=page, provider=provider, fetch=line.fetch, capture=line.capture, known=(), data=tmp_path)


def test_the_snapshot_that_a_capture_names_is_read(job):
    reading = read_job(job)
    assert (reading.outcome, reading.snapshot) == ("ok", job.capture.snapshot)
    assert [sighting.number for sighting in reading.sightings] == ["+442079460018"]


def test_a_worker_reads_the_same(job):
    with ReadingPool(1) as pool:
        [(_, reading)] = pool.read([job])
    assert reading == read_job(job)


def test_a_body_in_hand_is_read_as_it_is(job):
    held = msgspec.structs.replace(job, capture=None, body=BODY.replace(b"0018", b"0019"), data=Path("/nowhere"))
    assert [sighting.number for sighting in read_job(held).sightings] == ["+442079460019"]


def test_a_job_with_nothing_to_read_is_our_own_fault(job):
    with pytest.raises(ValueError, match="neither a body nor a capture"):
        read_job(msgspec.structs.replace(job, capture=None))


def test_a_damaged_archive_is_told_with_its_place_and_the_next_page_is_read(job):
    lost = msgspec.structs.replace(job, capture=msgspec.structs.replace(job.capture, snapshot="0" * 64))
    with pytest.raises(SnapshotDamaged):
        read_job(lost)
    with ReadingPool(1) as pool:
        [(_, first), (_, second)] = pool.read([lost, job])
    assert first.outcome == "internal_error"
    assert "attempt-1.warc.gz at byte" in first.detail
    assert second.outcome == "ok"
