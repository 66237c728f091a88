"""Pages out of an archive slice of third parties: WARC answers or the texts of a WET file, one after another.

Only one page is in memory at a time, whatever the slice's size. A page that cannot be had whole is counted, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.payload import PayloadBrokenError, PayloadTooLargeError, decode_body, media_of, read_head

# Common Crawl cuts pages at 1 MiB; five times as much is no page of text that people read.
MOST_BYTES = 5 * 1024 * 1024
KINDS = WarcRecordType.response | WarcRecordType.conversion


class Leaf(NamedTuple):
    """One page of a slice. at: the capture's WARC-Date, as written. body: decoded. media: text/plain for a WET text."""

    url: str
    at: str
    media: str
    charset: str
    body: bytes


def leaves_of(file: Path) -> Iterator[Leaf | None]:
    """Give the pages of one slice as it is read, None for each record that holds no whole answer of status 200.

    file: .warc or .wet, plain, .gz or .zst. Raises OSError when it cannot be opened; a slice that breaks off ends there.
    """
    with file.open("rb") as stream:
        records = ArchiveIterator(stream, record_types=KINDS, parse_http=False)
        while True:
            try:
                record = next(records, None)
                raw = b"" if record is None else record.reader.read(MOST_BYTES + 1)
            except (OSError, ValueError, RuntimeError):
                yield None
                return
            if record is None:
                return
            yield _leaf(record, raw)


def _leaf(record: WarcRecord, raw: bytes) -> Leaf | None:
    url = record.headers.get("WARC-Target-URI") or ""
    at = record.headers.get("WARC-Date") or ""
    if not url or len(raw) > MOST_BYTES:
        return None
    if record.record_type == WarcRecordType.conversion:
        return Leaf(url, at, "text/plain", "utf-8", raw)
    try:
        head, rest = read_head(raw)
        body = decode_body(rest, head) if head.status == 200 else b""
    except (PayloadBrokenError, PayloadTooLargeError):
        return None
    media, charset = media_of(head.value("content-type"))
    return Leaf(url, at, media, charset, body) if body else None
