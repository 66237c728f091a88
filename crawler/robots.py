"""Obeys robots.txt (RFC 9309): read once a site, under the limits and the host guard of the pages themselves."""

from __future__ import annotations

import asyncio
from typing import Self
from urllib.parse import urlsplit

import msgspec
from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.guard import LeftOfficialHost, RedirectTrouble
from crawler.pin import canonical

# RFC 9309, section 2.5: a crawler reads at least 500 KiB of it.
MAX_BYTES = 500 * 1024
# A slower wish than this cannot be met within a night; it is met up to here.
MAX_CRAWL_DELAY_S = 30.0
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


class RobotsRefused(IgnoreRequest):
    """The site's robots.txt does not let us fetch this page, or could not be read although the site stands."""


class RobotsRule:
    """Lets a page's request pass when the site's robots.txt does.

    A site that has none (4xx), or sends us to foreign hosts for it, allows all; one that answers 5xx or 429 allows
    nothing (RFC 9309, section 2.3.1). A site that cannot be reached ends the page as the trouble it is.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Task[Protego | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build as Scrapy does."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse what robots.txt refuses, and slow down to the delay it asks for."""
        if request.meta.get("is_robots"):
            return
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._read(site, request))
        rules = await asyncio.shield(self._rules[site])
        if rules is None:
            return
        if not rules.can_fetch(request.url, self.agent):
            raise RobotsRefused(f"{site}/robots.txt does not let {self.agent} fetch this page")
        if not request.meta.get("is_part"):
            self._slow_down(request, rules.crawl_delay(self.agent) or 0.0)

    async def _read(self, site: str, asked: Request) -> Protego | None:
        """Read one robots.txt; None when the site has no rules for us."""
        url = f"{site}/robots.txt"
        own = msgspec.structs.replace(asked.meta["pin"], page=canonical(url))
        meta = {"is_robots": True, "pin": own, "hops": (), "exchanges": ()}
        # A page that is shown holds its host's slot: rules that its parts need may not wait for that to end.
        meta |= {name: asked.meta[name] for name in ("is_part", "download_slot") if asked.meta.get("is_part")}
        try:
            response = await self.crawler.engine.download_async(Request(url, meta=meta, callback=NO_CALLBACK))
        except (LeftOfficialHost, RedirectTrouble):
            return None
        if response.status >= SERVER_ERROR or response.status == TOO_MANY_REQUESTS:
            raise RobotsRefused(f"{url} answered status {response.status}, which RFC 9309 reads as a refusal")
        if response.status != 200:  # RFC 9309, section 2.3.1.3: unavailable means no rules
            return None
        return Protego.parse(response.body[:MAX_BYTES].decode("utf-8", "replace"))

    def _slow_down(self, request: Request, delay_s: float) -> None:
        _, slot = self.crawler.engine.downloader._get_slot(request)  # noqa: SLF001 - no public way to one host's pace
        if delay_s > self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            request.meta["autothrottle_dont_adjust_delay"] = True
            slot.delay = max(slot.delay, min(delay_s, MAX_CRAWL_DELAY_S))
