import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.guard import HeaderBudget, HeadersTooLarge, HostPin, LeftOfficialHost, RedirectTrouble
from crawler.pin import pin_of
from directory.records import Hop
from tests.crawler.loopback import a_page, a_provider

PAGE = "https://help.pay.example/contact"


def a_request(url: str = PAGE, *, hops: tuple[Hop, ...] = (), dont_filter: bool = False, **meta) -> Request:
    pin = pin_of(a_page(PAGE), a_provider(PAGE))
    return Request(url, meta={"pin": pin, "hops": hops, "exchanges": (), **meta}, dont_filter=dont_filter)


def answered(request: Request, status: int = 302, **headers: str) -> Response:
    return HeaderBudget().process_response(request, Response(request.url, status=status, headers=headers))


def test_a_request_off_the_pin_is_refused_whatever_else_it_says():
    HostPin().process_request(a_request())
    for dont_filter in (False, True):
        with pytest.raises(LeftOfficialHost):
            HostPin().process_request(a_request("https://evil.example/", dont_filter=dont_filter))


def test_a_request_that_nobody_pinned_is_refused():
    with pytest.raises(LeftOfficialHost, match="without a pin"):
        HostPin().process_request(Request(PAGE))


def test_a_redirect_becomes_a_request_that_carries_the_hops_and_nothing_of_the_old_host():
    request = a_request(download_slot="help.pay.example", retry_times=2)
    request.headers["If-None-Match"] = '"1"'
    following = HostPin().process_response(request, answered(request, Location="https://www.pay.example/b"))
    assert following.url == "https://www.pay.example/b"
    assert following.meta["hops"] == (Hop(url=PAGE, status=302),)
    assert [exchange.status for exchange in following.meta["exchanges"]] == [302]
    assert {"download_slot", "retry_times", "wire_headers", "came_at"} & set(following.meta) == set()
    assert "If-None-Match" not in following.headers


def test_a_refused_redirect_tells_every_hop():
    request = a_request()
    with pytest.raises(LeftOfficialHost, match="redirect"):
        HostPin().process_response(request, answered(request, Location="http://169.254.169.254/"))
    assert request.meta["hops"] == (Hop(url=PAGE, status=302), Hop(url="http://169.254.169.254/", status=None))


def test_an_answer_that_is_no_redirect_passes():
    request = a_request()
    for status in (200, 304, 300, 404):
        response = answered(request, status, Location="https://evil.example/")
        assert HostPin().process_response(request, response) is response


def test_a_circle_and_a_sixth_redirect_are_trouble():
    request = a_request()
    with pytest.raises(RedirectTrouble, match="circle"):
        HostPin().process_response(request, answered(request, Location=PAGE))
    request = a_request(hops=tuple(Hop(url=f"{PAGE}/{n}", status=302) for n in range(5)))
    with pytest.raises(RedirectTrouble, match="more than 5"):
        HostPin().process_response(request, answered(request, Location="/next"))


def test_headers_are_counted_and_weighed():
    request = a_request()
    with pytest.raises(HeadersTooLarge, match="201 headers"):
        answered(request, 200, **{f"X-{n}": "x" for n in range(201)})
    with pytest.raises(HeadersTooLarge):
        answered(request, 200, **{"X-Long": "x" * 66_000})
    answered(request, 200, **{f"X-{n}": "x" for n in range(200)})
    assert len(request.meta["wire_headers"]) == 200
    assert request.meta["came_at"].tzinfo is not None
