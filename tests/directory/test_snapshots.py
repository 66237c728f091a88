from datetime import UTC, datetime

import msgspec
import pytest

from crawler.book import Book
from crawler.warc import Exchange
from directory.records import Fetch
from directory.snapshots import SnapshotDamaged, read_origin, read_snapshot

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
BODIES = [b"<p>one</p>\r\n\r\n<p>two</p>", b"", b"\x00\xff" * 500]


@pytest.fixture
def captures(tmp_path):
    with Book(data=tmp_path, folder=tmp_path / "warc/run", attempt=1, at=AT, software="test") as book:
        found = []
        for number, body in enumerate(BODIES):
            url = f"https://pay.example/{number}"
            exchange = Exchange(
                url=url, at=AT, status=200, headers=(("X-A", "1"),), body=body, source_digest=f"sha1:{number}"
            )
            fetch = Fetch(provider="gb/pay", page=url, at=AT, outcome="ok")
            found.append(book.write_page(fetch, [exchange]).capture)
    return found


def test_each_body_is_read_at_its_offset(tmp_path, captures):
    assert [read_snapshot(tmp_path, capture) for capture in captures] == BODIES


def test_the_origin_of_a_body_is_told(tmp_path, captures):
    origin = read_origin(tmp_path, captures[2])
    assert (origin.url, origin.at, origin.source_digest) == ("https://pay.example/2", AT, "sha1:2")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"snapshot": "0" * 64}, "with SHA-256"),
        ({"offset": 0}, "no response record"),
        ({"offset": 7}, "no WARC record|no response record"),
        ({"offset": 10**9}, "no response record|no WARC record"),
        ({"file": "warc/run/attempt-2.warc.gz"}, "cannot be opened"),
        ({"file": "../elsewhere.warc.gz"}, "outside the data folder"),
        ({"file": "/etc/passwd"}, "outside the data folder"),
        ({"file": "warc/run"}, "cannot be opened"),
    ],
)
def test_a_capture_that_is_not_there_is_damaged_and_says_where(tmp_path, captures, changes, complaint):
    wrong = msgspec.structs.replace(captures[0], **changes)
    with pytest.raises(SnapshotDamaged, match=complaint):
        read_snapshot(tmp_path, wrong)


def test_no_changed_byte_goes_unnoticed(tmp_path, captures):
    file = tmp_path / captures[2].file
    whole = file.read_bytes()
    start = captures[2].offset
    wrong = 0
    for position in range(start, len(whole), 3):
        file.write_bytes(whole[:position] + bytes([whole[position] ^ 0x10]) + whole[position + 1 :])
        try:
            assert read_snapshot(tmp_path, captures[2]) == BODIES[2]
        except SnapshotDamaged:
            wrong += 1
    assert wrong


def test_a_cut_file_is_damaged(tmp_path, captures):
    file = tmp_path / captures[2].file
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(SnapshotDamaged):
        read_snapshot(tmp_path, captures[2])
