"""Robots rules at work, in one crawl: tests/crawler/spiders/test_page.py has the refusals by 5xx and by rule."""

from itertools import pairwise

import pytest

from tests.crawler.loopback import ROBOTS, a_job, a_provider, run_job


@pytest.fixture(scope="module")
def crawl(site, tmp_path_factory):
    pages = [f"https://{name}.pay.example/ok" for name in ("help", "www", "robots-down", "robots-off")]
    pages += ["https://help.pay.example/private/x", "https://help.pay.example/page-1", "https://refused.pay.example/ok"]
    pages += ["https://slow.pay.example/page-1", "https://slow.pay.example/page-2"]
    del site.seen[:]
    lines, _ = run_job(a_job(site, tmp_path_factory.mktemp("robots"), a_provider(*pages)))
    return {page: line.fetch for page, line in lines.items()}, list(site.seen)


def test_the_rules_are_read_once_a_site_before_its_pages(crawl):
    _fetches, seen = crawl
    paths = [path for host, path, _ in seen if host == "help.pay.example"]
    assert paths[0] == "/robots.txt"
    assert paths.count("/robots.txt") == 1


def test_a_disallowed_page_is_refused_and_the_others_are_not(crawl):
    fetches, _seen = crawl
    assert b"/private" in ROBOTS
    assert fetches["https://help.pay.example/private/x"].outcome == "robots_refused"
    assert fetches["https://help.pay.example/page-1"].outcome == "ok"


def test_no_rules_allow_and_a_server_error_refuses(crawl):
    fetches, seen = crawl
    assert fetches["https://www.pay.example/ok"].outcome == "ok"
    assert fetches["https://robots-down.pay.example/ok"].outcome == "robots_refused"
    assert "503" in fetches["https://robots-down.pay.example/ok"].detail
    assert ("robots-down.pay.example", "/ok") not in {(host, path) for host, path, _ in seen}


def test_rules_on_a_foreign_host_are_not_fetched(crawl):
    fetches, seen = crawl
    assert fetches["https://robots-off.pay.example/ok"].outcome == "ok"
    assert "evil.example" not in {host for host, _path, _ in seen}


def test_a_site_that_cannot_be_reached_ends_as_that_and_not_as_a_refusal(crawl):
    fetches, _seen = crawl
    assert fetches["https://refused.pay.example/ok"].outcome == "unreachable"


def test_the_pace_that_a_site_asks_for_is_kept(crawl, site):
    times = [at for host, at in site.times if host == "slow.pay.example"][-3:]
    # The server notes a request when its handshake is over, which for the first one takes a while on a busy machine.
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.75
    assert all(crawl[0][f"https://slow.pay.example/page-{n}"].outcome == "ok" for n in (1, 2))
