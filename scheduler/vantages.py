"""Second looks: the pages of a run as they show themselves elsewhere, beside the night and never part of it.

A page that a browser showed is kept as it was without its scripts (`plain`), too. With `[crawl] vantages = ["mobile"]`
some pages are asked once more as from a telephone, under the same rules and pauses. What was seen so is evidence that a
page tells others something else; entries, changes and presence never come of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

import msgspec

from crawler.job import FETCHES, RENDERED, VANTAGES, Line, read_lines, take_attempt
from directory.records import Entry, Provider, Reading
from directory.store import Store
from directory.terms import GOOD_READINGS, ReadingOutcome, Vantage
from scheduler.config import Settings
from scheduler.crawling import crawl, job_for
from scheduler.order import Order
from scheduler.progress import Meter
from scheduler.rereading import FETCHED, PageReadings, read_looks
from verifier.own import own_keys

# A telephone gets the same PDF.
MARKUP = frozenset({"text/html", "application/xhtml+xml", ""})
# A look that finds fewer numbers than the page itself should show may still show another one.
TELLING: frozenset[ReadingOutcome] = GOOD_READINGS | {"below_expectation", "above_expectation"}
# Which page of which provider.
Key = tuple[str, str]


def look_from_elsewhere(
    order: Order,
    settings: Settings,
    store: Store,
    pages: Sequence[PageReadings],
    entries: Mapping[str, Sequence[Entry]],
    *,
    quiet: bool = False,
) -> list[PageReadings]:
    """Give the pages of a run with what they say from elsewhere, where that says anything.

    A run from files takes what is in them and fetches nothing. What was looked at before a stop is not asked again.
    Raises CrawlBroken.
    """
    if not order.files:
        for vantage in settings.crawl.vantages:
            _ask(order, settings, pages, vantage, quiet=quiet)
    own = {(one.provider.id, one.page.url): one for one in pages}
    lines = [line for line in _lines(order, settings) if _key(line) in own]
    looks = [
        PageReadings(provider=one.provider, page=one.page, fetch=line.fetch)
        for line in lines
        if (one := own.get((line.fetch.provider, line.fetch.page))) is not None
    ]
    if not looks:
        return list(pages)
    _save(order, store, lines)
    said: dict[Key, dict[str, Reading]] = {}
    for one in read_looks(order, settings, store, looks, entries):
        if one.now is not None and tells(one.now):
            said.setdefault((one.provider.id, one.page.url), {})[one.fetch.vantage] = one.now
    return [msgspec.structs.replace(one, vantages=said.get(key, {})) for key, one in own.items()]


def tells(reading: Reading) -> bool:
    """Say whether a page seen from elsewhere says anything there: an empty shell or a wall does not."""
    return reading.outcome in TELLING and bool(own_keys(reading))


def is_chosen(one: PageReadings, at: datetime, share: float) -> bool:
    """Say whether a page is looked at from elsewhere tonight: its numbers moved, or it is its turn.

    share: 0.1 gives each page its turn once in ten nights, by its address, so that no site is asked for all at once.
    """
    if not is_askable(one):
        return False
    if one.now is not None and one.before is not None and own_keys(one.now) != own_keys(one.before):
        return True
    place = int.from_bytes(hashlib.sha256(one.page.url.encode()).digest()[:8])
    return (place + at.date().toordinal()) % max(1, round(1 / share)) == 0


def is_askable(one: PageReadings) -> bool:
    """Say whether a page may be asked once more: it let us read it, and a telephone may get another one.

    A page that refused us is not asked again under another name.
    """
    is_read = one.now is not None and one.now.outcome in GOOD_READINGS and one.fetch.outcome in FETCHED
    return is_read and one.fetch.media in MARKUP


def _ask(order: Order, settings: Settings, pages: Sequence[PageReadings], vantage: Vantage, *, quiet: bool) -> None:
    """Fetch tonight's choice of pages from a vantage, those that have no line yet."""
    folder = settings.data / "warc" / order.run_id
    seen = {_key(line) for line in read_lines(folder, VANTAGES) if line.fetch.vantage == vantage}
    share = settings.crawl.vantage_share
    left = [one for one in pages if (one.provider.id, one.page.url) not in seen and is_chosen(one, order.at, share)]
    if not left:
        return
    attempt = take_attempt(folder)
    job = job_for(settings, _providers(left), settings.data, folder, attempt=attempt, stem=VANTAGES, vantage=vantage)
    with Meter(f"pages looked at from {vantage}", len(left), quiet=quiet) as meter:
        crawl(job, folder / f"job-{attempt}.json", meter)


def _providers(pages: Sequence[PageReadings]) -> list[Provider]:
    """The providers with these pages alone, each to be fetched without a browser."""
    found = []
    for _, group in groupby(pages, key=lambda one: one.provider.id):
        own = list(group)
        plain = tuple(msgspec.structs.replace(one.page, render="plain") for one in own)
        found.append(msgspec.structs.replace(own[0].provider, pages=plain))
    return found


def _lines(order: Order, settings: Settings) -> list[Line]:
    """What was seen from elsewhere in this run, once a page and vantage."""
    folder = settings.data / "warc" / order.run_id
    found: dict[tuple[Key, Vantage], Line] = {}
    for stem in (FETCHES, RENDERED, VANTAGES):
        for line in read_lines(folder, stem):
            if line.fetch.vantage:
                found.setdefault((_key(line), line.fetch.vantage), line)
    return [line for _, line in sorted(found.items(), key=lambda item: item[0])]


def _key(line: Line) -> Key:
    return line.fetch.provider, line.fetch.page


def _save(order: Order, store: Store, lines: Sequence[Line]) -> None:
    for provider, group in groupby(lines, key=lambda line: line.fetch.provider):
        own = list(group)
        captures = [line.capture for line in own if line.capture is not None]
        store.save_vantages(order.run_id, provider, [line.fetch for line in own], captures)
