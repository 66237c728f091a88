"""What an HTTP answer out of an archive holds: its head, and its body as the page's author wrote it. Pure."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]

from crawler.job import PDF_MAX_BYTES
from crawler.warc import Headers
from directory.records import Record

# As Scrapy does, which brings the package on the Pythons that need it.
if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STATUS_LINE = re.compile(rb"HTTP/[\d.]+\s+(\d{3})(?:\s+([^\r\n]*))?\r?\n")
HEAD_END = re.compile(rb"\r?\n\r?\n")
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
# The first characters of HTML, JSON and PDF: what a crawler stored in the clear although the header says otherwise.
CLEAR_STARTS = (b"<", b"{", b"[", b"%PDF", b"\xef\xbb\xbf<")
# More layers than any real server applies; each costs a pass.
MAX_LAYERS = 3
# A page of a real server is one gzip member; each further one copies what is left of the body.
MAX_MEMBERS = 64
BODY_MAX_BYTES = PDF_MAX_BYTES
GZIP_MAGIC = b"\x1f\x8b"
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


class PayloadTooLargeError(ValueError):
    """A body above the size cap once decoded."""


class PayloadBrokenError(ValueError):
    """A body that its own headers do not describe."""


class Head(Record, frozen=True):
    """Status line and headers of one answer."""

    status: int
    reason: str
    headers: Headers

    def value(self, name: str) -> str:
        """Give the first value of a header, "" when it is missing."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def media_of(content_type: str) -> tuple[str, str]:
    """Give the MIME type without parameters and the charset, both lower case, "" where none is declared."""
    media = content_type.partition(";")[0].strip().lower()
    charset = CHARSET.search(content_type)
    return media, charset[1].lower() if charset else ""


def read_head(block: bytes) -> tuple[Head, bytes]:
    """Split an HTTP answer into head and raw body. Raises PayloadBrokenError when it has no status line."""
    status = STATUS_LINE.match(block)
    if status is None:
        raise PayloadBrokenError(f"no HTTP status line: got {block[:40]!r}")
    end = HEAD_END.search(block, status.end() - 2)
    lines, body = (block[status.end() : end.start()], block[end.end() :]) if end else (block[status.end() :], b"")
    headers: list[tuple[str, str]] = []
    for line in lines.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode().splitlines():
        name, colon, value = line.partition(":")
        if line[:1] in {" ", "\t"} and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
        elif colon:
            headers.append((name.strip(), value.strip()))
    reason = (status[2] or b"").decode("latin-1").strip()
    return Head(status=int(status[1]), reason=reason, headers=tuple(headers)), body


def decode_body(raw: bytes, head: Head) -> bytes:
    """Undo transfer and content encodings; a body that was stored in the clear stays as it is.

    Raises PayloadTooLargeError above BODY_MAX_BYTES at any layer, PayloadBrokenError when the bytes are not what the headers say.
    """
    body = raw
    if "chunked" in head.value("transfer-encoding").lower():
        body = join_chunks(body)
    layers = [layer.strip().lower() for layer in head.value("content-encoding").split(",") if layer.strip()]
    if len(layers) > MAX_LAYERS:
        raise PayloadBrokenError(f"{len(layers)} content encodings, expected at most {MAX_LAYERS}")
    for layer in reversed(layers):
        body = undo(layer, body)
    if len(body) > BODY_MAX_BYTES:
        raise PayloadTooLargeError(f"more than {BODY_MAX_BYTES} bytes")
    return body


def join_chunks(body: bytes) -> bytes:
    """Undo chunked transfer; a body that does not begin with a chunk size was joined before it was stored."""
    found: list[bytes] = []
    at = 0
    while size := CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(found)
        chunk = body[size.end() : size.end() + length]
        found.append(chunk)
        if len(chunk) < length:
            raise PayloadBrokenError("the body ends inside a chunk")
        at = size.end() + length
        at += len(body[at : at + 2]) - len(body[at : at + 2].lstrip(b"\r\n"))
    if at < len(body) or found:
        if at == 0:
            return body
        raise PayloadBrokenError("the body ends without its last chunk")
    return body


def undo(layer: str, body: bytes) -> bytes:
    """Undo one content encoding. An unknown one leaves the body as it is: the reader will say what it is."""
    decode = DECODERS.get(layer)
    if decode is None or not body:
        return body
    try:
        return decode(body)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError, PayloadBrokenError) as error:
        if body.lstrip().startswith(CLEAR_STARTS):
            return body
        raise PayloadBrokenError(f"the body is not what content-encoding {layer} says ({error})") from error


def inflate(body: bytes, wbits: int) -> bytes:
    """Undo deflate in the wrapping that `wbits` names, all members of a gzip file in turn."""
    found = b""
    for _ in range(MAX_MEMBERS):
        member = zlib.decompressobj(wbits)
        found += capped(member.decompress(body, BODY_MAX_BYTES + 1 - len(found)), found)
        if not member.eof:
            raise PayloadBrokenError("ends early")
        body = member.unused_data
        if wbits <= zlib.MAX_WBITS or not body.startswith(GZIP_MAGIC):
            return found
    raise PayloadBrokenError(f"more than {MAX_MEMBERS} gzip members")


def capped(more: bytes, found: bytes) -> bytes:
    """Give `more` back unless it bursts the cap together with what was found."""
    if len(found) + len(more) > BODY_MAX_BYTES:
        raise PayloadTooLargeError(f"more than {BODY_MAX_BYTES} bytes when decoded")
    return more


def undo_gzip(body: bytes) -> bytes:
    """Undo gzip."""
    return inflate(body, 16 + zlib.MAX_WBITS)


def undo_deflate(body: bytes) -> bytes:
    """Undo deflate, with the zlib wrapping of RFC 9110 or raw as some servers send it."""
    try:
        return inflate(body, zlib.MAX_WBITS)
    except zlib.error:
        return inflate(body, -zlib.MAX_WBITS)


def undo_brotli(body: bytes) -> bytes:
    """Undo Brotli."""
    decoder = brotli.Decompressor()
    found = capped(decoder.process(body, output_buffer_limit=BODY_MAX_BYTES + 1), b"")
    while not decoder.is_finished():
        more = decoder.process(b"", output_buffer_limit=BODY_MAX_BYTES + 1)
        if not more:
            raise PayloadBrokenError("ends early")
        found += capped(more, found)
    return found


def undo_zstd(body: bytes) -> bytes:
    """Undo Zstandard."""
    decoder = zstd.ZstdDecompressor()
    found = capped(decoder.decompress(body, BODY_MAX_BYTES + 1), b"")
    if not decoder.eof:
        raise PayloadBrokenError("ends early")
    return found


DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": undo_gzip,
    "x-gzip": undo_gzip,
    "deflate": undo_deflate,
    "br": undo_brotli,
    "zstd": undo_zstd,
}
