from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from crawler.book import Book, describe, reference_to
from crawler.job import CANARY, Previous, read_lines
from crawler.warc import Exchange, Reference, snapshot_of
from directory.records import Fetch, Hop
from directory.snapshots import read_snapshot

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
PAGE = "https://pay.example/"


def an_exchange(body: bytes = b"<p>one</p>", status: int = 200, url: str = PAGE) -> Exchange:
    return Exchange(url=url, at=AT, status=status, reason="OK", headers=(("Content-Type", "text/html"),), body=body)


def a_fetch(outcome="ok", page: str = PAGE) -> Fetch:
    return Fetch(
        provider="gb/pay", page=page, at=AT, outcome=outcome, hops=(Hop(url=page, status=200),), media="text/html"
    )


@pytest.fixture
def book(tmp_path):
    with Book(data=tmp_path, folder=tmp_path / "warc/run", attempt=1, at=AT, software="test") as made:
        yield made


def test_a_line_names_a_body_that_can_be_read_at_once(book, tmp_path):
    line = book.write_page(a_fetch(), [an_exchange(b"", 302), an_exchange()])
    assert read_lines(tmp_path / "warc/run") == [line]
    assert line.capture.file == "warc/run/attempt-1.warc.gz"
    assert read_snapshot(tmp_path, line.capture) == b"<p>one</p>"
    assert line.fetch.snapshot == line.capture.snapshot == snapshot_of(b"<p>one</p>")


def test_the_body_of_the_last_snapshot_is_not_stored_again(book):
    earlier = Reference(url=PAGE, at=AT - timedelta(days=1), snapshot=snapshot_of(b"<p>one</p>"))
    line = book.write_page(a_fetch(), [an_exchange()], earlier)
    assert (line.capture, line.fetch.snapshot) == (None, earlier.snapshot)
    changed = book.write_page(a_fetch(), [an_exchange(b"<p>two</p>")], earlier)
    assert changed.capture is not None


def test_a_304_names_the_snapshot_it_confirms(book):
    earlier = Reference(url=PAGE, at=AT, snapshot="0" * 64)
    line = book.write_page(a_fetch("not_modified"), [an_exchange(b"", 304)], earlier)
    assert (line.capture, line.fetch.snapshot) == (None, "0" * 64)


def test_a_body_met_twice_is_stored_once(book, tmp_path):
    first = book.write_page(a_fetch(), [an_exchange()])
    second = book.write_page(a_fetch(page=PAGE + "b"), [an_exchange(url=PAGE + "b")])
    assert second.capture == first.capture
    assert read_snapshot(tmp_path, second.capture) == b"<p>one</p>"


def test_an_error_page_is_kept_but_is_no_snapshot(book):
    line = book.write_page(a_fetch("http_error"), [an_exchange(b"<p>gone</p>", 404)])
    assert (line.capture, line.fetch.snapshot) == (None, None)


def test_a_page_without_an_answer_has_a_line(book, tmp_path):
    line = book.write_page(a_fetch("dns_error"))
    assert read_lines(tmp_path / "warc/run") == [line]


def test_the_canary_s_files_have_its_name(tmp_path):
    with Book(data=tmp_path, folder=tmp_path / "w", attempt=2, at=AT, software="test", stem=CANARY):
        pass
    assert sorted(file.name for file in (tmp_path / "w").iterdir()) == ["canary-2.jsonl", "canary-2.warc.gz"]


def test_output_outside_the_data_folder_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not in the subpath"):
        Book(data=tmp_path / "data", folder=tmp_path / "elsewhere", attempt=1, at=AT, software="test")


def test_headers_are_described_and_a_304_keeps_its_validators():
    known = Previous(url=PAGE, at=AT, snapshot="0", etag='"1"', last_modified="then")
    headers = {"content-type": "Text/HTML; Charset=GBK", "etag": '"2"'}
    fetch = describe(a_fetch(), an_exchange(), headers, None)
    assert (fetch.media, fetch.charset, fetch.etag, fetch.last_modified) == ("text/html", "gbk", '"2"', "")
    kept = describe(a_fetch("not_modified"), an_exchange(b"", 304), {}, known)
    assert (kept.etag, kept.last_modified) == ('"1"', "then")
    assert describe(a_fetch(), an_exchange(), {"etag": "x" * 300}, None).etag == ""


def test_what_a_job_knows_becomes_a_reference():
    previous = Previous(url=PAGE, at=AT, snapshot="0", etag="e")
    assert msgspec.to_builtins(reference_to(previous)) == {"url": PAGE, "at": "2026-11-22T03:00:00Z", "snapshot": "0"}
    assert reference_to(None) is None
