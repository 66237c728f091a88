"""WARC files as we write them: one gzip member a record, the same bytes for the same records.

Source: ISO 28500:2017 (WARC/1.1). A response record holds the content-decoded body, because that is what a
snapshot's digest names; the encodings it came in are kept as X-Archive-Orig-… headers.

Two named fields of ours stand in the head of a response or revisit record, as ISO 28500 (section 4) allows; write an
Exchange with them, and whoever reads the file gets them back:
- `X-Vantage: mobile` (or `plain`): the page was looked at from there besides its own way. Such a record is never taken
  for the page itself. A redirect on the way to it may be marked too; where it is not, the page's own one is followed.
- `X-Certificate: {"host": …, "issuer": …, "not_before": …, "digest": …}` (directory.records.Certificate in ASCII JSON):
  what the host that answered showed for itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

import msgspec
from fastwarc.stream_io import GzipWriter

from directory.records import Certificate, Record
from directory.shots import FULL_PAGE, PNG, RENDERED_BY, SHOT_MEDIA
from directory.snapshots import SOURCE_DIGEST
from directory.terms import Vantage

Headers = tuple[tuple[str, str], ...]

# RFC 9110, section 5.6.2: a header name is a token; what is none came from a broken or hostile server.
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
LINE_BREAKERS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
# Headers that tell how the body travelled; the stored body no longer travels.
TRAVEL = frozenset({"content-encoding", "transfer-encoding", "content-length"})
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
VANTAGE = "X-Vantage"
CERTIFICATE = "X-Certificate"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class Shown(Record, frozen=True):
    """What a rendered page looked like: a PNG, and a directory.shots.Shot in JSON; b"" for what there is not."""

    image: bytes = b""
    layout: bytes = b""


class Exchange(Record, frozen=True):
    """One question and its answer.

    at: aware, UTC. request: headers sent, None when they are not known (a record out of an archive).
    headers: as received. body: content-decoded. source_digest: payload digest in the archive it came from, or "".
    shown: when the body is the markup of a rendered page, what that looked like; None for all others.
    vantage: from where it was asked, "" for the page's own way. certificate: of the host that answered, if known.
    """

    url: str
    at: datetime
    status: int
    headers: Headers
    body: bytes
    reason: str = ""
    request: Headers | None = None
    source_digest: str = ""
    shown: Shown | None = None
    vantage: Vantage = ""
    certificate: Certificate | None = None


class Reference(Record, frozen=True):
    """The earlier capture that a revisit record refers to: its address, its time, the SHA-256 hex of its body."""

    url: str
    at: datetime
    snapshot: str


def snapshot_of(body: bytes) -> str:
    """Give the digest that names a body: SHA-256 in hex."""
    return hashlib.sha256(body).hexdigest()


def warc_date(at: datetime) -> str:
    """Write a time as WARC-Date, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class WarcWriter:
    """Appends records to one new file; a record is on the disk's side of this process when the method returns.

    The file must not exist yet: FileExistsError says that another attempt owns it. Record ids are derived from the
    file's name, the record's number and its content, so the same records give the same file.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._out = file.open("xb")
        self._gzip = GzipWriter(self._out)
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Put the file on the disk and close it."""
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()

    def write_info(self, at: datetime, software: str) -> None:
        """Write the warcinfo record that opens a file."""
        block = f"software: {software}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n".encode()
        named = [("WARC-Filename", self.file.name), ("Content-Type", "application/warc-fields")]
        self._write("warcinfo", warc_date(at), named, block)

    def append(self, members: bytes) -> int:
        """Append whole records out of another file of ours, as they are; give the offset of the first."""
        offset = self._out.tell()
        self._out.write(members)
        self._out.flush()
        return offset

    def write_response(self, exchange: Exchange) -> int:
        """Write an answer with its body, and the question if it is known; give the response record's offset.

        What a rendered page looked like stands in the records behind it (directory.shots).
        """
        payload = f"sha256:{snapshot_of(exchange.body)}"
        named = [("WARC-Payload-Digest", payload)]
        if exchange.source_digest:
            named.append((SOURCE_DIGEST, exchange.source_digest))
        return self._write_answer("response", exchange, named, exchange.body)

    def write_revisit(self, exchange: Exchange, earlier: Reference) -> int:
        """Write an answer whose body is that of an earlier capture, without the body; give the record's offset."""
        profile = NOT_MODIFIED if exchange.status == 304 else IDENTICAL  # RFC 9110, section 15.4.5
        named = [
            ("WARC-Payload-Digest", f"sha256:{earlier.snapshot}"),
            ("WARC-Profile", profile),
            ("WARC-Refers-To-Target-URI", earlier.url),
            ("WARC-Refers-To-Date", warc_date(earlier.at)),
        ]
        return self._write_answer("revisit", exchange, named, b"")

    def _write_answer(self, kind: str, exchange: Exchange, named: list[tuple[str, str]], body: bytes) -> int:
        reason = LINE_BREAKERS.sub(" ", exchange.reason)
        head = f"HTTP/1.1 {exchange.status} {reason}\r\n" + write_headers(stored_headers(exchange))
        about = [("WARC-Target-URI", exchange.url), ("Content-Type", "application/http; msgtype=response"), *named]
        about += fields_of_ours(exchange)
        offset = self._out.tell()
        answer = self._write(kind, warc_date(exchange.at), about, head.encode("utf-8", "replace") + body)
        if exchange.request is not None:
            self._write_request(exchange, exchange.request, answer)
        if exchange.shown is not None and kind == "response":
            self._write_shown(exchange, exchange.shown, answer)
        return offset

    def _write_shown(self, exchange: Exchange, shown: Shown, answer: str) -> None:
        # ISO 28500, sections 5.6 and 5.7: a resource may name its sisters, a metadata record what it is about.
        date = warc_date(exchange.at)
        if shown.image:
            named = [("WARC-Target-URI", FULL_PAGE + exchange.url), ("WARC-Concurrent-To", answer)]
            self._write("resource", date, [*named, ("Content-Type", PNG)], shown.image)
        if shown.layout:
            named = [("WARC-Target-URI", exchange.url), ("WARC-Refers-To", answer)]
            self._write("metadata", date, [*named, ("Content-Type", SHOT_MEDIA)], shown.layout)

    def _write_request(self, exchange: Exchange, request: Headers, answer: str) -> None:
        parts = urlsplit(exchange.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        block = f"GET {target} HTTP/1.1\r\n" + write_headers((("Host", parts.netloc), *request))
        named = [
            ("WARC-Target-URI", exchange.url),
            ("Content-Type", "application/http; msgtype=request"),
            ("WARC-Concurrent-To", answer),
        ]
        self._write("request", warc_date(exchange.at), named, block.encode("utf-8", "replace"))

    def _write(self, kind: str, date: str, named: Sequence[tuple[str, str]], block: bytes) -> str:
        digest = hashlib.sha256(block).hexdigest()
        self._count += 1
        identity = "\n".join([self.file.name, str(self._count), kind, date, *(value for _, value in named), digest])
        record_id = f"<{uuid5(NAMESPACE_URL, identity).urn}>"
        fields = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", record_id),
            ("WARC-Date", date),
            *named,
            ("WARC-Block-Digest", f"sha256:{digest}"),
            ("Content-Length", str(len(block))),
        ]
        head = "WARC/1.1\r\n" + write_headers(fields)
        self._gzip.write(head.encode("utf-8", "replace") + block + b"\r\n\r\n")
        self._gzip.finish()
        self._out.flush()
        return record_id


def write_headers(headers: Sequence[tuple[str, str]]) -> str:
    """Write header lines and the empty line behind them; no name or value can begin a line of its own."""
    lines = [f"{name}: {LINE_BREAKERS.sub(' ', value).strip()}\r\n" for name, value in headers if TOKEN.match(name)]
    return "".join(lines) + "\r\n"


def fields_of_ours(exchange: Exchange) -> Headers:
    """Give the named fields that tell how an answer was come by, for a record's head."""
    found = []
    if exchange.shown is not None:
        found.append((RENDERED_BY, "Chromium"))
    if exchange.vantage:
        found.append((VANTAGE, exchange.vantage))
    if exchange.certificate is not None:
        found.append((CERTIFICATE, json.dumps(msgspec.to_builtins(exchange.certificate))))
    return tuple(found)


def read_certificate(text: str) -> Certificate | None:
    """Read what `fields_of_ours` wrote of a certificate; None for "" and for what is none."""
    try:
        return msgspec.json.decode(text, type=Certificate)
    except msgspec.MsgspecError:
        return None


def stored_headers(exchange: Exchange) -> list[tuple[str, str]]:
    """Give an answer's headers in accord with its stored body."""
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in TRAVEL else name, value) for name, value in exchange.headers]
    return [*kept, ("Content-Length", str(len(exchange.body)))]
