"""The guards of a live crawl's requests: every hop on the provider's hosts, headers within a budget."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.exchange import exchange_of
from crawler.job import validators_for
from crawler.pin import MAX_REDIRECTS, REDIRECTS, Pin, next_hop, why_off
from directory.records import Hop

# reliability, section 8: HeaderBudget. No setting of Scrapy bounds headers.
MAX_HEADERS = 200
MAX_HEADER_BYTES = 64 * 1024
# What a request carries about one address and must not carry to the next.
OF_ONE_HOP = ("download_slot", "download_latency", "retry_times", "wire_headers", "came_at")


class LeftOfficialHost(IgnoreRequest):
    """A hop that the page's pin does not allow."""


class RedirectTrouble(IgnoreRequest):
    """Redirects in a circle, too many of them, or one that leads nowhere."""


class HeadersTooLarge(IgnoreRequest):
    """An answer with more header lines or bytes than any page needs."""


class HostPin:
    """Checks every request against its pin, and follows redirects itself so that no hop escapes the check.

    Looks at nothing but the address: `dont_filter` and other marks of a request change nothing. A request without a
    pin is refused, because nobody said where it may go. Passed hops with their answers stand in `meta["hops"]` and
    `meta["exchanges"]`.
    """

    def process_request(self, request: Request) -> None:
        """Refuse an address that the pin does not allow."""
        pin: Pin | None = request.meta.get("pin")
        if pin is None:
            raise LeftOfficialHost(f"{request.url} was asked without a pin")
        off = why_off(request.url, pin)
        if off:
            raise LeftOfficialHost(off)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Turn a redirect into the request for its target, within the limits; other answers pass."""
        if response.status not in REDIRECTS:
            return response
        location = response.headers.get("Location") or b""
        target = next_hop(request.url, location.decode("utf-8", "replace"))
        if not target:
            raise RedirectTrouble(f"status {response.status} without a Location")
        hops = (*request.meta["hops"], Hop(url=request.url, status=response.status))
        request.meta["hops"] = hops
        request.meta["exchanges"] = (*request.meta["exchanges"], exchange_of(request, response))
        if any(hop.url == target for hop in hops):
            raise RedirectTrouble(f"redirects in a circle to {target}")
        if len(hops) > MAX_REDIRECTS:
            raise RedirectTrouble(f"more than {MAX_REDIRECTS} redirects")
        off = why_off(target, request.meta["pin"])
        if off:
            request.meta["hops"] = (*hops, Hop(url=target, status=None))
            raise LeftOfficialHost(f"redirect: {off}")
        meta = {key: value for key, value in request.meta.items() if key not in OF_ONE_HOP}
        headers = validators_for(target, meta.get("previous"))
        return request.replace(url=target, method="GET", body=b"", meta=meta, headers=headers)


class HeaderBudget:
    """Drops an answer whose headers are a flood, and keeps the headers as they came for the archive."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Count the header lines and bytes of an answer."""
        lines = [(name, value) for name, values in response.headers.items() for value in values]
        size = sum(len(name) + len(value) + 4 for name, value in lines)
        if len(lines) > MAX_HEADERS or size > MAX_HEADER_BYTES:
            raise HeadersTooLarge(f"{len(lines)} headers of {size} bytes, allowed {MAX_HEADERS} of {MAX_HEADER_BYTES}")
        request.meta["came_at"] = datetime.now(UTC)  # noqa: TID251 - the time of a capture is when it came
        request.meta["wire_headers"] = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in lines)
        return response
