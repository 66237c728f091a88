from datetime import UTC, datetime

import msgspec
import pytest

from crawler.job import (
    CrawlJob,
    JobError,
    Line,
    Previous,
    next_attempt,
    own_lines,
    previous_of,
    read_job,
    read_lines,
    software,
    validators_for,
    write_job,
)
from directory.records import Fetch, Hop
from tests.crawler.loopback import a_provider

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
PREVIOUS = Previous(url="https://pay.example/", at=AT, snapshot="0" * 64, etag='W/"1"', last_modified="yesterday")


def a_line(page: str, provider: str = "gb/pay", detail: str = "", vantage: str = "") -> bytes:
    fetch = Fetch(provider=provider, page=page, at=AT, outcome="absent", detail=detail, vantage=vantage)
    return msgspec.json.encode(Line(fetch=fetch, capture=None)) + b"\n"


def test_a_job_survives_its_file(tmp_path):
    job = CrawlJob(
        providers=(a_provider("https://pay.example/"),),
        data="/data",
        folder="/data/warc/1",
        contact="mailto:a@b.example",
        previous={"https://pay.example/": PREVIOUS},
        resolve={"pay.example": "127.0.0.1:1"},
    )
    write_job(job, tmp_path / "job.json")
    assert read_job(tmp_path / "job.json") == job


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (b"{}", "providers"),
        (b'{"providers": [], "data": "d", "folder": "f", "contact": ""}', "contact"),
        (b'{"providers": [], "data": "d", "folder": "f", "contact": "a@b.example", "speed": 1}', "speed"),
        (b'{"providers": [], "data": "d", "folder": "f", "contact": "a@b.example", "delay_s": -1}', "delay_s"),
        (b"not json", "malformed"),
    ],
)
def test_a_job_that_is_none_is_refused_with_its_place(tmp_path, text, complaint):
    (tmp_path / "job.json").write_bytes(text)
    with pytest.raises(JobError, match=complaint):
        read_job(tmp_path / "job.json")


def test_a_missing_job_is_refused(tmp_path):
    with pytest.raises(JobError, match=r"job\.json"):
        read_job(tmp_path / "job.json")


def test_validators_go_to_the_address_they_came_from_and_nowhere_else():
    assert validators_for(PREVIOUS.url, PREVIOUS) == {"If-None-Match": 'W/"1"', "If-Modified-Since": "yesterday"}
    assert validators_for("https://pay.example/other", PREVIOUS) == {}
    assert validators_for(PREVIOUS.url, None) == {}


@pytest.mark.parametrize("etag", ["", "x" * 257, "a\r\nCookie: b", "é"])
def test_a_validator_that_is_long_or_not_plain_is_not_sent(etag):
    previous = msgspec.structs.replace(PREVIOUS, etag=etag, last_modified="")
    assert validators_for(PREVIOUS.url, previous) == {}


def test_the_last_hop_is_what_the_next_job_asks_with_validators():
    hops = (Hop(url="https://pay.example/a", status=302), Hop(url="https://pay.example/b", status=200))
    fetch = Fetch(
        provider="gb/pay", page="https://pay.example/a", at=AT, outcome="ok", hops=hops, snapshot="1", etag="e"
    )
    assert previous_of(fetch) == Previous(url="https://pay.example/b", at=AT, snapshot="1", etag="e")
    assert previous_of(msgspec.structs.replace(fetch, snapshot=None)) is None


def test_lines_of_all_attempts_count_once_a_page_and_a_cut_last_line_does_not(tmp_path):
    (tmp_path / "fetches-1.jsonl").write_bytes(a_line("https://a.example/", detail="first") + b'{"fetch": {')
    (tmp_path / "fetches-10.jsonl").write_bytes(a_line("https://c.example/"))
    (tmp_path / "fetches-2.jsonl").write_bytes(
        a_line("https://a.example/", detail="second")
        + a_line("https://a.example/", "gb/b")
        + a_line("https://b.example/")
    )
    found = [(line.fetch.provider, line.fetch.page, line.fetch.detail) for line in read_lines(tmp_path)]
    assert found == [
        ("gb/pay", "https://a.example/", "first"),
        ("gb/b", "https://a.example/", ""),
        ("gb/pay", "https://b.example/", ""),
        ("gb/pay", "https://c.example/", ""),
    ]


def test_a_page_has_a_line_for_each_vantage_and_one_of_its_own(tmp_path):
    (tmp_path / "fetches-1.jsonl").write_bytes(
        a_line("https://a.example/", vantage="mobile")
        + a_line("https://a.example/")
        + a_line("https://a.example/", vantage="mobile", detail="second")
    )
    assert [(line.fetch.vantage, line.fetch.detail) for line in read_lines(tmp_path)] == [("mobile", ""), ("", "")]
    assert [line.fetch.vantage for line in own_lines(tmp_path)] == [""]


def test_a_line_broken_in_the_middle_is_an_error_with_its_place(tmp_path):
    (tmp_path / "fetches-1.jsonl").write_bytes(b"{}\n" + a_line("https://a.example/"))
    with pytest.raises(JobError, match=r"fetches-1\.jsonl:1"):
        read_lines(tmp_path)


def test_a_folder_without_files_has_no_lines_and_attempt_one(tmp_path):
    assert read_lines(tmp_path) == []
    assert next_attempt(tmp_path) == 1
    assert next_attempt(tmp_path / "none") == 1


def test_the_next_attempt_stands_above_whatever_an_earlier_one_left(tmp_path):
    (tmp_path / "attempt-3.warc.gz").touch()
    (tmp_path / "fetches-2.jsonl").touch()
    (tmp_path / "notes-x.txt").touch()
    assert next_attempt(tmp_path) == 4


def test_the_program_names_its_version():
    assert software().startswith("hotlinewatch/")
