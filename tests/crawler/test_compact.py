from datetime import UTC, datetime

import msgspec
import pytest

from crawler.archive import latest_date
from crawler.book import Book
from crawler.compact import compact
from crawler.warc import Exchange, Shown
from directory.records import Fetch
from directory.shots import Shot
from directory.snapshots import SnapshotDamaged, read_origin, read_shot, read_snapshot

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
SHOT = Shot(width=800, height=600, image_height=600)


@pytest.fixture
def captures(tmp_path):
    with Book(data=tmp_path, folder=tmp_path / "warc/run", attempt=1, at=AT, software="test") as book:
        return [book.write_page(fetch_of(name), [an_exchange(name)]).capture for name in ("one", "two", "three")]


def fetch_of(name):
    return Fetch(provider="gb/pay", page=f"https://pay.example/{name}", at=AT, outcome="ok", media="text/html")


def an_exchange(name):
    shown = Shown(image=b"\x89PNG of two", layout=msgspec.json.encode(SHOT)) if name == "two" else None
    request = None if shown else (("Accept", "text/html"),)
    url = f"https://pay.example/{name}"
    return Exchange(url=url, at=AT, status=200, headers=(), body=name.encode(), request=request, shown=shown)


def test_copied_captures_are_what_they_were_with_their_screenshots(tmp_path, captures):
    file = tmp_path / "warc/kept/kept-1.warc.gz"
    moved = compact(captures[1:], data=tmp_path, file=file, at=AT)
    before = [(read_snapshot(tmp_path, one), read_origin(tmp_path, one), read_shot(tmp_path, one)) for one in captures]
    (tmp_path / captures[0].file).unlink()
    after = [(read_snapshot(tmp_path, one), read_origin(tmp_path, one), read_shot(tmp_path, one)) for one in moved]
    assert after == before[1:]
    assert after[0][2] == (SHOT, b"\x89PNG of two")
    assert {one.file for one in moved} == {"warc/kept/kept-1.warc.gz"}
    # It is a WARC file like any other.
    assert latest_date([file]) == AT


def test_a_capture_that_is_damaged_is_not_copied_as_if_it_were_whole(tmp_path, captures):
    (tmp_path / captures[0].file).write_bytes(b"rotten")
    with pytest.raises(SnapshotDamaged):
        compact(captures, data=tmp_path, file=tmp_path / "warc/kept/kept-1.warc.gz", at=AT)
