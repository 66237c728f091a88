"""Phase 1: every page of a run fetched, by the crawler's process or out of WARC files, and stored by provider."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from crawler.archive import import_archives
from crawler.canary import import_canary, serve_canary
from crawler.job import CANARY, Line, every_line, next_attempt, own_lines, previous_of, take_attempt
from directory.records import Capture, Provider
from directory.store import Store
from directory.store_rows import in_batches
from scheduler.config import Settings
from scheduler.crawling import crawl, job_for
from scheduler.order import Order
from scheduler.progress import Meter


def fetch_pages(order: Order, settings: Settings, store: Store, *, quiet: bool = False) -> list[Line]:
    """Fetch what is still to be fetched, store it, and give the canary's lines: of every attempt that came so far.

    Raises ArchiveError for a file that is no WARC file, CrawlBroken when the crawler could not work at all.
    """
    folder = settings.data / "warc" / order.run_id
    folder.mkdir(parents=True, exist_ok=True)
    left = _left(order.providers, own_lines(folder))
    if left or not every_line(folder, CANARY):
        if order.files:
            _take_from_files(order, settings, store, folder, left, quiet=quiet)
        else:
            _crawl(order, settings, store, folder, left, quiet=quiet)
    _store_lines(order, store, own_lines(folder))
    return every_line(folder, CANARY)


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
        if not every_line(folder, CANARY):
            import_canary(order.run_id, at=order.at, data=settings.data, folder=folder, attempt=attempt)
        meter.advance(pages)


def _crawl(
    order: Order, settings: Settings, store: Store, folder: Path, left: Sequence[Provider], *, quiet: bool
) -> None:
    earlier = store.last_fetches({page.url for provider in left for page in provider.pages})
    previous = {page: known for page, fetch in earlier.items() if (known := previous_of(fetch)) is not None}
    attempt = take_attempt(folder)
    with serve_canary(order.run_id) as canary:
        job = job_for(
            settings,
            left,
            settings.data,
            folder,
            attempt=attempt,
            previous=previous,
            canary=canary.provider,
            resolve={**settings.crawl.resolve, **canary.resolve},
            allow_private=(*settings.crawl.allow_private, *canary.allow_private),
        )
        with Meter("pages fetched", None, quiet=quiet) as meter:
            crawl(job, folder / f"job-{attempt}.json", meter)


def _store_lines(order: Order, store: Store, lines: Sequence[Line]) -> None:
    by_provider: dict[str, list[Line]] = {}
    # Of a shard other pages of its providers may be others'.
    asked = {(provider.id, page.url) for provider in order.providers for page in provider.pages}
    for line in lines:
        if (line.fetch.provider, line.fetch.page) in asked:
            by_provider.setdefault(line.fetch.provider, []).append(line)
    for some in in_batches(order.providers):
        with store.together():
            for provider in some:
                own = by_provider.get(provider.id, [])
                captures = [line.capture for line in own if line.capture is not None]
                store.save_fetches(order.run_id, provider.id, [line.fetch for line in own], captures)
