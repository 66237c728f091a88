"""Pages out of an archive slice of third parties: WARC answers or the texts of a WET file, one after another.

Only one page is in memory at a time, whatever the slice's size. A page that cannot be had whole is counted, never guessed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.payload import PayloadBrokenError, PayloadTooLargeError, decode_body, media_of, read_head

# Common Crawl cuts pages at 1 MiB; five times as much is no page of text that people read.
MOST_BYTES = 5 * 1024 * 1024
GZIP = b"\x1f\x8b"
PIECE_BYTES = 256 * 1024
KINDS = WarcRecordType.response | WarcRecordType.conversion


class SliceBroken(OSError):  # noqa: N818 - named as the state it tells of
    """A slice that breaks off: says behind which record. What stands before it was given."""


class Leaf(NamedTuple):
    """One page of a slice. at: the capture's WARC-Date, as written. body: decoded. media: text/plain for a WET text."""

    url: str
    at: str
    media: str
    charset: str
    body: bytes


def leaves_of(file: Path) -> Iterator[Leaf | None]:
    """Give the pages of one slice as it is read, None for each record that holds no whole answer of status 200.

    file: .warc or .wet, plain, .gz or .zst; or one saved page, .html. Raises OSError when it cannot be opened, SliceBroken where it breaks off.
    """
    if file.suffix in (".html", ".htm"):
        yield Leaf(f"saved:{file.name}", "", "text/html", "", file.read_bytes()[:MOST_BYTES])
        return
    with file.open("rb") as stream:
        records = ArchiveIterator(stream, record_types=KINDS, parse_http=False)
        last, at = "its begin", 0
        while True:
            try:
                record = next(records, None)
                raw = b"" if record is None else record.reader.read(MOST_BYTES + 1)
            except (OSError, ValueError, RuntimeError) as error:
                raise SliceBroken(f"breaks off behind {last}: {error}") from error
            if record is None:
                if not _ends_whole(file, at):
                    raise SliceBroken(f"breaks off behind {last}: packed data that does not end")
                return
            if len(raw) < min(record.content_length, MOST_BYTES):
                raise SliceBroken(f"breaks off behind {last}: a record of {record.content_length} bytes has {len(raw)}")
            last, at = record.headers.get("WARC-Target-URI") or last, record.stream_pos
            yield _leaf(record, raw)


def _ends_whole(file: Path, at: int) -> bool:
    """Whether what is packed from offset `at` on ends where it should: the reader takes a cut member for the end of all."""
    with file.open("rb") as stream:
        if stream.read(2) != GZIP:
            return True
        stream.seek(at)
        member = zlib.decompressobj(wbits=31)
        while piece := stream.read(PIECE_BYTES):
            while piece:
                if member.eof:
                    member = zlib.decompressobj(wbits=31)
                try:
                    member.decompress(piece, PIECE_BYTES)
                except zlib.error:
                    return False
                piece = member.unused_data if member.eof else member.unconsumed_tail
        return member.eof


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
