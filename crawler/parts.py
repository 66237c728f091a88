"""The guard of a page that is shown in a browser: whatever it asks for is fetched by the crawler, or not at all.

Chromium itself has no network (render.toml), so nothing that is forgotten here can get out. What is fetched here passes
the chain of every other request: official hosts for the page's own address, public addresses only, robots.txt, limits.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.exchange import exchange_of
from crawler.job import MIB
from crawler.outcome import name_trouble
from crawler.pin import MAX_REDIRECTS, Pin, canonical, why_off
from crawler.render import PARTS_SLOT, RULES
from crawler.warc import Exchange
from directory.records import Hop
from directory.terms import FetchOutcome

if TYPE_CHECKING:
    from playwright.async_api import Request as Asked

# Heavy real pages ask for one to two hundred things, some megabytes in all (HTTP Archive, "Page Weight", medians of 70
# requests and 2.7 MB, 90th percentiles of 180 and 9 MB).
MAX_PARTS = 200
MAX_IMAGES = 80
MAX_BYTES = 24 * MIB
MAX_PART_BYTES = 6 * MIB
MAX_SENT_BYTES = 64 * 1024
# A page is not done before its parts came or were given up; it has 30 s in all.
PART_TIMEOUT_S = 10.0


class Visit:
    """One page while it is shown.

    first: the answer to show, already fetched. pin: where the page itself may lead. hops: pages to which its script
    went on. failure: the outcome and detail of a page to which it went on in vain, None when there was none.
    trouble: what broke us. bytes_taken: bodies of the parts that came.
    """

    def __init__(self, crawler: Crawler, first: Exchange, pin: Pin) -> None:
        self.crawler = crawler
        self.first = first
        self.pin = pin
        self.hops: tuple[Hop, ...] = ()
        self.failure: tuple[FetchOutcome, str] | None = None
        self.trouble: BaseException | None = None
        self._is_shown = False
        self._parts = self._images = 0
        self.bytes_taken = 0

    def begin(self) -> None:
        """Begin, or begin again after the browser was lost: the next navigation is given the first answer."""
        self._is_shown = False

    async def find(self, asked: Asked) -> Exchange | None:
        """Give the answer to one question of the page, None when it is refused."""
        is_page = asked.is_navigation_request()
        is_whole = is_page and asked.frame.parent_frame is None
        if is_whole and not self._is_shown and canonical(asked.url) == canonical(self.first.url):
            self._is_shown = True
            return self.first
        if is_whole:
            return await self._follow(asked)
        if (is_page and why_off(asked.url, self.pin)) or self._why_not(asked):
            return None
        pin = self.pin if is_page else msgspec.structs.replace(self.pin, anywhere=True)
        return await self._fetch(self._request_for(asked, pin))

    async def _follow(self, asked: Asked) -> Exchange | None:
        """Give the page to which a script leads on, as a redirect would."""
        off = why_off(asked.url, self.pin)
        if off:
            self.failure = ("left_official_host", f"a script leads on: {off}")
        elif len(self.hops) >= MAX_REDIRECTS:
            self.failure = ("http_error", f"a script leads on more than {MAX_REDIRECTS} times")
        else:
            found = await self._fetch(self._request_for(asked, self.pin), is_page=True)
            self.hops = (*self.hops, Hop(url=asked.url, status=None if found is None else found.status))
            return found
        return None

    def _why_not(self, asked: Asked) -> str:
        kind = asked.resource_type
        if kind not in RULES.parts or asked.method not in RULES.methods:
            return f"{asked.method} of {kind}"
        if urlsplit(asked.url).scheme not in {"http", "https"}:
            return f"{asked.url[:40]} is no web address"
        if len(asked.post_data_buffer or b"") > MAX_SENT_BYTES:
            return f"{asked.url[:200]} is sent more than {MAX_SENT_BYTES} bytes"
        if kind == "image":
            self._images += 1
            if self._images > MAX_IMAGES:
                return f"more than {MAX_IMAGES} images"
        self._parts += 1
        if self._parts > MAX_PARTS or self.bytes_taken >= MAX_BYTES:
            return f"more than {MAX_PARTS} parts or {MAX_BYTES} bytes"
        return ""

    def _request_for(self, asked: Asked, pin: Pin) -> Request:
        sent = {
            name: value
            for name, value in asked.headers.items()
            if name.lower() not in RULES.own_headers and not name.lower().startswith("sec-")
        }
        meta = {
            "pin": pin,
            "hops": (),
            "exchanges": (),
            "is_part": True,
            "download_slot": PARTS_SLOT,
            "download_maxsize": MAX_PART_BYTES,
            "download_timeout": min(PART_TIMEOUT_S, self.crawler.settings.getfloat("DOWNLOAD_TIMEOUT")),
            "autothrottle_dont_adjust_delay": True,
            "max_retry_times": 0,
        }
        return Request(
            asked.url,
            method=asked.method,
            headers=sent,
            body=asked.post_data_buffer or b"",
            meta=meta,
            callback=NO_CALLBACK,
            dont_filter=True,
        )

    async def _fetch(self, request: Request, *, is_page: bool = False) -> Exchange | None:
        """Fetch a part as every page is fetched. What the world refuses is refused; what breaks us ends the crawl."""
        download = asyncio.ensure_future(self.crawler.engine.download_async(request))
        await asyncio.wait([download])
        error = download.exception()
        if error is None:
            response: Response = download.result()
            self.bytes_taken += len(response.body)
            return exchange_of(response.request or request, response)
        outcome, detail = name_trouble(error)
        if outcome == "internal_error":
            self.trouble = self.trouble or error
        elif is_page:
            self.failure = (outcome, f"a script leads on: {detail}")
        return None
