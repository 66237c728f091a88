import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive import import_archives, latest_date
from crawler.job import read_lines
from crawler.places import ArchiveError
from directory.snapshots import read_snapshot
from tests.crawler.loopback import a_page, a_provider
from tests.crawler.recorded import HTML, a_record, an_answer, sha1, write

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "warc"
HELP = "https://help.pay.example"
DAY1, DAY2, DAY3 = (f"2026-11-0{day}T00:00:00Z" for day in (1, 2, 3))
BODY = b"<p>020 7946 0555</p>"


def to(location: str) -> bytes:
    return an_answer(b"", 302, (("Location", location),))


def bring(tmp_path, *records, pages=("/a",), name="run", at=None, earlier=None, **provider):
    file = write(tmp_path / f"given-{name}.warc.gz", *records)
    wanted = [page if not isinstance(page, str) else a_page(HELP + page if page[0] == "/" else page) for page in pages]
    lines = import_archives(
        [file], [a_provider(*wanted, **provider)], at=at, data=tmp_path, folder=tmp_path / name, earlier=earlier
    )
    assert lines == read_lines(tmp_path / name)
    return lines


def test_a_page_is_taken_with_its_body_and_dated_by_its_record(tmp_path):
    [line] = bring(tmp_path, a_record(HELP + "/a", DAY1), a_record(HELP + "/b", DAY2))
    assert (line.fetch.outcome, line.fetch.at) == ("ok", datetime(2026, 11, 1, tzinfo=UTC))
    assert (line.fetch.media, line.fetch.charset, line.fetch.size_bytes) == ("text/html", "utf-8", len(BODY))
    assert read_snapshot(tmp_path, line.capture) == BODY


def test_the_same_files_give_the_same_files(tmp_path):
    records = [a_record(HELP + "/a", DAY1), a_record(HELP + "/b", DAY2, to("/a"))]
    found = []
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        bring(tmp_path / name, *records, pages=("/a", "/b", "/c"))
        found.append([(file.name, file.read_bytes()) for file in sorted((tmp_path / name / "run").iterdir())])
    assert found[0] == found[1]


def test_of_each_page_the_latest_capture_up_to_the_time_is_taken(tmp_path):
    records = [a_record(HELP + "/a", day, an_answer(day.encode())) for day in (DAY3, DAY1, DAY2)]
    for at, expected in ((None, DAY3), (datetime(2026, 11, 2, 12, tzinfo=UTC), DAY2)):
        [line] = bring(tmp_path, *records, at=at, name=f"run-{expected[:10]}")
        assert read_snapshot(tmp_path, line.capture) == expected.encode()
    [line] = bring(tmp_path, *records, at=datetime(2026, 10, 1, tzinfo=UTC), name="early")
    assert (line.fetch.outcome, line.capture) == ("absent", None)


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("/b", "ok"),
        ("https://www.pay.example/b", "ok"),
        ("https://evil.example/b", "left_official_host"),
        ("http://help.pay.example/b", "left_official_host"),
        ("http://127.0.0.1/", "left_official_host"),
        ("/missing", "absent"),
        ("/a", "http_error"),
        ("", "http_error"),
    ],
)
def test_recorded_redirects_are_followed_under_the_guard_of_a_live_crawl(tmp_path, location, outcome):
    hosts = (HELP, "https://www.pay.example", "https://evil.example", "http://help.pay.example")
    [line] = bring(tmp_path, a_record(HELP + "/a", DAY1, to(location)), *(a_record(h + "/b", DAY1) for h in hosts))
    assert line.fetch.outcome == outcome
    assert line.fetch.hops[0].status == 302


def test_a_platform_page_is_not_followed_anywhere(tmp_path):
    page = a_page("https://app.store.example/id1", platform=True)
    records = [a_record(page.url, DAY1, to("/id2")), a_record("https://app.store.example/id2", DAY1)]
    [line] = bring(tmp_path, *records, pages=(page,))
    assert line.fetch.outcome == "left_official_host"


def test_more_than_five_redirects_are_an_error(tmp_path):
    records = [a_record(f"{HELP}/{n}", DAY1, to(f"/{n + 1}")) for n in range(9)]
    [many, few] = bring(tmp_path, *records, a_record(HELP + "/9", DAY1), pages=("/0", "/5"))
    assert (many.fetch.outcome, many.fetch.detail) == ("http_error", "more than 5 redirects")
    assert few.fetch.outcome == "ok"


def test_a_plain_capture_stands_for_a_missing_secure_one_only_where_it_redirects(tmp_path):
    plain = "http://help.pay.example"
    records = [
        a_record(plain + "/a", DAY1, to("https://www.pay.example/a")),
        a_record("https://www.pay.example/a", DAY1),
        a_record(plain + "/b", DAY1),
    ]
    moved, flat = bring(tmp_path, *records, pages=("/a", "/b"))
    assert (moved.fetch.outcome, [hop.url for hop in moved.fetch.hops]) == (
        "ok",
        [plain + "/a", "https://www.pay.example/a"],
    )
    assert flat.fetch.outcome == "absent"


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, "http_error"), (403, "blocked"), (503, "http_error"), (304, "http_error")]
)
def test_an_error_in_the_archive_is_an_error(tmp_path, status, outcome):
    [line] = bring(tmp_path, a_record(HELP + "/a", DAY1, an_answer(b"gone", status)))
    assert (line.fetch.outcome, line.fetch.status, line.capture) == (outcome, status, None)


@pytest.mark.parametrize(
    ("reason", "outcome"), [("length", "too_large"), ("time", "timed_out"), ("disconnect", "unreachable")]
)
def test_an_answer_that_the_archive_cut_is_not_read(tmp_path, reason, outcome):
    [line] = bring(tmp_path, a_record(HELP + "/a", DAY1, WARC_Truncated=reason))
    assert (line.fetch.outcome, line.capture) == (outcome, None)


def test_an_encoded_body_is_decoded_and_its_travel_kept_apart(tmp_path):
    packed = gzip.compress(BODY)
    headers = (HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    block = an_answer(b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed), headers=headers)
    [line] = bring(tmp_path, a_record(HELP + "/a", DAY1, block))
    assert read_snapshot(tmp_path, line.capture) == BODY


def revisit(day: str, body: bytes = BODY, block: bytes | None = None, **named) -> bytes:
    digest = {"WARC_Payload_Digest": sha1(body)} | named
    return a_record(HELP + "/a", day, an_answer(b"") if block is None else block, kind="revisit", **digest)


def test_a_revisit_has_the_body_of_the_capture_it_names(tmp_path):
    records = [a_record(HELP + "/a", DAY1, WARC_Payload_Digest=sha1(BODY)), revisit(DAY2)]
    [line] = bring(tmp_path, *records)
    assert (line.fetch.outcome, line.fetch.at.day) == ("ok", 2)
    assert read_snapshot(tmp_path, line.capture) == BODY


def test_a_revisit_of_a_304_is_not_modified(tmp_path):
    profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    head = an_answer(b"", 304, (("ETag", "x"),))
    records = [
        a_record(HELP + "/a", DAY1, WARC_Payload_Digest=sha1(BODY)),
        revisit(DAY2, block=head, WARC_Profile=profile),
    ]
    [line] = bring(tmp_path, *records)
    assert (line.fetch.outcome, line.fetch.status, line.fetch.etag) == ("not_modified", 304, "x")
    assert line.fetch.snapshot == line.capture.snapshot
    assert read_snapshot(tmp_path, line.capture) == BODY


def test_a_revisit_whose_body_is_nowhere_is_unresolved(tmp_path):
    [line] = bring(tmp_path, revisit(DAY2))
    assert (line.fetch.outcome, line.capture, line.fetch.snapshot) == ("unresolved_revisit", None, None)
    assert sha1(BODY) in line.fetch.detail


def test_a_revisit_of_an_error_needs_no_body(tmp_path):
    [line] = bring(tmp_path, revisit(DAY2, block=an_answer(b"", 404)))
    assert (line.fetch.outcome, line.fetch.status) == ("http_error", 404)


def test_a_revisit_is_resolved_by_the_store_s_captures_of_an_earlier_night(tmp_path):
    packed = gzip.compress(BODY)
    block = an_answer(packed, headers=(HTML, ("Content-Encoding", "gzip")))
    [before] = bring(tmp_path, a_record(HELP + "/a", DAY1, block, WARC_Payload_Digest=sha1(packed)), name="1")
    asked = []

    def earlier(page):
        asked.append(page)
        return [before.capture]

    [line] = bring(tmp_path, revisit(DAY2, packed), name="2", earlier=earlier)
    assert (line.fetch.outcome, line.fetch.snapshot, line.capture) == ("ok", before.fetch.snapshot, None)
    assert (line.fetch.media, line.fetch.charset) == ("text/html", "utf-8")
    assert asked == [HELP + "/a"]
    [other] = bring(tmp_path, revisit(DAY2, b"another body"), name="3", earlier=earlier)
    assert other.fetch.outcome == "unresolved_revisit"


def test_our_own_archives_can_be_given_back(tmp_path):
    [first] = bring(tmp_path, a_record(HELP + "/a", DAY1, WARC_Payload_Digest=sha1(BODY)), name="1")
    [second] = bring(tmp_path, revisit(DAY2), name="2", earlier=lambda _page: [first.capture])
    [again] = import_archives(
        [tmp_path / "1/attempt-1.warc.gz", tmp_path / "2/attempt-1.warc.gz"],
        [a_provider(HELP + "/a")],
        at=None,
        data=tmp_path,
        folder=tmp_path / "3",
    )
    assert (again.fetch.snapshot, again.fetch.at) == (first.fetch.snapshot, second.fetch.at)
    assert read_snapshot(tmp_path, again.capture) == BODY


def test_a_cut_file_says_so_of_the_pages_that_were_not_found(tmp_path):
    file = write(
        tmp_path / "x.warc.gz", a_record(HELP + "/a", DAY1), a_record(HELP + "/b", DAY1, an_answer(b"b" * 999))
    )
    file.write_bytes(file.read_bytes()[:-60])
    provider = a_provider(HELP + "/a", HELP + "/b")
    a, b = import_archives([file], [provider], at=None, data=tmp_path, folder=tmp_path / "run")
    assert (a.fetch.outcome, b.fetch.outcome) == ("ok", "absent")
    assert "x.warc.gz is cut" in b.fetch.detail


def test_the_newest_capture_dates_the_files(tmp_path):
    one = write(tmp_path / "1", a_record(HELP + "/a", DAY3), a_record("dns:pay.example", "2027-01-01T00:00:00Z"))
    two = write(tmp_path / "2", a_record("https://other.example/", DAY2))
    assert latest_date([one, two]) == datetime(2026, 11, 3, tzinfo=UTC)
    with pytest.raises(ArchiveError, match="no whole capture"):
        latest_date([write(tmp_path / "3", a_record("dns:pay.example", DAY1))])


@pytest.mark.parametrize(("length", "says"), [(9999, "Content-Length: 9999"), (3, "Invalid WARC header")])
def test_a_file_whose_only_capture_lies_about_its_length_says_which_record_does(tmp_path, length, says):
    file = write(tmp_path / "x.warc", a_record(HELP + "/a", DAY1, length=length), form="plain")
    with pytest.raises(ArchiveError, match=rf"record 1, or that record lies about its length \({says}"):
        latest_date([file])


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"needs the real archives of {DATA.parent}")
def test_real_archives_of_four_crawlers_are_read(tmp_path):
    gov = a_provider("http://data.gov.uk/", "http://data.gov.uk/robots.txt", hosts=("data.gov.uk",), name="gb/gov")
    wiki = a_provider("https://an.wikipedia.org/wiki/Escopete", hosts=("wikipedia.org",), name="es/wiki")
    china = a_provider("http://003338.cn/l41/481397.html", hosts=("003338.cn",), name="cn/one")
    files = sorted(DATA.glob("*.warc.gz"))
    lines = import_archives(files, [gov, wiki, china], at=None, data=tmp_path, folder=tmp_path / "run")
    assert [line.fetch.outcome for line in lines] == ["ok"] * 4
    assert lines[0].fetch.at == datetime(2014, 3, 25, 12, 23, 51, tzinfo=UTC)
    for line in lines:
        assert len(read_snapshot(tmp_path, line.capture)) == line.fetch.size_bytes > 1000


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"needs the real archives of {DATA.parent}")
def test_a_real_site_eleven_minutes_later_repeats_itself(tmp_path):
    gov = a_provider("http://data.gov.uk/", hosts=("data.gov.uk",), name="gb/gov")
    one, two = sorted(DATA.glob("ukwa-govuk-*.warc.gz"))
    [first] = import_archives([one], [gov], at=None, data=tmp_path, folder=tmp_path / "1")
    [alone] = import_archives([two], [gov], at=None, data=tmp_path, folder=tmp_path / "2")
    assert alone.fetch.outcome == "unresolved_revisit"
    [line] = import_archives(
        [two], [gov], at=None, data=tmp_path, folder=tmp_path / "3", earlier=lambda _page: [first.capture]
    )
    assert (line.fetch.outcome, line.fetch.snapshot, line.capture) == ("ok", first.fetch.snapshot, None)


MOBILE = {"X_Vantage": "mobile"}
OTHER = b"<p>020 7946 0999</p>"


def test_what_was_seen_from_another_vantage_is_a_line_of_its_own_and_never_the_page(tmp_path):
    records = [
        a_record(HELP + "/a", DAY1),
        a_record(HELP + "/a", DAY2, an_answer(OTHER), **MOBILE),
        a_record(HELP + "/a", DAY3, an_answer(b"?"), X_Vantage="fridge"),
    ]
    seen, own = bring(tmp_path, *records)
    assert [(line.fetch.vantage, line.fetch.outcome) for line in (seen, own)] == [("mobile", "ok"), ("", "ok")]
    assert [read_snapshot(tmp_path, line.capture) for line in (seen, own)] == [OTHER, BODY]


def test_a_page_seen_only_from_another_vantage_is_absent(tmp_path):
    seen, own = bring(tmp_path, a_record(HELP + "/a", DAY1, **MOBILE))
    assert (seen.fetch.outcome, own.fetch.outcome) == ("ok", "absent")


def test_vantages_and_certificates_come_through_a_second_file_as_they_were(tmp_path):
    certificate = (
        '{"host": "help.pay.example", "issuer": "C\\u00e9rts", "not_before": "2026-10-01T00:00:00Z", "digest": "ab"}'
    )
    records = [
        a_record(HELP + "/a", DAY1, to("/b?x=1")),
        a_record(HELP + "/b?x=1", DAY1, X_Certificate=certificate),
        a_record(HELP + "/b?x=1", DAY1, an_answer(OTHER), X_Certificate=certificate, **MOBILE),
        a_record(HELP + "/c", DAY1, X_Certificate="{", **MOBILE),
        a_record(HELP + "/c", DAY1),
    ]
    first = bring(tmp_path, *records, pages=("/a", "/c"))
    assert [(line.fetch.page[-2:], line.fetch.vantage) for line in first] == [
        ("/a", "mobile"),
        ("/a", ""),
        ("/c", "mobile"),
        ("/c", ""),
    ]
    assert first[0].fetch.certificate == first[1].fetch.certificate
    assert (first[1].fetch.certificate.issuer, first[2].fetch.certificate) == ("Cérts", None)
    [again] = [file for file in (tmp_path / "run").iterdir() if file.name.endswith(".gz")]
    wanted = [a_provider(a_page(HELP + "/a"), a_page(HELP + "/c"))]
    second = import_archives([again], wanted, at=None, data=tmp_path, folder=tmp_path / "again")
    assert [line.fetch for line in second] == [line.fetch for line in first]
    assert [read_snapshot(tmp_path, line.capture) for line in second] == [OTHER, BODY, BODY, BODY]


def test_every_address_on_the_way_stands_in_the_hops_with_its_query(tmp_path):
    records = [a_record(HELP + "/a?from=1", DAY1, to("/b?q=call%20us#top")), a_record(HELP + "/b?q=call%20us", DAY1)]
    [line] = bring(tmp_path, *records, pages=("/a?from=1",))
    assert [hop.url for hop in line.fetch.hops] == [HELP + "/a?from=1", HELP + "/b?q=call%20us"]


def test_a_vantage_takes_the_redirects_of_the_page_itself_where_it_has_none_of_its_own(tmp_path):
    records = [
        a_record(HELP + "/a", DAY1, to("/b")),
        a_record(HELP + "/b", DAY1),
        a_record(HELP + "/b", DAY1, an_answer(OTHER), **MOBILE),
        a_record(HELP + "/c", DAY1),
    ]
    lines = bring(tmp_path, *records, pages=("/a", "/c"))
    assert [(line.fetch.page[-2:], line.fetch.vantage) for line in lines] == [("/a", "mobile"), ("/a", ""), ("/c", "")]
    assert [hop.status for hop in lines[0].fetch.hops] == [302, 200]


def test_a_page_captured_only_after_the_time_of_the_run_is_absent_and_says_when(tmp_path):
    [line] = bring(tmp_path, a_record(HELP + "/a", DAY3), at=datetime(2026, 11, 2, tzinfo=UTC))
    assert line.fetch.outcome == "absent"
    assert "captured later, from 2026-11-03T00:00:00Z on" in line.fetch.detail
    assert "the run stands for 2026-11-02T00:00:00Z" in line.fetch.detail
