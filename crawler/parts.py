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
from crawler.pin import Pin, canonical, why_off
from crawler.render import PARTS_SLOT, RULES
from crawler.warc import Exchange
from directory.records import Hop

if TYPE_CHECKING:
    from playwright.async_api import Page, Route
    from playwright.async_api import Request as Asked

# Heavy real pages ask for one to two hundred things, some megabytes in all (HTTP Archive, "Page Weight", medians of 70
# requests and 2.7 MB, 90th percentiles of 180 and 9 MB).
MAX_PARTS = 200
MAX_IMAGES = 80
MAX_BYTES = 24 * MIB
MAX_PART_BYTES = 6 * MIB
MAX_SENT_BYTES = 64 * 1024


class Visit:
    """One page while it is shown.

    first: the answer to show, already fetched. pin: where the page itself may lead. left: why it was not followed
    somewhere, "" when it led nowhere else. hops: pages to which its script went on. trouble: what broke us.
    """

    def __init__(self, crawler: Crawler, first: Exchange, pin: Pin) -> None:
        self.crawler = crawler
        self.first = first
        self.pin = pin
        self.hops: tuple[Hop, ...] = ()
        self.left = ""
        self.trouble: BaseException | None = None
        self._is_shown = False
        self._parts = self._images = 0
        self._bytes = 0

    async def begin(self, page: Page, _request: Request) -> None:
        """Stand before everything that a new page asks for."""
        self._is_shown = False
        await page.route("**", self.answer)

    async def answer(self, route: Route, asked: Asked) -> None:
        """Fetch what the page asks for and hand it over, or refuse it."""
        found = await self.find(asked)
        if found is None:
            await route.abort("blockedbyclient")
            return
        headers = {name: value for name, value in found.headers if name.lower() not in RULES.dropped_headers}
        await route.fulfill(status=found.status, headers=headers, body=found.body)

    async def find(self, asked: Asked) -> Exchange | None:
        """Give the answer to one question of the page, None when it is refused."""
        is_page = asked.is_navigation_request()
        is_whole = is_page and asked.frame.parent_frame is None
        if is_whole and not self._is_shown and canonical(asked.url) == canonical(self.first.url):
            self._is_shown = True
            return self.first
        off = (why_off(asked.url, self.pin) if is_page else "") or self._why_not(asked)
        if off:
            if is_whole:
                self.left = f"a script leads on: {off}"
            return None
        pin = self.pin if is_page else msgspec.structs.replace(self.pin, anywhere=True)
        found = await self._fetch(self._request_for(asked, pin))
        if is_whole and found is not None:
            self.hops = (*self.hops, Hop(url=found.url, status=found.status))
        return found

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
        if self._parts > MAX_PARTS or self._bytes >= MAX_BYTES:
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

    async def _fetch(self, request: Request) -> Exchange | None:
        """Fetch a part as every page is fetched. What the world refuses is refused; what breaks us ends the crawl."""
        download = asyncio.ensure_future(self.crawler.engine.download_async(request))
        await asyncio.wait([download])
        error = download.exception()
        if error is None:
            response: Response = download.result()
            self._bytes += len(response.body)
            return exchange_of(response.request or request, response)
        if name_trouble(error)[0] == "internal_error":
            self.trouble = self.trouble or error
        return None
