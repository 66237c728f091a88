"""The one spider: fetches the pages of a job, and ends every one of them in exactly one line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any, Self
from urllib.parse import urlsplit

import msgspec
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.book import Book, describe, reference_to
from crawler.costs import with_cost
from crawler.exchange import exchange_of
from crawler.guard import RedirectTrouble
from crawler.job import PDF_MAX_BYTES, CrawlJob, Previous, validators_for
from crawler.outcome import name_answer, name_trouble
from crawler.parts import Visit
from crawler.pin import pin_of
from crawler.render import why_not
from crawler.settings import check_crawler
from crawler.warc import Exchange
from directory.records import Fetch, Hop, Page, Provider, Record
from directory.terms import FetchOutcome

Key = tuple[str, str]
# What a browser can show: a page of markup, also one that stands before the page itself.
SHOWABLE = frozenset({"ok", "blocked"})
MARKUP = frozenset({"text/html", "application/xhtml+xml", ""})
SHOWN_TYPE = "text/html; charset=utf-8"


class Task(Record, frozen=True):
    """One page to fetch, for one provider."""

    provider: Provider
    page: Page
    previous: Previous | None

    @property
    def key(self) -> Key:
        """Give what identifies the task: the provider's id and the page's address."""
        return (self.provider.id, self.page.url)


class PageSpider(Spider):
    """Fetches each page of a job once.

    books: where a provider's lines go; tell: receives one progress event at a time. trouble: what stopped the crawl,
    when it was not the world but we ourselves (a full disk, a broken promise); pages left over then have no line.
    """

    name = "page"

    def __init__(
        self, job: CrawlJob, book: Book, canary_book: Book | None, tell: Callable[[dict[str, object]], None]
    ) -> None:
        super().__init__()
        self.job = job
        self.book = book
        self.canary_book = canary_book
        self.tell = tell
        self.trouble: BaseException | None = None
        self.cut: Any = None
        self.not_rendered = why_not(sandbox=job.browser_sandbox)
        self.pending = {task.key: task for task in tasks_of(job)}
        self.of = len(self.pending)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build as Scrapy does, and listen for the end."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.spider_failed, signals.spider_error)
        crawler.signals.connect(spider.spider_ended, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for every page, once the crawler is known to be as safe as it must be."""
        check_crawler(self.crawler, self.job, reactor().nameResolver)
        # CLOSESPIDER_TIMEOUT stops new pages; those under way get one page's time more, then they are cut off.
        self.cut = reactor().callLater(self.job.seconds_allowed() + self.job.timeout_s, self.cut_off)
        for task in list(self.pending.values()):
            if task.page.render == "browser" and self.not_rendered:
                self.finish(task, self.fetch_of(task, "internal_error", detail=self.not_rendered))
                continue
            try:
                yield self.request_for(task)
            except ValueError as error:
                self.finish(task, self.fetch_of(task, "internal_error", detail=f"{task.page.url}: {error}"))

    def request_for(self, task: Task) -> Request:
        """Build the first request for a page."""
        url = task.page.url.partition("#")[0]
        meta: dict[str, Any] = {
            "task": task,
            "pin": pin_of(task.page, task.provider),
            "previous": None if task.page.render == "browser" else task.previous,
            "hops": (),
            "exchanges": (),
            "vantage": self.job.vantage,
        }
        # A browser builds a page from many answers: that the first has not changed says nothing.
        validators = {} if task.page.render == "browser" else validators_for(url, task.previous)
        if urlsplit(url).path.lower().endswith(".pdf"):
            meta["download_maxsize"] = max(PDF_MAX_BYTES, self.job.max_bytes)
        return Request(
            url,
            callback=self.page_came,
            errback=self.page_failed,
            headers=validators,
            meta=meta,
            dont_filter=True,
        )

    def page_came(self, response: Response) -> Request | None:
        """Write the line of a page that was answered, or give the request by which a browser shows it."""
        request = response.request
        if request is None:
            raise RuntimeError(f"{response.url}: an answer without its request, expected the one it answers")
        task: Task = request.meta["task"]
        exchange = exchange_of(request, response)
        headers = {name.lower(): value for name, value in exchange.headers}
        was_conditional = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
        outcome, detail = name_answer(response.status, headers, was_conditional=was_conditional)
        if detail and "retry-after" in headers:
            detail += f", asks for a pause: Retry-After {headers['retry-after'][:40]}"
        fetch = self.fetch_of(
            task,
            outcome,
            hops=(*request.meta["hops"], Hop(url=request.url, status=response.status)),
            detail=detail,
            elapsed_s=round(request.meta.get("download_latency", 0.0), 3),
        )
        exchanges = (*request.meta["exchanges"], exchange)
        known = task.previous if outcome == "not_modified" else None
        fetch = describe(fetch, exchange, headers, known)
        if task.page.render == "browser" and outcome in SHOWABLE and fetch.media in MARKUP:
            return self.request_to_show(task, fetch, exchanges)
        self.finish(task, fetch, exchanges)
        return None

    def request_to_show(self, task: Task, fetch: Fetch, exchanges: tuple[Exchange, ...]) -> Request:
        """Build the request by which a browser shows a page whose answer is here already.

        That answer is written now: it is how the page looks without its scripts.
        """
        from crawler.rendering import meta_of  # noqa: PLC0415 - needs the extra `browser`

        plain = msgspec.structs.replace(exchanges[-1], vantage="plain")
        self.book.write_page(msgspec.structs.replace(fetch, vantage="plain"), (*exchanges[:-1], plain))
        pin = pin_of(task.page, task.provider)
        visit = Visit(self.crawler, exchanges[-1], pin)
        meta, look = meta_of(visit, f"{task.provider.id} {task.page.url}")
        meta |= {"task": task, "pin": pin, "hops": fetch.hops, "exchanges": (), "visit": visit, "look": look}
        meta["plain_s"] = fetch.elapsed_s
        return Request(
            exchanges[-1].url, callback=self.page_shown, errback=self.page_failed, meta=meta, dont_filter=True
        )

    def page_shown(self, response: Response) -> None:
        """Write the line of a page that a browser has shown: its markup is the snapshot."""
        meta = response.meta
        task, visit, (html, shown) = meta["task"], meta["visit"], meta["look"].result
        if visit.trouble is not None:
            raise visit.trouble
        hops, body = (*meta["hops"], *visit.hops), html.encode("utf-8", "replace")
        status = hops[-1].status or response.status
        outcome, detail = visit.failure or name_answer(status, {}, was_conditional=False)
        if outcome == "ok" and len(body) > self.job.max_bytes:
            outcome, detail = "too_large", f"{len(body)} bytes once shown, allowed {self.job.max_bytes}"
        elapsed_s = round(meta.get("download_latency", 0.0), 3)
        fetch = with_cost(self.fetch_of(task, outcome, hops=hops, detail=detail, elapsed_s=elapsed_s), meta)
        if visit.failure is not None:
            # What the browser shows then is a page of its own.
            self.finish(task, fetch)
            return
        headers = {"content-type": SHOWN_TYPE}
        exchange = Exchange(
            # The address that the browser was given: a script that leads on leaves no redirect to find the page by.
            url=visit.first.url,
            at=fetch.at,
            status=status,
            headers=tuple(headers.items()),
            body=body,
            shown=shown,
            certificate=None if visit.hops else visit.first.certificate,
        )
        self.finish(task, describe(fetch, exchange, headers, None), (exchange,))

    def page_failed(self, failure: Failure) -> None:
        """Write the line of a page that was not answered."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if failure.value is None:
            raise RuntimeError(f"{request.url}: failed without an error, expected one")
        visit: Visit | None = request.meta.get("visit")
        outcome, detail = (visit and visit.failure) or name_trouble(failure.value)
        if outcome == "dns_error":
            detail = reactor().nameResolver.refusals.get(urlsplit(request.url).hostname or "", detail)
        hops = request.meta["hops"]
        was_left_open = bool(hops) and hops[-1].status is None
        if not was_left_open and visit is None and not isinstance(failure.value, RedirectTrouble):
            hops = (*hops, Hop(url=request.url, status=None))
        task = request.meta["task"]
        fetch = with_cost(self.fetch_of(task, outcome, hops=hops, detail=detail), request.meta)
        self.finish(task, fetch, request.meta["exchanges"])

    def fetch_of(
        self,
        task: Task,
        outcome: FetchOutcome,
        *,
        hops: tuple[Hop, ...] = (),
        detail: str = "",
        elapsed_s: float = 0.0,
    ) -> Fetch:
        """Begin a fetch as all are begun; `at` is now."""
        now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - a failure is dated by when it was noticed
        return Fetch(
            provider=task.provider.id,
            page=task.page.url,
            at=now,
            outcome=outcome,
            hops=hops,
            status=hops[-1].status if hops else None,
            detail=detail,
            elapsed_s=elapsed_s,
            vantage=self.job.vantage,
        )

    def finish(self, task: Task, fetch: Fetch, exchanges: tuple[Exchange, ...] = ()) -> None:
        """Write the one line of a task and tell of it; what comes after that line is too late."""
        if self.pending.pop(task.key, None) is None:
            return
        is_canary = self.job.canary is not None and task.provider.id == self.job.canary.id
        book = self.canary_book if is_canary and self.canary_book is not None else self.book
        book.write_page(fetch, exchanges, reference_to(task.previous))
        self.tell(
            {
                "event": "page_fetched",
                "done": self.of - len(self.pending),
                "of": self.of,
                "provider": fetch.provider,
                "page": fetch.page,
                "outcome": fetch.outcome,
            }
        )

    def spider_failed(self, failure: Failure) -> None:
        """Stop when we ourselves are broken: nothing more can be written truthfully."""
        self.trouble = self.trouble or failure.value
        self.closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="broken"))

    def cut_off(self) -> None:
        """End a crawl whose time is over although pages are still under way."""
        self.spider_ended("closespider_timeout")
        # A stop would wait for the pages under way; a crash ends the loop now, and every line is written.
        reactor().crash()

    def spider_ended(self, reason: str) -> None:
        """Write a line for every page that was not answered in time."""
        if self.cut is not None and self.cut.active():
            self.cut.cancel()
        if self.trouble is not None:
            return
        for task in list(self.pending.values()):
            if reason == "closespider_timeout":
                detail = (
                    f"the crawl's time limit of {self.job.seconds_allowed():g} s ended before this page was answered"
                )
                self.finish(task, self.fetch_of(task, "timed_out", detail=detail))
            else:
                detail = f"the crawl ended ({reason}) without an answer being recorded"
                self.finish(task, self.fetch_of(task, "internal_error", detail=detail))


def tasks_of(job: CrawlJob) -> list[Task]:
    """List the pages of a job, the canary's last."""
    providers = [*job.providers, *([job.canary] if job.canary is not None else [])]
    return [
        Task(provider=provider, page=page, previous=job.previous.get(page.url))
        for provider in providers
        for page in provider.pages
    ]


def reactor() -> Any:
    """Give the reactor in force."""
    from twisted.internet import reactor as found  # noqa: PLC0415 - importing it earlier would install another one

    return found
