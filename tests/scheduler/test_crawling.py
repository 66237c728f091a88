import msgspec
import pytest

from crawler.job import CrawlJob
from directory.records import Expect, Page, Provider
from scheduler.config import CrawlSettings
from scheduler.crawling import CrawlBroken, ask_page, crawl, job_for
from scheduler.progress import Meter
from tests.scheduler.conftest import settings_in


def a_page(url):
    return Page(url=url, channel="help", language="en", regions=("GB",), expect=Expect(least=0, most=9))


def a_provider(page):
    return Provider(
        id="gb/pay",
        name="Pay",
        kind="wallet",
        country="GB",
        official_hosts=("pay.example",),
        hotline="published",
        pages=(page,),
    )


def test_a_job_says_what_the_settings_say(tmp_path):
    settings = msgspec.structs.replace(
        settings_in(tmp_path), crawl=CrawlSettings(delay_s=7, timeout_s=3, max_bytes=1000)
    )
    job = job_for(settings, [], tmp_path, tmp_path / "warc", attempt=4)
    assert isinstance(job, CrawlJob)
    assert (job.delay_s, job.timeout_s, job.max_bytes, job.attempt, job.contact) == (7, 3, 1000, 4, settings.contact)


def test_a_page_that_cannot_be_reached_is_an_outcome(tmp_path):
    page = a_page("https://help.pay.example/")
    fetch, body = ask_page(page, a_provider(page), settings_in(tmp_path))
    assert fetch.outcome in ("dns_error", "unreachable")
    assert body is None


def test_a_crawler_that_cannot_work_says_why(tmp_path):
    job = job_for(settings_in(tmp_path), [], tmp_path, tmp_path / "warc")
    (tmp_path / "warc").mkdir()
    (tmp_path / "warc" / "attempt-1.warc.gz").write_bytes(b"an attempt that is there already")
    with Meter("pages", 0, quiet=True) as meter, pytest.raises(CrawlBroken, match="ended with code 2"):
        crawl(job, tmp_path / "job.json", meter)
