"""Phase 2: tonight's snapshots and the good ones before them, each read once by today's reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from crawler.canary import PROVIDER as CANARY_PROVIDER
from crawler.job import Line
from directory.providers import description_digest
from directory.records import Capture, Entry, Fetch, Page, Provider, Reading, Record
from directory.snapshots import read_snapshot
from directory.store import Store
from directory.store_rows import in_batches
from directory.terms import Cause
from scheduler.claimed import claims_by_key
from scheduler.config import Settings
from scheduler.order import Order
from scheduler.progress import Meter
from scheduler.workers import ReadingPool, ReadJob
from verifier.own import own_keys
from verifier.reader import reader_digest

# A page that answered, with its content or that it has not changed.
FETCHED = frozenset({"ok", "not_modified"})
GIVEN_UP = frozenset({"unreadable", "internal_error"})
# A worker is a copy that costs about what one page does; fewer than this are one message to it.
JOBS_A_WORKER = 4
# One reading: (snapshot, page, reader, description), the store's cache key.
Key = tuple[str, str, str, str]


class PageReadings(Record, frozen=True):
    """What one page says tonight and said before, both by today's reader; `recorded`: as it was kept that night.

    now, before, recorded: None when there is none. vantages: what it says tonight when looked at from there. cause: why `before` may differ from `recorded`. is_unchanged: tonight's holds no number that could have moved.
    """

    provider: Provider
    page: Page
    fetch: Fetch
    previous: Fetch | None = None
    now: Reading | None = None
    before: Reading | None = None
    recorded: Reading | None = None
    cause: Cause = "reader"
    is_unchanged: bool = False
    vantages: dict[str, Reading] = msgspec.field(default_factory=dict)


def read_pages(
    order: Order, settings: Settings, store: Store, entries: Mapping[str, Sequence[Entry]], *, quiet: bool = False
) -> list[PageReadings]:
    """Read every page of a run that was fetched, and the snapshot it is compared with; nothing is read twice."""
    fetches = {provider.id: store.fetches(order.run_id, provider.id) for provider in order.providers}
    earlier = store.previous_good_all(order.at)
    pages = [
        _page_of(provider, page, fetches[provider.id][page.url], earlier.get(page.url))
        for provider in order.providers
        for page in provider.pages
    ]
    earlier_snapshots = {
        one.page.url: one.previous.snapshot for one in pages if one.previous is not None and one.previous.snapshot
    }
    recorded_by = store.recorded_keys(earlier_snapshots)
    found = _read(order, settings, store, pages, entries, quiet=quiet)
    # What today's reader makes of a snapshot is, on most nights, what was kept of it: one record stands for both.
    recorded = found | store.readings_bulk([key for key in recorded_by.values() if key not in found])
    return [
        _with_readings(one, found, None if (key := recorded_by.get(one.page.url)) is None else recorded[key], key)
        for one in pages
    ]


def read_looks(
    order: Order,
    settings: Settings,
    store: Store,
    looks: Sequence[PageReadings],
    entries: Mapping[str, Sequence[Entry]],
) -> list[PageReadings]:
    """Read pages as they were fetched from elsewhere: `looks` have that fetch as their own, and no earlier one."""
    found = _read(order, settings, store, looks, entries, quiet=True)
    return [_with_readings(one, found, None, None) for one in looks]


def pages_by_provider(pages: Iterable[PageReadings]) -> defaultdict[str, list[PageReadings]]:
    """Group pages by their provider's id, in order; a provider without pages has []."""
    found: defaultdict[str, list[PageReadings]] = defaultdict(list)
    for one in pages:
        found[one.provider.id].append(one)
    return found


def has_seen_canary(lines: Sequence[Line], run_id: str, settings: Settings) -> bool:
    """Whether the page that the program serves itself came through every stage with its numbers, in every attempt."""
    seen = [(line.fetch, line.capture) for line in lines if line.fetch.outcome == "ok" and line.capture is not None]
    if not seen or len(seen) < len(lines):
        return False
    page = CANARY_PROVIDER.pages[0]
    if not all(run_id.encode() in read_snapshot(settings.data, capture) for _, capture in seen):
        return False
    jobs = [
        ReadJob(page=page, provider=CANARY_PROVIDER, fetch=fetch, capture=capture, known=(), data=settings.data)
        for fetch, capture in seen
    ]
    with _pool(settings, 1) as pool:
        readings = [reading for _, reading in pool.read(jobs)]
    return all(one.outcome == "ok" and len(own_keys(one)) == page.expect.least for one in readings)


def _page_of(provider: Provider, page: Page, fetch: Fetch, earlier: Fetch | None) -> PageReadings:
    # A capture older than the newest that was read tells nothing new (design, 3).
    previous = earlier if earlier is not None and earlier.at <= fetch.at else None
    return PageReadings(provider=provider, page=page, fetch=fetch, previous=previous)


def _key(one: PageReadings | ReadJob, snapshot: str) -> Key:
    return snapshot, one.page.url, reader_digest(), description_digest(one.page, one.provider)


def _wanted(one: PageReadings) -> list[Fetch]:
    fetched = [one.fetch] if one.fetch.outcome in FETCHED else []
    return [fetch for fetch in (*fetched, one.previous) if fetch is not None and fetch.snapshot is not None]


def _read(
    order: Order,
    settings: Settings,
    store: Store,
    pages: Sequence[PageReadings],
    entries: Mapping[str, Sequence[Entry]],
    *,
    quiet: bool,
) -> dict[Key, Reading]:
    wanted = {_key(one, fetch.snapshot or ""): (one, fetch) for one in pages for fetch in reversed(_wanted(one))}
    # What a worker gave up on may have been our machine's fault: it is tried again.
    found = {key: one for key, one in store.readings_bulk(wanted).items() if one.outcome not in GIVEN_UP}
    captures = store.captures({key[0] for key in wanted if key not in found})
    jobs = [
        _job(one, fetch, captures[key[0]], settings.data, entries.get(one.provider.id, ()), _before(one, fetch, found))
        for key, (one, fetch) in wanted.items()
        if key not in found and key[0] in captures
    ]
    fresh: dict[Key, Reading] = {}
    with Meter("pages read", len(jobs), quiet=quiet) as meter, _pool(settings, len(jobs)) as pool:
        for job, reading in pool.read(jobs):
            fresh[_key(job, job.fetch.snapshot or "")] = reading
            meter.advance(note=f"{reading.outcome} {job.page.url}")
    found |= fresh
    own = pages_by_provider(pages)
    for some in in_batches(order.providers):
        with store.together():
            for provider in some:
                store.save_readings(order.run_id, provider.id, _rows(own[provider.id], found))
    return found


def _rows(pages: Sequence[PageReadings], found: Mapping[Key, Reading]) -> list[tuple[str, str, str, Reading]]:
    """What the store keeps of one provider's readings."""
    wanted = [(one, _key(one, fetch.snapshot or "")) for one in pages for fetch in _wanted(one)]
    return [(one.page.url, *key[2:], found[key]) for one, key in wanted if key in found]


def _before(one: PageReadings, fetch: Fetch, found: Mapping[Key, Reading]) -> Reading | None:
    """How the snapshot before tonight's was read, where that is at hand."""
    if fetch is not one.fetch or one.previous is None or one.previous.snapshot is None:
        return None
    return found.get(_key(one, one.previous.snapshot))


def _job(
    one: PageReadings,
    fetch: Fetch,
    capture: Capture,
    data: Path,
    entries: Sequence[Entry],
    before: Reading | None,
) -> ReadJob:
    known = {entry.key for entry in entries} | set(claims_by_key(one.provider))
    return ReadJob(
        page=one.page,
        provider=one.provider,
        fetch=fetch,
        capture=capture,
        known=tuple(sorted(known)),
        data=data,
        before=before,
    )


def _with_readings(
    one: PageReadings, found: Mapping[Key, Reading], recorded: Reading | None, recorded_by: Key | None
) -> PageReadings:
    is_fetched = one.fetch.outcome in FETCHED and one.fetch.snapshot is not None
    now = found.get(_key(one, one.fetch.snapshot or "")) if is_fetched else None
    before = None
    if one.previous is not None and one.previous.snapshot is not None:
        before = found.get(_key(one, one.previous.snapshot))
    cause: Cause = "reader" if recorded_by is None or recorded_by[2] != reader_digest() else "description"
    is_unchanged = now is not None and before is not None and now.content == before.content
    return msgspec.structs.replace(
        one, now=now, before=before, recorded=recorded, cause=cause, is_unchanged=is_unchanged
    )


def _pool(settings: Settings, jobs: int) -> ReadingPool:
    limits = settings.reading
    return ReadingPool(max(1, min(limits.workers, jobs // JOBS_A_WORKER)), limits.memory_bytes, limits.timeout_s)
