import gzip
import time
import zlib

import brotli
import pytest
from backports import zstd

from crawler.payload import (
    BODY_MAX_BYTES,
    Head,
    PayloadBrokenError,
    PayloadTooLargeError,
    decode_body,
    media_of,
    read_head,
)

TEXT = b"<html><p>020 7946 0555</p></html>"
BOMB = b"0" * (BODY_MAX_BYTES + 1)
ENCODED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=1),
    "zstd": zstd.compress,
}


def a_head(encoding: str = "", transfer: str = "") -> Head:
    named = (("Content-Encoding", encoding), ("Transfer-Encoding", transfer))
    return Head(status=200, reason="OK", headers=tuple(pair for pair in named if pair[1]))


def chunked(body: bytes, size: int = 10) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("name", ENCODED)
def test_each_encoding_is_undone(name):
    assert decode_body(ENCODED[name](TEXT), a_head(name)) == TEXT


@pytest.mark.parametrize("name", ENCODED)
def test_a_bomb_is_refused_at_the_cap(name):
    with pytest.raises(PayloadTooLargeError):
        decode_body(ENCODED[name](BOMB), a_head(name))


@pytest.mark.parametrize("name", ENCODED)
def test_a_cut_body_is_broken_not_short(name):
    with pytest.raises(PayloadBrokenError):
        decode_body(ENCODED[name](TEXT * 50)[:-12], a_head(name))


@pytest.mark.parametrize("name", ENCODED)
def test_a_body_stored_in_the_clear_stays_as_it_is(name):
    assert decode_body(TEXT, a_head(name)) == TEXT


def test_raw_deflate_is_undone_as_well():
    compressor = zlib.compressobj(wbits=-15)
    assert decode_body(compressor.compress(TEXT) + compressor.flush(), a_head("deflate")) == TEXT


def test_layers_are_undone_from_the_outside_and_are_few():
    assert decode_body(brotli.compress(gzip.compress(TEXT)), a_head("gzip, br")) == TEXT
    with pytest.raises(PayloadBrokenError, match="4 content encodings"):
        decode_body(TEXT, a_head("gzip, gzip, gzip, gzip"))


def test_an_unknown_encoding_leaves_the_body():
    assert decode_body(TEXT, a_head("identity")) == TEXT


def test_members_of_a_gzip_file_are_joined_but_not_without_end():
    assert decode_body(gzip.compress(b"<p>") + gzip.compress(b"</p>"), a_head("gzip")) == b"<p></p>"
    began = time.monotonic()
    with pytest.raises(PayloadBrokenError, match="members"):
        decode_body(gzip.compress(b"") * 100_000, a_head("gzip"))
    assert time.monotonic() - began < 2


def test_chunks_are_joined():
    assert decode_body(chunked(TEXT), a_head(transfer="chunked")) == TEXT
    assert decode_body(chunked(gzip.compress(TEXT)), a_head("gzip", "chunked")) == TEXT


def test_chunks_joined_before_they_were_stored_stay():
    assert decode_body(TEXT, a_head(transfer="chunked")) == TEXT


@pytest.mark.parametrize("cut", [20, 25, -6])
def test_chunks_cut_short_are_broken(cut):
    with pytest.raises(PayloadBrokenError):
        decode_body(chunked(TEXT)[:cut], a_head(transfer="chunked"))


def test_a_plain_body_above_the_cap_is_refused():
    with pytest.raises(PayloadTooLargeError):
        decode_body(BOMB, a_head())


def test_a_head_is_read_with_folded_and_broken_lines():
    head, body = read_head(b"HTTP/1.1 404 Not  Found\r\nA: b\r\n c\r\nno colon\r\nA: d\r\n\r\nbody\r\n\r\n")
    assert (head.status, head.reason, head.headers, body) == (
        404,
        "Not  Found",
        (("A", "b c"), ("A", "d")),
        b"body\r\n\r\n",
    )
    assert head.value("a") == "b c"


@pytest.mark.parametrize(
    ("block", "status", "body"),
    [
        (b"HTTP/1.0 200\n\nx", 200, b"x"),
        (b"HTTP/2 200 \r\n\r\n", 200, b""),
        (b"HTTP/1.1 200 OK\r\nA: b", 200, b""),
        (b"HTTP/1.1 200 OK\r\n\r\n", 200, b""),
    ],
)
def test_odd_heads_are_read(block, status, body):
    head, found = read_head(block)
    assert (head.status, found) == (status, body)


@pytest.mark.parametrize("block", [b"", b"<html>", b"HTTP/1.1 OK\r\n\r\n", b"ICY 200 OK\r\n\r\n"])
def test_what_is_no_http_answer_is_refused(block):
    with pytest.raises(PayloadBrokenError):
        read_head(block)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ('Text/HTML; charset="GB2312"', ("text/html", "gb2312")),
        ("application/pdf", ("application/pdf", "")),
        ("", ("", "")),
        ("text/html;charset = utf-8;x", ("text/html", "utf-8")),
    ],
)
def test_media_and_charset_are_read_as_declared(declared, expected):
    assert media_of(declared) == expected
