from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.squeues import FifoMemoryQueue
from scrapy.utils.test import get_crawler

from crawler.turns import HostTurns


@pytest.fixture
def turns():
    crawler = get_crawler()
    slots = {}

    class Downloader:
        def __init__(self):
            self.slots = slots

        def get_slot_key(self, request):
            return request.url.split("/")[2]

    crawler.engine = SimpleNamespace(downloader=Downloader())
    made = HostTurns.from_crawler(crawler, FifoMemoryQueue, "")

    def busy(host, count):
        slots[host] = SimpleNamespace(active=range(count))

    made.busy = busy
    for page in range(2):
        for host in ("c", "a", "b"):
            made.push(Request(f"https://{host}.example/{page}"))
    return made


def taken(turns, count):
    return [None if one is None else one.url.removeprefix("https://") for one in (turns.pop() for _ in range(count))]


def test_hosts_take_turns_in_the_order_in_which_they_came(turns):
    assert taken(turns, 7) == [
        "c.example/0",
        "a.example/0",
        "b.example/0",
        "c.example/1",
        "a.example/1",
        "b.example/1",
        None,
    ]


def test_a_host_that_is_being_asked_is_passed_over_and_keeps_its_turn(turns):
    turns.busy("c.example", 1)
    assert taken(turns, 2) == ["a.example/0", "b.example/0"]
    turns.busy("c.example", 0)
    assert taken(turns, 2) == ["c.example/0", "a.example/1"]


def test_where_all_are_being_asked_the_first_has_the_turn(turns):
    for host in "abc":
        turns.busy(f"{host}.example", 1)
    assert taken(turns, 4) == ["c.example/0", "a.example/0", "b.example/0", "c.example/1"]


def test_a_look_takes_nothing(turns):
    assert turns.peek().url == "https://c.example/0"
    assert len(turns) == 6
    assert taken(turns, 1) == ["c.example/0"]


def test_what_is_asked_again_later_comes_after_the_hosts_others(turns):
    turns.push(Request("https://c.example/again", priority=-1))
    assert [url for url in taken(turns, 7) if url.startswith("c")] == ["c.example/0", "c.example/1", "c.example/again"]
