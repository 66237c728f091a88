import asyncio
import time
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from crawler.retry import PoliteRetry, retry_after_s

DATE = "Sun, 22 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 0),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "9" * 40}, 999_999_999),
        ({"Retry-After": "Sun, 22 Nov 2026 10:02:00 GMT", "Date": DATE}, 120),
        ({"Retry-After": "Sun, 22 Nov 2026 09:00:00 GMT", "Date": DATE}, 0),
        ({"Retry-After": "Sun, 22 Nov 2026 10:02:00 GMT"}, 0),
        ({"Retry-After": "soon", "Date": DATE}, 0),
        ({"Retry-After": "-5", "Date": DATE}, 0),
        ({"Retry-After": "１２０"}, 0),
    ],
)
def test_the_pause_is_read_in_both_forms(headers, expected):
    headers = {name: value.encode("utf-8") for name, value in headers.items()}
    assert retry_after_s(Response("https://pay.example/", headers=headers)) == expected


def a_retry(wait_most_s: float = 1.0) -> PoliteRetry:
    settings = Settings({"RETRY_WAIT_MOST_S": wait_most_s, "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG"})
    crawler = SimpleNamespace(settings=settings)
    crawler.stats = MemoryStatsCollector(SimpleNamespace(settings=settings))
    crawler.spider = SimpleNamespace(crawler=crawler)
    made = PoliteRetry(settings)
    made.crawler = crawler
    return made


def ask(retry: PoliteRetry, status: int, times: int = 0, **headers: str):
    request = Request("https://pay.example/", meta={"retry_times": times})
    response = Response(request.url, status=status, headers=headers)
    return asyncio.run(retry.process_response(request, response))


def test_passing_trouble_is_asked_again_twice_and_no_more():
    assert [type(ask(a_retry(), 503, times)).__name__ for times in (0, 1, 2)] == ["Request", "Request", "Response"]


def test_a_lasting_answer_is_not_asked_again():
    assert [ask(a_retry(), status).status for status in (200, 304, 403, 404)] == [200, 304, 403, 404]


def test_a_short_pause_is_waited_and_a_long_one_ends_the_matter():
    began = time.monotonic()
    assert isinstance(ask(a_retry(), 429, **{"Retry-After": "1"}), Request)
    assert time.monotonic() - began >= 1
    assert ask(a_retry(), 429, **{"Retry-After": "2"}).status == 429
