from datetime import UTC, datetime
from http.client import HTTPConnection

import pytest

from crawler.canary import CANARY_NUMBERS, HOST, PROVIDER, URL, canary_page, import_canary, serve_canary
from crawler.job import CANARY, FETCHES, read_lines
from directory.snapshots import read_snapshot

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)


def get(address: str, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection(address, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": HOST})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_the_page_is_served_on_the_one_port_that_the_job_may_ask():
    with serve_canary("run 7 <b>") as canary:
        [address] = canary.allow_private
        assert canary.resolve == {HOST: address}
        assert get(address, "/help.html") == (200, canary_page("run 7 <b>"))
        assert get(address, "/robots.txt") == (404, b"")
    with pytest.raises(OSError, match="refused"):
        get(address, "/help.html")


def test_the_given_text_is_text_on_the_page():
    assert b"run &lt;b&gt;" in canary_page("run <b>")


def test_the_page_shows_the_numbers_that_a_run_must_find():
    digits = "".join(c for c in canary_page("").decode() if c.isdigit())
    for number in CANARY_NUMBERS:
        assert number.removeprefix("+44") in digits


def test_a_run_from_archives_gets_the_same_page_in_files_of_its_own(tmp_path):
    line = import_canary("run 7", at=AT, data=tmp_path, folder=tmp_path / "warc/run")
    assert (line.fetch.outcome, line.fetch.page, line.fetch.at) == ("ok", URL, AT)
    assert read_snapshot(tmp_path, line.capture) == canary_page("run 7")
    assert read_lines(tmp_path / "warc/run", CANARY) == [line]
    assert read_lines(tmp_path / "warc/run", FETCHES) == []


def test_the_same_canary_gives_the_same_files(tmp_path):
    found = []
    for name in ("a", "b"):
        import_canary("run 7", at=AT, data=tmp_path, folder=tmp_path / name)
        found.append([file.read_bytes() for file in sorted((tmp_path / name).iterdir()) if file.suffix == ".gz"])
    assert found[0] == found[1]


def test_the_canary_s_provider_is_none_of_the_directory():
    assert PROVIDER.id == "world/canary"
    assert HOST.endswith(".example")
