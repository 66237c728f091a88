from datetime import UTC, datetime

from crawler.costs import with_cost
from crawler.parts import Visit
from crawler.pin import Pin
from crawler.warc import Exchange
from directory.records import Cost, Fetch

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
PAGE = "https://pay.example/help"
PIN = Pin(page=PAGE, hosts=("pay.example",), allows_http=False)
FETCH = Fetch(provider="gb/example-pay", page=PAGE, at=AT, outcome="ok", elapsed_s=2.5, size_bytes=900)


def test_a_page_that_was_shown_costs_its_plain_answer_and_all_its_parts():
    visit = Visit(None, Exchange(url=PAGE, at=AT, status=200, headers=(), body=b"x" * 300), PIN)
    visit.bytes_taken = 70_000
    told = with_cost(FETCH, {"visit": visit, "plain_s": 0.5})
    assert told.cost == Cost(bytes=70_300, seconds=3.0, renders=1)


def test_a_plain_page_stays_as_it_is():
    assert with_cost(FETCH, {"hops": ()}) is FETCH
