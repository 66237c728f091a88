import gzip

import pytest

from crawler.slices import SliceBroken, leaves_of

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=GB2312\r\n\r\n<p>page</p>"


def record(kind: str, body: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
    )
    head += f"WARC-Record-ID: <urn:x:1>\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


@pytest.mark.parametrize(("name", "pack"), [("a.warc", bytes), ("a.warc.gz", gzip.compress)])
def test_answers_are_given_decoded_with_what_they_declare(tmp_path, name, pack):
    (tmp_path / name).write_bytes(pack(record("request", b"GET /")) + pack(record("response", PAGE)))
    (leaf,) = leaves_of(tmp_path / name)
    assert leaf == ("https://a.example/", "2026-01-01T00:00:00Z", "text/html", "gb2312", b"<p>page</p>")


def test_an_answer_that_is_no_page_is_counted_and_the_next_is_read(tmp_path):
    broken = [
        b"no answer at all",
        b"HTTP/1.1 404 Not Found\r\n\r\nnone",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f",
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(record("response", one) for one in [*broken, PAGE]))
    found = list(leaves_of(tmp_path / "a.warc"))
    assert [leaf is None for leaf in found] == [True, True, True, False]


def test_a_slice_that_breaks_off_gives_what_stands_before(tmp_path):
    whole = gzip.compress(record("response", PAGE))
    (tmp_path / "a.warc.gz").write_bytes(whole + whole[: len(whole) // 2])
    leaves = leaves_of(tmp_path / "a.warc.gz")
    assert next(leaves).body == b"<p>page</p>"
    with pytest.raises(SliceBroken, match=r"breaks off behind https://a\.example/"):
        list(leaves)


def test_a_record_that_is_shorter_than_it_says_is_where_a_slice_breaks_off(tmp_path):
    (tmp_path / "a.warc").write_bytes(record("response", PAGE) + record("response", PAGE + b"x" * 500)[:-300])
    leaves = leaves_of(tmp_path / "a.warc")
    assert next(leaves).body == b"<p>page</p>"
    with pytest.raises(SliceBroken, match="a record of"):
        list(leaves)
