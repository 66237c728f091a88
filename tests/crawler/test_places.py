from datetime import UTC, datetime

import pytest

from crawler.places import ArchiveError, Index, Walk, read_date, read_digest
from tests.crawler.recorded import a_record, an_answer, sha1, write

A, B, C = (f"https://pay.example/{name}" for name in "abc")
DAY1, DAY2, DAY3 = (f"2026-11-0{day}T00:00:00Z" for day in (1, 2, 3))


def urls(file):
    walk = Walk(file, 0)
    return [place.url for place in walk], walk.note


@pytest.mark.parametrize("form", ["members", "one", "plain"])
def test_captures_are_found_in_every_form_of_file(tmp_path, form):
    file = write(
        tmp_path / "x.warc.gz", a_record(A, DAY1), a_record(B, DAY1, kind="request"), a_record(C, DAY1), form=form
    )
    assert urls(file) == ([A, C], "")


@pytest.mark.parametrize("content", [b"", b"garbage" * 99, b"\x1f\x8b\x08junk", b"<html></html>", b"\x00" * 500])
def test_a_file_that_is_no_warc_is_refused_by_name(tmp_path, content):
    (tmp_path / "x.warc.gz").write_bytes(content)
    with pytest.raises(ArchiveError, match=r"x\.warc\.gz.*expected a WARC file"):
        list(Walk(tmp_path / "x.warc.gz", 0))


def test_an_arc_file_and_a_missing_file_are_refused(tmp_path):
    (tmp_path / "x.arc").write_bytes(b"filedesc://x.arc 0.0.0.0 20200101000000 text/plain 10\n1 0 x\nURL IP\n")
    for name in ("x.arc", "none.warc.gz"):
        with pytest.raises(ArchiveError, match=name):
            list(Walk(tmp_path / name, 0))


def test_a_cut_file_gives_what_is_whole_and_says_so(tmp_path):
    file = write(
        tmp_path / "x.warc.gz", a_record(A, DAY1), a_record(B, DAY1), a_record(C, DAY1, an_answer(b"c" * 9999))
    )
    file.write_bytes(file.read_bytes()[:-60])
    found, note = urls(file)
    assert found == [A, B]
    assert note.startswith("x.warc.gz is cut inside record 3, or that record lies about its length (Content-Length: ")


@pytest.mark.parametrize("form", ["members", "plain"])
@pytest.mark.parametrize("length", [20, 140, 5000])
def test_a_record_that_lies_about_its_length_is_not_given(tmp_path, form, length):
    file = write(tmp_path / "x", a_record(A, DAY1), a_record(B, DAY1, length=length), a_record(C, DAY1), form=form)
    found, note = urls(file)
    assert found == [A]
    assert "that record lies about its length" in note


def test_damage_in_the_middle_ends_the_walk_with_a_note(tmp_path):
    file = write(tmp_path / "x.warc.gz", a_record(A, DAY1), a_record(B, DAY1), a_record(C, DAY1))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    found, note = urls(file)
    assert C not in found
    assert note.startswith("x.warc.gz is")


def test_the_latest_capture_not_after_a_time_is_taken(tmp_path):
    one = write(tmp_path / "1.warc.gz", a_record(A, DAY1), a_record(A, DAY3))
    two = write(tmp_path / "2.warc.gz", a_record(A, DAY2), a_record(A, DAY2, an_answer(b"later in the file")))
    index = Index([one, two], lambda _url: True)
    at = index.latest(A, datetime(2026, 11, 2, tzinfo=UTC))
    assert (at.file, at.order) == (1, 1)
    assert index.latest(A, datetime(2026, 11, 9, tzinfo=UTC)).file == 0
    assert index.latest(A, datetime(2026, 10, 9, tzinfo=UTC)) is None
    assert index.latest("HTTPS://PAY.example:443/a#x", datetime(2026, 11, 9, tzinfo=UTC)).url == A


def test_a_revisit_is_resolved_by_address_and_payload_even_where_the_body_lies_on_an_unwanted_host(tmp_path):
    digest = sha1(b"body")
    file = write(
        tmp_path / "x.warc.gz",
        a_record("https://cdn.example/", DAY1, an_answer(b"body"), WARC_Payload_Digest=digest),
        a_record(
            A,
            DAY2,
            an_answer(b""),
            kind="revisit",
            WARC_Payload_Digest=digest,
            WARC_Refers_To_Target_URI="https://cdn.example/",
        ),
        a_record(B, DAY2, an_answer(b""), kind="revisit", WARC_Payload_Digest=digest),
    )
    index = Index([file], lambda url: "pay.example" in url)
    late = datetime(2026, 12, 1, tzinfo=UTC)
    assert index.referred(index.latest(A, late)).url == "https://cdn.example/"
    assert index.referred(index.latest(B, late)) is None


def test_a_revisit_without_digest_is_resolved_by_address_and_time(tmp_path):
    file = write(
        tmp_path / "x.warc.gz",
        a_record(A, DAY1),
        a_record(A, DAY2, b"", kind="revisit", WARC_Refers_To_Target_URI=A, WARC_Refers_To_Date=DAY1),
        a_record(A, DAY3, b"", kind="revisit"),
    )
    index = Index([file], lambda _url: True)
    assert index.referred(index.latest(A, datetime(2026, 11, 2, tzinfo=UTC))).at.day == 1
    assert index.referred(index.latest(A, datetime(2026, 11, 3, tzinfo=UTC))) is None


@pytest.mark.parametrize("date", ["", "yesterday", "20x0-01-01T00:00:00Z"])
def test_a_record_without_a_date_is_no_capture(tmp_path, date):
    assert urls(write(tmp_path / "x", a_record(A, date), a_record(B, DAY1)))[0] == [B]


def test_dates_carry_a_zone_and_digests_compare_in_any_spelling():
    assert read_date("2026-11-01T01:02:03.123456789Z").microsecond == 123456
    assert read_date("2026-11-01T01:02:03").tzinfo is UTC
    same = read_digest(sha1(b"x"))
    assert same == read_digest("SHA-1:" + same[1].hex()) == read_digest(sha1(b"x").lower().replace("sha1", "sha1"))
    assert [read_digest(text) for text in ("", "sha1:", "sha1:abc", "crc:00", "sha256:" + "g" * 64)] == [None] * 5


def test_a_date_that_no_calendar_holds_in_utc_is_none():
    assert read_date("9999-12-31T23:59:59-14:00") is None
    assert read_date("0001-01-01T00:00:00+14:00") is None
