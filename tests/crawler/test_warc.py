import gzip
from datetime import UTC, datetime

import msgspec
import pytest
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as OtherIterator

from crawler.warc import (
    CERTIFICATE,
    VANTAGE,
    Exchange,
    Reference,
    WarcWriter,
    read_certificate,
    snapshot_of,
    warc_date,
    write_headers,
)
from directory.records import Certificate

AT = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
ANSWER = Exchange(
    url="https://pay.example/help?a=1",
    at=AT,
    status=200,
    reason="OK",
    headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "3")),
    body=b"<p>020 7946 0555\r\n\r\n</p>",
    request=(("User-Agent", "hotlinewatch"),),
)


def write(file, *, answer=ANSWER):
    with WarcWriter(file) as warc:
        warc.write_info(AT, "hotlinewatch/0")
        first = warc.write_response(answer)
        earlier = Reference(url=answer.url, at=AT, snapshot=snapshot_of(answer.body))
        second = warc.write_revisit(msgspec.structs.replace(answer, status=304), earlier)
    return first, second


def test_the_same_records_give_the_same_bytes(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "x.warc.gz")
    assert (tmp_path / "a/x.warc.gz").read_bytes() == (tmp_path / "b/x.warc.gz").read_bytes()


def test_another_tool_reads_it_and_agrees_on_every_digest(tmp_path):
    write(tmp_path / "x.warc.gz")
    with (tmp_path / "x.warc.gz").open("rb") as stream:
        found = [
            (r.rec_type, r.content_stream().read(), r.rec_headers) for r in OtherIterator(stream, check_digests="raise")
        ]
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "request", "revisit", "request"]
    assert found[1][1] == ANSWER.body
    assert found[1][2].get_header("WARC-Payload-Digest") == f"sha256:{snapshot_of(ANSWER.body)}"
    assert found[2][2].get_header("WARC-Concurrent-To") == found[1][2].get_header("WARC-Record-ID")
    assert len({headers.get_header("WARC-Record-ID") for _, _, headers in found}) == 5


def test_each_record_is_a_gzip_member_of_its_own_at_the_offset_told(tmp_path):
    file = tmp_path / "x.warc.gz"
    for offset, kind in zip(write(file), ("response", "revisit"), strict=True):
        with file.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream, parse_http=False)))
            assert record.headers["WARC-Type"] == kind
        assert gzip.decompress(file.read_bytes()[offset:]).startswith(b"WARC/1.1\r\n")


def test_the_head_agrees_with_the_stored_body(tmp_path):
    file = tmp_path / "x.warc.gz"
    write(file)
    text = gzip.decompress(file.read_bytes()).decode()
    assert f"\r\nContent-Length: {len(ANSWER.body)}\r\n\r\n<p>" in text
    assert "\r\nX-Archive-Orig-Content-Encoding: gzip\r\n" in text
    assert "\r\nContent-Encoding:" not in text


def test_a_header_cannot_begin_a_line_of_its_own(tmp_path):
    hostile = (("X-A", "1\r\nX-Evil: 2\r\n\r\n<p>evil</p>"), ("X B: 3\r\nX-Evil", "4"), ("", "5"), ("X-C", "6\x00\n7"))
    answer = msgspec.structs.replace(ANSWER, headers=hostile, request=hostile, reason="OK\r\nX-Evil: 8")
    write(tmp_path / "x.warc.gz", answer=answer)
    with (tmp_path / "x.warc.gz").open("rb") as stream:
        for record in OtherIterator(stream, check_digests="raise"):
            names = [name for name, _ in record.http_headers.headers] if record.http_headers else []
            assert "X-Evil" not in names
            if record.rec_type == "response":
                assert record.content_stream().read() == ANSWER.body
    assert write_headers(hostile) == "X-A: 1 X-Evil: 2 <p>evil</p>\r\nX-C: 6 7\r\n\r\n"


def test_an_address_cannot_begin_a_line_either(tmp_path):
    answer = msgspec.structs.replace(ANSWER, url="https://pay.example/\r\nWARC-Type: resource", request=None)
    write(tmp_path / "x.warc.gz", answer=answer)
    assert b"\nWARC-Type: resource" not in gzip.decompress((tmp_path / "x.warc.gz").read_bytes())


def test_a_file_that_is_there_is_never_written_into(tmp_path):
    write(tmp_path / "x.warc.gz")
    with pytest.raises(FileExistsError):
        WarcWriter(tmp_path / "x.warc.gz")


def test_times_are_written_in_utc_to_the_second():
    assert warc_date(datetime.fromisoformat("2026-11-22T11:04:05.9+08:00")) == "2026-11-22T03:04:05Z"


def test_vantage_and_certificate_stand_in_the_head_of_a_record(tmp_path):
    shown = Certificate(host="pay.example", issuer="Čert\r\nX-Vantage: plain", not_before=AT, digest="ab")
    write(tmp_path / "x.warc.gz", answer=msgspec.structs.replace(ANSWER, vantage="mobile", certificate=shown))
    with (tmp_path / "x.warc.gz").open("rb") as stream:
        found = [record.headers for record in ArchiveIterator(stream, parse_http=False)]
    answers = [head for head in found if head["WARC-Type"] in {"response", "revisit"}]
    assert [head[VANTAGE] for head in answers] == ["mobile", "mobile"]
    assert [read_certificate(head[CERTIFICATE]) for head in answers] == [shown, shown]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"host": "a"}'])
def test_what_is_no_certificate_is_none(text):
    assert read_certificate(text) is None
