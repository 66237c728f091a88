"""Shows pages in Chromium for the crawl, each in a context of its own and within its time. Needs the extra `browser`."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from importlib.resources import files
from typing import Any

import msgspec
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import Request as Asked
from playwright.async_api import Response as PlaywrightResponse
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.headers import bound_headers
from crawler.job import MIB
from crawler.parts import Visit
from crawler.pin import MAX_REDIRECTS
from crawler.render import PAGES_AT_ONCE, RULES, SHOWN_SETTING, WINDOW
from crawler.warc import Shown
from directory.shots import Shot

SCRIPT = files("crawler").joinpath("render.js").read_text("utf-8")
# A page that asks for something every second never rests: what it shows by then counts.
REST_MS = 8_000.0
# A script that waits longer than this between two changes is taken to have ended.
SCRIPT_LIMITS = {"quiet_ms": 400, "wait_ms": 3_000, "most_boxes": 2_000, "most_chars": 200}
# The longest pages of help centres; then what a person sees of a page without scrolling much.
IMAGE_HEIGHTS = (8_000, 2_000)
MAX_IMAGE_BYTES = 4 * MIB
CLOSING_S = 5.0


# What Playwright says of a page that went on to another address while it was looked at.
LED_ON = "context was destroyed"
# How Playwright begins what it says of a browser that did not start.
NOT_STARTED = "BrowserType.launch"


class NotStarted(RuntimeError):  # noqa: N818 - named as the state it tells of
    """A Chromium that did not start: says where to look."""


class RenderHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc] # the package carries no types
    """Fetches plainly, and shows a page whose request says `playwright`; one that takes too long raises TimeoutError."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        bound_headers(self)
        self.most_s = crawler.settings.getfloat(SHOWN_SETTING)
        self.turns = asyncio.Semaphore(PAGES_AT_ONCE)

    async def download_request(self, request: Request) -> Response:
        """Give the answer to a request."""
        if not request.meta.get("playwright"):
            answer: Response = await super().download_request(request)
            return answer
        async with self.turns:
            try:
                async with asyncio.timeout(self.most_s):
                    shown: Response = await super().download_request(request)
                    return shown
            except PlaywrightError as error:
                if NOT_STARTED in error.message:
                    raise NotStarted("not rendered: Chromium did not start; `hotlinewatch doctor` says why") from error
                raise
            finally:
                await self.forget(request.meta.pop("playwright_page", None))

    async def _get_response_and_download(
        self, request: Request, page: Page, spider: Spider
    ) -> tuple[PlaywrightResponse | None, None]:
        """Give the answer to a navigation. A file that a page offers besides is not taken, and is no fault of the page."""
        response, _ = await super()._get_response_and_download(request, page, spider)
        return response, None

    async def forget(self, page: Page | None) -> None:
        """Close a page's context and all that it kept. One that does not close ends with the browser."""
        if page is not None:
            with suppress(PlaywrightError, TimeoutError):
                await asyncio.wait_for(page.context.close(), CLOSING_S)


def meta_of(visit: Visit, name: str) -> tuple[dict[str, object], PageMethod]:
    """Give what a request must carry so that its page is shown, and where the result will lie.

    name: of the page's own context, one a page.
    """
    look = PageMethod(look_at)
    meta = {
        "playwright": True,
        "playwright_include_page": True,
        "playwright_context": name,
        "playwright_context_kwargs": {
            "accept_downloads": False,
            "service_workers": "block",
            "viewport": WINDOW,
            "reduced_motion": "reduce",
        },
        "playwright_page_init_callback": partial(stand_before, visit),
        "playwright_page_goto_kwargs": {"wait_until": "commit"},
        "playwright_page_methods": [look],
        "autothrottle_dont_adjust_delay": True,
        "max_retry_times": 0,
    }
    return meta, look


async def stand_before(visit: Visit, page: Page, _request: Request) -> None:
    """Let a new page ask nobody but its visit."""
    visit.begin()
    await page.route("**", partial(answer, visit))


async def answer(visit: Visit, route: Route, asked: Asked) -> None:
    """Hand over what a page asks for, or refuse it. A page that is closed meanwhile needs no answer."""
    found = await visit.find(asked)
    with suppress(PlaywrightError):
        if found is None:
            await route.abort("blockedbyclient")
        else:
            headers = {name: value for name, value in found.headers if name.lower() not in RULES.dropped_headers}
            await route.fulfill(status=found.status, headers=headers, body=found.body)


async def look_at(page: Page) -> tuple[str, Shown]:
    """Give the markup of a page that has come to rest, as it stands then, and what it looks like."""
    found = await rest(page)
    html: str = found.pop("html")
    shot = msgspec.convert(found, Shot, strict=False)
    for height in IMAGE_HEIGHTS:
        size = {"x": 0.0, "y": 0.0, "width": float(WINDOW["width"]), "height": float(min(height, shot.height))}
        image = await page.screenshot(full_page=True, clip=size, animations="disabled")  # type: ignore[arg-type] # a FloatRect
        if len(image) <= MAX_IMAGE_BYTES:
            break
    else:
        return html, Shown(layout=msgspec.json.encode(shot))
    shot = msgspec.structs.replace(shot, image_height=int(size["height"]))
    return html, Shown(image=image, layout=msgspec.json.encode(shot))


async def rest(page: Page) -> dict[str, Any]:
    """Wait until a page asks for nothing more and changes no more, and give what its script of ours found then.

    A page whose own script leads on at that moment is waited for again.
    """
    for left in reversed(range(MAX_REDIRECTS)):
        with suppress(PlaywrightTimeout):
            await page.wait_for_load_state("networkidle", timeout=REST_MS)
        try:
            found: dict[str, Any] = await page.evaluate(SCRIPT, SCRIPT_LIMITS)
        except PlaywrightError as error:
            if LED_ON not in error.message or not left:
                raise
        else:
            return found
    raise RuntimeError("a page was looked at no time, expected once")
