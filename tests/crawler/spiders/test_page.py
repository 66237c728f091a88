import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import import_archives
from crawler.canary import CANARY_NUMBERS, PROVIDER, serve_canary
from crawler.job import CANARY, next_attempt, previous_of, read_lines, write_job
from directory.snapshots import read_snapshot
from tests.crawler.loopback import TEXT, a_job, a_page, a_provider, run_job

HELP = "https://help.pay.example"
PATHS = [
    *("/etag", "/gzip", "/br", "/same", "/private/x", "/empty", "/crlf", "/large.pdf"),
    *("/moved", "/moved-host", "/off", "/to-loopback", "/to-decimal", "/to-metadata", "/to-plain", "/to-port"),
    *("/backslash", "/userinfo", "/look-alike", "/file", "/circle", "/nowhere", "/many-1", "/many-4"),
    *("/403", "/404", "/500", "/challenge", "/429", "/big", "/bomb", "/header-flood", "/hangup"),
]
OTHERS = [
    *("https://nowhere.pay.example/", "https://refused.pay.example/", "https://private.pay.example/"),
    *("https://selfsigned.pay.example/ok", "https://deep.help.pay.example/ok", "https://slow.pay.example/slow"),
    *("https://robots-down.pay.example/ok", "https://robots-off.pay.example/ok", "http://plain.pay.example/ok"),
]


def providers():
    pages = [*(HELP + path for path in PATHS), *OTHERS]
    store = [a_page("https://app.store.example" + path, platform=True) for path in ("/platform", "/platform-moved")]
    return a_provider(*pages, *store), a_provider(HELP + "/same", name="gb/twin")


@pytest.fixture(scope="module")
def first(site, tmp_path_factory):
    data = tmp_path_factory.mktemp("first")
    with serve_canary("run 1") as canary:
        job = a_job(site, data, *providers(), canary=canary.provider)
        job = a_job(
            site,
            data,
            *providers(),
            canary=canary.provider,
            resolve=job.resolve | canary.resolve,
            allow_private=job.allow_private + canary.allow_private,
        )
        lines, events = run_job(job)
    return job, lines, events


@pytest.fixture(scope="module")
def second(site, first, tmp_path_factory):
    _job, lines, _events = first
    pages = [HELP + path for path in ("/etag", "/same", "/moved", "/404")]
    previous = {page: known for page in pages if (known := previous_of(lines[page].fetch)) is not None}
    data = tmp_path_factory.mktemp("second")
    del site.seen[:]
    found, _ = run_job(a_job(site, data, a_provider(*pages), previous=previous))
    return data, found, list(site.seen)


def outcome(first, page):
    return first[1][page if page.startswith("http") else HELP + page].fetch.outcome


def records(file: Path):
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.body = record.content_stream().read()
            yield record


def test_every_page_ends_in_exactly_one_line(first):
    job, _lines, events = first
    written = (Path(job.folder) / "fetches-1.jsonl").read_bytes().splitlines()
    pages = [(provider.id, page.url) for provider in job.providers for page in provider.pages]
    assert sorted((json.loads(line)["fetch"]["provider"], json.loads(line)["fetch"]["page"]) for line in written) == (
        sorted(pages)
    )
    told = [event for event in events if event["event"] == "page_fetched"]
    assert [event["done"] for event in told] == list(range(1, len(pages) + 2))
    assert {event["of"] for event in told} == {len(pages) + 1}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        *((path, "ok") for path in ("/etag", "/gzip", "/br", "/same", "/empty", "/moved", "/moved-host", "/many-4")),
        *((path, "http_error") for path in ("/404", "/500", "/circle", "/nowhere", "/many-1")),
        *((path, "blocked") for path in ("/403", "/429", "/challenge")),
        *((path, "too_large") for path in ("/big", "/bomb", "/header-flood")),
        *((path, "left_official_host") for path in ("/off", "/look-alike", "/userinfo", "/backslash", "/file")),
        *((path, "left_official_host") for path in ("/to-loopback", "/to-decimal", "/to-metadata")),
        *((path, "left_official_host") for path in ("/to-plain", "/to-port")),
        ("/private/x", "robots_refused"),
        ("/hangup", "unreachable"),
        ("/large.pdf", "ok"),
        ("https://nowhere.pay.example/", "dns_error"),
        ("https://refused.pay.example/", "unreachable"),
        ("https://private.pay.example/", "dns_error"),
        ("https://selfsigned.pay.example/ok", "tls_error"),
        ("https://deep.help.pay.example/ok", "tls_error"),
        ("https://slow.pay.example/slow", "timed_out"),
        ("https://robots-down.pay.example/ok", "robots_refused"),
        ("https://robots-off.pay.example/ok", "ok"),
        ("http://plain.pay.example/ok", "ok"),
        ("https://app.store.example/platform", "ok"),
        ("https://app.store.example/platform-moved", "left_official_host"),
    ],
)
def test_each_behaviour_has_its_outcome(first, page, expected):
    assert outcome(first, page) == expected


@pytest.mark.usefixtures("first")
def test_no_address_outside_the_pins_was_asked(site):
    assert {path for _host, path, _ in site.seen} & {"/secret", "/latest/meta-data/"} == set()
    assert {host for host, _path, _ in site.seen} & {"evil.example", "notpay.example", "127.0.0.1"} == set()
    assert site.asked("help.pay.example", "/private/x") == []
    assert site.asked("deep.help.pay.example", "/ok") == []
    assert site.asked("selfsigned.pay.example", "/ok") == []


def test_every_hop_is_told_with_its_status(first):
    hops = first[1][HELP + "/moved-host"].fetch.hops
    assert [(hop.url, hop.status) for hop in hops] == [
        (HELP + "/moved-host", 302),
        ("https://www.pay.example/ok", 200),
    ]
    left = first[1][HELP + "/off"].fetch
    assert [(hop.url, hop.status) for hop in left.hops] == [(HELP + "/off", 302), ("https://evil.example/", None)]
    assert "outside the official hosts (pay.example)" in left.detail


def test_details_say_why(first):
    details = {page: line.fetch.detail for page, line in first[1].items()}
    assert "not a public address" in details["https://private.pay.example/"]
    assert "Retry-After 3600" in details[HELP + "/429"]
    assert "cf-mitigated" in details[HELP + "/challenge"]
    assert "more than 200 headers" in details[HELP + "/header-flood"]
    assert "circle" in details[HELP + "/circle"]
    assert "more than 5 redirects" in details[HELP + "/many-1"]


@pytest.mark.usefixtures("first")
def test_passing_trouble_is_asked_again_twice_and_a_long_pause_is_honoured(site):
    assert len(site.asked("help.pay.example", "/500")) == 3
    assert len(site.asked("help.pay.example", "/429")) == 1
    assert len(site.asked("help.pay.example", "/404")) == 1


@pytest.mark.usefixtures("first")
def test_we_say_who_we_are_and_send_no_cookie_or_referrer(site):
    headers = site.asked("help.pay.example", "/moved")[0]
    assert headers["User-Agent"].startswith("hotlinewatch/")
    assert headers["User-Agent"].endswith("(+mailto:crawler@hotlinewatch.example)")
    assert {"Cookie", "Referer", "If-None-Match"} & set(headers) == set()


@pytest.mark.parametrize("path", ["/etag", "/gzip", "/br", "/same", "/moved"])
def test_the_snapshot_is_the_decoded_body(first, path):
    job, lines, _ = first
    line = lines[HELP + path]
    assert read_snapshot(Path(job.data), line.capture) == TEXT
    assert (line.fetch.snapshot, line.fetch.size_bytes) == (line.capture.snapshot, len(TEXT))
    assert (line.fetch.media, line.fetch.charset) == ("text/html", "utf-8")


def test_a_body_held_already_is_written_once(first):
    job, lines, _ = first
    same = {lines[HELP + path].capture.offset for path in ("/same", "/gzip", "/br", "/moved", "/etag")}
    assert len(same) == 1
    twins = [line for line in read_lines(Path(job.folder)) if line.fetch.page == HELP + "/same"]
    assert sorted(line.fetch.provider for line in twins) == ["gb/pay", "gb/twin"]


def test_the_archive_is_read_by_another_tool_with_all_digests(first):
    found = list(records(Path(first[0].folder) / "attempt-1.warc.gz"))
    kinds = [record.rec_type for record in found]
    assert kinds[0] == "warcinfo"
    assert kinds.count("request") == kinds.count("response") + kinds.count("revisit")
    by_url = {record.rec_headers.get_header("WARC-Target-URI"): record for record in found}
    assert by_url[HELP + "/404"].http_headers is not None
    encoded = next(
        r for r in found if r.rec_headers.get_header("WARC-Target-URI") == HELP + "/gzip" and r.rec_type != "request"
    )
    assert encoded.http_headers.get_header("Content-Encoding") is None
    assert encoded.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"


def test_the_canary_has_files_of_its_own(first):
    job, lines, _ = first
    [line] = read_lines(Path(job.folder), CANARY)
    assert line.fetch.outcome == "ok"
    assert line.capture.file == "warc/run/canary-1.warc.gz"
    body = read_snapshot(Path(job.data), line.capture)
    assert b"run 1" in body
    assert CANARY_NUMBERS[1].encode() in body
    assert PROVIDER.pages[0].url not in lines


def test_an_unchanged_page_costs_a_304_and_a_revisit_record(first, second):
    data, lines, seen = second
    line = lines[HELP + "/etag"]
    assert (line.fetch.outcome, line.capture) == ("not_modified", None)
    assert line.fetch.snapshot == first[1][HELP + "/etag"].fetch.snapshot
    assert line.fetch.etag == '"v1"'
    assert [headers["If-None-Match"] for _h, path, headers in seen if path == "/etag"] == ['"v1"']
    [record] = [r for r in records(data / "warc/run/attempt-1.warc.gz") if is_revisit(r, HELP + "/etag")]
    assert record.rec_headers.get_header("WARC-Profile").endswith("server-not-modified")


def test_an_identical_body_becomes_a_revisit_record_that_names_the_first(first, second):
    data, lines, _seen = second
    before = first[1][HELP + "/same"].fetch
    line = lines[HELP + "/same"]
    assert (line.fetch.outcome, line.capture, line.fetch.snapshot) == ("ok", None, before.snapshot)
    [record] = [r for r in records(data / "warc/run/attempt-1.warc.gz") if is_revisit(r, HELP + "/same")]
    headers = record.rec_headers
    assert headers.get_header("WARC-Refers-To-Target-URI") == HELP + "/same"
    assert headers.get_header("WARC-Refers-To-Date") == before.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert headers.get_header("WARC-Payload-Digest") == f"sha256:{before.snapshot}"
    assert record.body == b""


def test_validators_are_sent_only_to_the_address_they_came_from(second):
    _data, lines, seen = second
    assert lines[HELP + "/moved"].fetch.outcome == "ok"
    assert all("If-None-Match" not in headers for _host, path, headers in seen if path in {"/moved", "/ok"})


def is_revisit(record, url):
    return record.rec_type == "revisit" and record.rec_headers.get_header("WARC-Target-URI") == url


def test_a_crawl_out_of_time_says_so_of_the_pages_it_did_not_ask(site, tmp_path):
    pages = [f"https://pace.pay.example/page-{n}" for n in range(9)]
    lines, _ = run_job(a_job(site, tmp_path, a_provider(*pages), delay_s=1.0, time_limit_s=1.5))
    outcomes = [lines[page].fetch.outcome for page in pages]
    assert outcomes.count("ok") >= 1
    assert outcomes.count("timed_out") >= 1
    assert "time limit of 1.5 s" in next(
        line.fetch.detail for line in lines.values() if line.fetch.outcome == "timed_out"
    )


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_crawl_leaves_whole_lines_and_the_next_attempt_does_the_rest(site, tmp_path, how):
    pages = [f"https://pace.pay.example/page-{n}" for n in range(3)]
    job = a_job(site, tmp_path, a_provider(*pages), delay_s=1.0)
    write_job(job, tmp_path / "job.json")
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.run", str(tmp_path / "job.json")], stdout=subprocess.PIPE, text=True
    )
    while '"page_fetched"' not in child.stdout.readline():
        pass
    os.kill(child.pid, how)
    began = time.monotonic()
    child.communicate()
    assert time.monotonic() - began < 5
    folder = Path(job.folder)
    with (folder / "fetches-1.jsonl").open("ab") as file:
        file.write(b'{"fetch":{"prov')
    done = read_lines(folder)
    assert 1 <= len(done) < 3
    rest = [page for page in pages if page not in {line.fetch.page for line in done}]
    attempt = next_attempt(folder)
    assert attempt == 2
    lines, _ = run_job(a_job(site, tmp_path, a_provider(*rest), attempt=attempt))
    assert {page: line.fetch.outcome for page, line in lines.items()} == dict.fromkeys(pages, "ok")
    for line in lines.values():
        assert read_snapshot(tmp_path, line.capture).startswith(TEXT)


def test_an_attempt_never_writes_into_the_files_of_another(site, tmp_path):
    job = a_job(site, tmp_path, a_provider("http://plain.pay.example/ok"))
    run_job(job)
    before = (Path(job.folder) / "attempt-1.warc.gz").read_bytes()
    run_job(job, code=2)
    assert (Path(job.folder) / "attempt-1.warc.gz").read_bytes() == before


def test_a_fetch_keeps_what_the_host_showed_for_itself(first):
    shown = first[1][HELP + "/same"].fetch.certificate
    assert (shown.host, shown.issuer.partition(" ")[0], len(shown.digest)) == ("help.pay.example", "trustme", 64)
    assert shown.not_before.tzinfo is not None
    assert first[1]["http://plain.pay.example/ok"].fetch.certificate is None
    assert first[1][HELP + "/moved-host"].fetch.certificate.host == "www.pay.example"
    assert first[1][HELP + "/empty"].fetch.certificate.digest == shown.digest


def test_an_unchanged_page_has_the_certificate_of_tonight(second):
    _data, lines, _seen = second
    assert {lines[HELP + path].fetch.outcome for path in ("/etag", "/same")} == {"not_modified", "ok"}
    assert None not in {lines[HELP + path].fetch.certificate for path in ("/etag", "/same")}


def test_the_archive_of_a_crawl_gives_its_hops_and_certificates_again(first, tmp_path):
    job, lines, _events = first
    file = Path(job.folder) / "attempt-1.warc.gz"
    paths = ("/same", "/moved", "/moved-host", "/gzip", "/404")
    again = import_archives(
        [file], [a_provider(*(HELP + path for path in paths))], at=None, data=tmp_path, folder=tmp_path / "again"
    )
    for line in again:
        live = lines[line.fetch.page].fetch
        assert (line.fetch.hops, line.fetch.certificate) == (live.hops, live.certificate)
        assert line.fetch.certificate is not None
