"""Phase 1: every page of a run fetched, by the crawler's process or out of WARC files, and stored by provider."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from crawler.archive import import_archives
from crawler.canary import import_canary, serve_canary
from crawler.job import CANARY, CrawlJob, Line, next_attempt, previous_of, read_lines
from directory.records import Capture, Provider
from directory.store import Store
from scheduler.config import Settings
from scheduler.order import Order
from scheduler.progress import Meter

# A crawl that was told to end has this long before it is killed (reliability, section 6: 10 s in all).
END_GRACE_S = 5.0


class CrawlBroken(RuntimeError):  # noqa: N818 - named as the state it tells of
    """The crawler's process ended without doing its work; says what it said last."""


def fetch_pages(order: Order, settings: Settings, store: Store, *, quiet: bool = False) -> Line | None:
    """Fetch what is still to be fetched, store it, and give the canary's line, None when it never came.

    Raises ArchiveError for a file that is no WARC file, CrawlBroken when the crawler could not work at all.
    """
    folder = settings.data / "warc" / order.run_id
    folder.mkdir(parents=True, exist_ok=True)
    left = _left(order.providers, read_lines(folder))
    if left or not read_lines(folder, CANARY):
        if order.files:
            _take_from_files(order, settings, store, folder, left, quiet=quiet)
        else:
            _crawl(order, settings, store, folder, left, quiet=quiet)
    _store_lines(order, store, read_lines(folder))
    return next(iter(read_lines(folder, CANARY)), None)


def _left(providers: Sequence[Provider], lines: Iterable[Line]) -> list[Provider]:
    """The providers with only those pages that have no line yet."""
    seen = {(line.fetch.provider, line.fetch.page) for line in lines}
    found = []
    for provider in providers:
        pages = tuple(page for page in provider.pages if (provider.id, page.url) not in seen)
        if pages:
            found.append(msgspec.structs.replace(provider, pages=pages))
    return found


def _take_from_files(
    order: Order, settings: Settings, store: Store, folder: Path, left: Sequence[Provider], *, quiet: bool
) -> None:
    pages = sum(len(provider.pages) for provider in left)
    with Meter("pages taken from files", pages, quiet=quiet) as meter:
        earlier = store.last_fetches()

        def captures_of(page: str) -> list[Capture]:
            fetch = earlier.get(page)
            capture = store.capture(fetch.snapshot) if fetch is not None and fetch.snapshot is not None else None
            return [capture] if capture is not None else []

        attempt = next_attempt(folder)
        if left:
            import_archives(
                order.files, left, at=order.at, data=settings.data, folder=folder, attempt=attempt, earlier=captures_of
            )
        if not read_lines(folder, CANARY):
            import_canary(order.run_id, at=order.at, data=settings.data, folder=folder, attempt=attempt)
        meter.advance(pages)


def _crawl(
    order: Order, settings: Settings, store: Store, folder: Path, left: Sequence[Provider], *, quiet: bool
) -> None:
    earlier = store.last_fetches({page.url for provider in left for page in provider.pages})
    previous = {page: known for page, fetch in earlier.items() if (known := previous_of(fetch)) is not None}
    attempt = next_attempt(folder)
    with serve_canary(order.run_id) as canary:
        job = CrawlJob(
            providers=tuple(left),
            data=str(settings.data),
            folder=str(folder),
            contact=settings.contact,
            attempt=attempt,
            previous=previous,
            canary=canary.provider,
            delay_s=settings.crawl.delay_s,
            concurrency=settings.crawl.concurrency,
            timeout_s=settings.crawl.timeout_s,
            max_bytes=settings.crawl.max_bytes,
            resolve={**settings.crawl.resolve, **canary.resolve},
            allow_private=(*settings.crawl.allow_private, *canary.allow_private),
            ca_file=str(settings.crawl.ca_file or ""),
        )
        file = folder / f"job-{attempt}.json"
        file.write_bytes(msgspec.json.encode(job))
        with Meter("pages fetched", None, quiet=quiet) as meter, _crawler(file) as crawler:
            last = _follow(crawler, meter)
    if crawler.returncode:
        raise CrawlBroken(f"{file}: the crawler ended with code {crawler.returncode}: {last}; run again to resume")


@contextmanager
def _crawler(job: Path) -> Iterator[subprocess.Popen[str]]:
    """The crawler's process; it is ended when we are."""
    command = [sys.executable, "-m", "crawler.run", str(job)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:  # noqa: S603 - our own module
        try:
            yield process
            process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(END_GRACE_S)
                except subprocess.TimeoutExpired:
                    process.kill()


def _follow(crawler: subprocess.Popen[str], meter: Meter) -> str:
    """Show the crawler's progress until it ends; gives the last trouble it told."""
    last = "it said nothing"
    for text in crawler.stdout or ():
        event = json.loads(text)
        if event["event"] == "crawl_started":
            meter.expect(event["of"])
        elif event["event"] == "page_fetched":
            meter.advance(note=f"{event['outcome']} {event['page']}")
        elif event["event"] == "crawl_broken":
            last = event["error"]
    return last


def _store_lines(order: Order, store: Store, lines: Sequence[Line]) -> None:
    for provider in order.providers:
        own = [line for line in lines if line.fetch.provider == provider.id]
        captures = [line.capture for line in own if line.capture is not None]
        store.save_fetches(order.run_id, provider.id, [line.fetch for line in own], captures)
