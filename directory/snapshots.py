"""Snapshots out of the WARC files of runs: the exact body, checked against its digest at every read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord

from directory.records import Capture, Record
from directory.shots import FULL_PAGE, SHOT_MEDIA, Shot

# A record holds its HTTP head before the body; heads above 64 KiB are refused by the crawler, renamed headers add some.
MAX_HEAD_BYTES = 256 * 1024
HEAD_END = b"\r\n\r\n"
# A header of ours: the payload digest that a source archive gave, which its later revisit records refer to.
SOURCE_DIGEST = "X-Source-Payload-Digest"
# The records behind a rendered page's response (directory.shots), and how large a screenshot of ours can be at most.
SHOWN_RECORDS = 2
MAX_SHOWN_BYTES = 8 * 1024 * 1024


class SnapshotDamaged(ValueError):  # noqa: N818 - named as the state it tells of, and agreed with the store
    """A stored snapshot that is not what its digest says: names the file and offset, what came, what was expected."""


class Origin(Record, frozen=True):
    """Where a stored snapshot came from: address, time (aware), and its payload digest in the source archive or ""."""

    url: str
    at: datetime
    source_digest: str


def read_snapshot(data: Path, capture: Capture) -> bytes:
    """Give the content-decoded body of a capture.

    data: the data folder. Raises SnapshotDamaged when the file is gone, cut, or holds something else at that place;
    what is given back always has the SHA-256 that the capture names.
    """
    with open_record(data, capture) as record:
        try:
            block = record.reader.read(capture.size_bytes + MAX_HEAD_BYTES)
        except OSError as error:
            raise damaged(capture, f"cannot be read ({error})") from error
    _head, end, body = block.partition(HEAD_END)
    if not end:
        raise damaged(capture, f"no HTTP head in a record of {len(block)} bytes")
    digest = hashlib.sha256(body).hexdigest()
    if digest != capture.snapshot:
        raise damaged(capture, f"{len(body)} bytes with SHA-256 {digest}")
    return body


def read_origin(data: Path, capture: Capture) -> Origin:
    """Tell where a stored snapshot came from, without reading its body. Raises SnapshotDamaged."""
    with open_record(data, capture) as record:
        named = record.headers.to_dict()
        try:
            at = datetime.fromisoformat(named["WARC-Date"])
            return Origin(url=named["WARC-Target-URI"], at=at, source_digest=named.get(SOURCE_DIGEST, ""))
        except (KeyError, ValueError) as error:
            raise damaged(capture, f"a record without a date and an address ({error})") from error


def read_shot(data: Path, capture: Capture) -> tuple[Shot, bytes] | None:
    """Give what a rendered page looked like: its layout and its screenshot (PNG, b"" for none).

    None for a page that was not rendered. Raises SnapshotDamaged when its file is gone or holds something else there.
    """
    with open_record(data, capture), (data / capture.file).open("rb") as stream:
        stream.seek(capture.offset)
        image, layout = read_shown(stream)
    if not layout:
        return None
    try:
        return msgspec.json.decode(layout, type=Shot), image
    except msgspec.MsgspecError as error:
        raise damaged(capture, f"a layout that is none ({error})") from error


def read_shown(stream: BinaryIO) -> tuple[bytes, bytes]:
    """Give the screenshot and the layout that follow the response record at which `stream` stands, b"" for none."""
    image = layout = b""
    records = ArchiveIterator(stream, parse_http=False)
    response = next(iter(records), None)
    about = None if response is None else response.headers.get("WARC-Record-ID")
    for record in islice(records, SHOWN_RECORDS):
        named = record.headers.to_dict()
        block = record.reader.read(MAX_SHOWN_BYTES)
        if about is None or f"sha256:{hashlib.sha256(block).hexdigest()}" != named.get("WARC-Block-Digest"):
            continue
        if named.get("WARC-Concurrent-To") == about and named.get("WARC-Target-URI", "").startswith(FULL_PAGE):
            image = block
        elif named.get("WARC-Refers-To") == about and named.get("Content-Type") == SHOT_MEDIA:
            layout = block
    return image, layout


@contextmanager
def open_record(data: Path, capture: Capture) -> Iterator[WarcRecord]:
    """Open the response record of a capture. Raises SnapshotDamaged when there is none."""
    if not capture.file:
        raise SnapshotDamaged(
            f"snapshot {capture.snapshot} is no longer kept: it was older than the archive's retention and no line, "
            "open finding or page rested on it; a backup of its time has it"
        )
    file = (data / capture.file).resolve()
    if not file.is_relative_to(data.resolve()):
        raise damaged(capture, "a place outside the data folder")
    try:
        stream = file.open("rb")
    except OSError as error:
        raise damaged(capture, f"cannot be opened ({error.strerror})") from error
    with stream:
        try:
            stream.seek(capture.offset)
            record = next(iter(ArchiveIterator(stream, parse_http=False)), None)
        except (OSError, ValueError) as error:
            raise damaged(capture, f"no WARC record ({error})") from error
        if record is None or record.headers.get("WARC-Type") != "response":
            raise damaged(capture, "no response record")
        yield record


def damaged(capture: Capture, came: str) -> SnapshotDamaged:
    """Say what came in place of a capture."""
    return SnapshotDamaged(
        f"{capture.file} at byte {capture.offset}: {came}; expected snapshot {capture.snapshot} "
        f"of {capture.size_bytes} bytes; restore the file from a backup"
    )
