"""One capture out of a given WARC file: its bytes checked, its answer decoded."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

from crawler.payload import (
    BODY_MAX_BYTES,
    Head,
    PayloadBrokenError,
    PayloadTooLargeError,
    decode_body,
    read_head,
)
from crawler.places import ArchiveError, Place, read_digest
from crawler.warc import Exchange, Shown, read_certificate, snapshot_of
from directory.snapshots import read_shown
from directory.terms import FetchOutcome

# Room for the head and for encodings that make a body longer.
MAX_RECORD_BYTES = BODY_MAX_BYTES + 1024 * 1024


class Trouble(Exception):  # noqa: N818 - an outcome on its way to its line
    """Why a capture cannot be used: an outcome and its detail."""

    def __init__(self, outcome: FetchOutcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail


def repeat(place: Place, head: Head, original: Exchange) -> Exchange:
    """Give the answer of a revisit record: its own head as far as it has one, with the body it repeats."""
    named = {name.lower() for name, _ in head.headers}
    inherited = tuple((name, value) for name, value in original.headers if name.lower() not in named)
    return Exchange(
        url=place.url,
        at=place.at.replace(microsecond=0),
        status=head.status or original.status,
        reason=head.reason or original.reason,
        headers=(*head.headers, *inherited),
        body=original.body,
        shown=original.shown,
        vantage=place.vantage,
        certificate=read_certificate(place.certificate),
    )


def exchange_of(place: Place, head: Head, raw: bytes) -> Exchange:
    """Give the answer of a response record, its body decoded. Raises Trouble when the record does not hold it whole."""
    declared = head.value("content-length")
    is_wire = not head.value("transfer-encoding") and declared.isascii() and declared.isdigit()
    if is_wire and len(raw) < int(declared[:18]):
        raise Trouble("unreachable", f"the record holds {len(raw)} of {declared} bytes")
    try:
        body = decode_body(raw, head)
    except PayloadTooLargeError as error:
        raise Trouble("too_large", str(error)) from error
    except PayloadBrokenError as error:
        raise Trouble("http_error", str(error)) from error
    source = place.digest_text if read_digest(place.digest_text) != ("sha256", bytes.fromhex(snapshot_of(body))) else ""
    return Exchange(
        url=place.url,
        at=place.at.replace(microsecond=0),
        status=head.status,
        reason=head.reason,
        headers=head.headers,
        body=body,
        source_digest=source,
        vantage=place.vantage,
        certificate=read_certificate(place.certificate),
    )


def shown_at(file: Path, place: Place) -> Shown | None:
    """Give what a rendered page looked like, as far as the file tells; None for a page that was not rendered."""
    if not place.is_rendered:
        return None
    with file.open("rb") as stream:
        stream.seek(place.offset)
        image, layout = read_shown(stream)
    return Shown(image=image, layout=layout)


def split(block: bytes) -> tuple[Head, bytes]:
    """Split a record's block; an empty one (a revisit record may have none) has the head of nobody."""
    if not block:
        return Head(status=0, reason="", headers=()), b""
    try:
        return read_head(block)
    except PayloadBrokenError as error:
        raise Trouble("http_error", f"the record holds no HTTP answer ({error})") from error


def read_block(file: Path, place: Place) -> bytes:
    """Give the bytes of a record, checked against its block digest. Raises Trouble."""
    with file.open("rb") as stream:
        stream.seek(place.offset)
        record = next(iter(ArchiveIterator(stream, parse_http=False)), None)
        if record is None or not is_at(record, place):
            # All records in one gzip member: there is no way in but from the start.
            stream.seek(0)
            record = next(
                (r for n, r in enumerate(ArchiveIterator(stream, parse_http=False)) if n == place.order), None
            )
        if record is None or not is_at(record, place):
            raise ArchiveError(f"{file.name} at byte {place.offset}: changed while it was read; start again")
        block = record.reader.read(MAX_RECORD_BYTES + 1)
        digest = read_digest(record.headers.get("WARC-Block-Digest") or "")
    if len(block) > MAX_RECORD_BYTES:
        raise Trouble("too_large", f"a record of more than {MAX_RECORD_BYTES} bytes")
    if digest is not None and hashlib.new(digest[0], block).digest() != digest[1]:
        raise Trouble("internal_error", f"{file.name} at byte {place.offset}: the record is not what its digest says")
    return block


def record_at(stream: BinaryIO, place: Place) -> WarcRecord | None:
    """Find the record of a capture again: at its offset, or counted from the start."""
    stream.seek(place.offset)
    try:
        record = next(iter(ArchiveIterator(stream, parse_http=False)), None)
    except OSError:
        record = None
    if record is not None and is_at(record, place):
        return record
    # All records lie in one gzip member: there is no way in but from the start.
    stream.seek(0)
    for number, record in enumerate(ArchiveIterator(stream, parse_http=False)):
        if number == place.order:
            return record if is_at(record, place) else None
    return None


def is_at(record: WarcRecord, place: Place) -> bool:
    """Say whether a record is the one that the index saw."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ") == place.url and record.headers.get(
        "WARC-Type"
    ) == ("revisit" if place.is_revisit else "response")
