"""Still phase 2: pages that say `render = "auto"` and read as empty or blocked, fetched once more in a browser.

Such a fetch has lines and a WARC file of its own (`rendered-n`). The store keeps the one of the two that tells more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import msgspec

from crawler.job import RENDERED, Line, own_lines, previous_of, take_attempt
from crawler.render import why_not
from directory.costs import cost_of, total
from directory.records import Entry, Fetch, Provider
from directory.store import Store
from directory.terms import GOOD_READINGS, FetchOutcome, ReadingOutcome
from scheduler.config import Settings
from scheduler.crawling import crawl, job_for
from scheduler.order import Order
from scheduler.progress import Meter
from scheduler.rereading import PageReadings, read_pages
from verifier.own import own_keys

# What a page shows that its scripts have not filled yet, or that stands before it until they ran (design, section 3).
UNFILLED: frozenset[ReadingOutcome] = frozenset({"empty", "below_expectation", "keep_missed", "captcha", "login_wall"})
REFUSED: frozenset[FetchOutcome] = frozenset({"blocked"})
# A page whose script leads people away from the official hosts is no empty page.
TELLING: frozenset[FetchOutcome] = frozenset({"left_official_host"})
# Which page of which provider.
Key = tuple[str, str]


def escalate(
    order: Order,
    settings: Settings,
    store: Store,
    pages: Sequence[PageReadings],
    entries: Mapping[str, Sequence[Entry]],
    *,
    quiet: bool = False,
) -> list[PageReadings]:
    """Give the pages of a run, those that only scripts fill as a browser showed them; the others as they came.

    A run from files fetches nothing. What was rendered before a stop is not rendered again. Raises CrawlBroken.
    """
    plain = {key_of(one): one for one in pages if one.page.render == "auto" and is_unfilled(one)}
    if not plain or order.files:
        return list(pages)
    missing = why_not(sandbox=settings.crawl.browser_sandbox)
    if missing:
        final = _saved(order, settings, store, [_noted(one, missing) for one in plain.values()], entries, {})
    else:
        lines = _lines(order, settings, plain, quiet=quiet)
        captures = {key: line for key, line in lines.items() if line.capture is not None}
        rendered = [_told(lines[key].fetch, plain[key]) for key in plain]
        shown = _saved(order, settings, store, rendered, entries, captures)
        less = {key: one for key, one in shown.items() if not tells_more(one, plain[key])}
        kept = [_kept(plain[key], one, lines[key].fetch) for key, one in less.items()]
        final = shown | _saved(order, settings, store, kept, entries, {})
    return [final.get(key_of(one), one) for one in pages]


def key_of(one: PageReadings) -> Key:
    """Name a page of a run."""
    return one.provider.id, one.page.url


def is_unfilled(one: PageReadings) -> bool:
    """Say whether a page looks as if only a browser could show what it says."""
    return one.fetch.outcome in REFUSED or (one.now is not None and one.now.outcome in UNFILLED)


def tells_more(shown: PageReadings, plain: PageReadings) -> bool:
    """Say whether a page as a browser showed it counts, and not the plain one."""
    if shown.fetch.outcome in TELLING:
        return True
    if shown.now is None or plain.now is None:
        return shown.now is not None
    return shown.now.outcome in GOOD_READINGS or len(own_keys(shown.now)) > len(own_keys(plain.now))


def _lines(order: Order, settings: Settings, plain: Mapping[Key, PageReadings], *, quiet: bool) -> dict[Key, Line]:
    """One line for each page, those that are still missing fetched now."""
    folder = settings.data / "warc" / order.run_id
    left = [one for key, one in plain.items() if key not in _written(order, settings)]
    if left:
        attempt = take_attempt(folder)
        job = job_for(
            settings,
            _providers([(one.provider, one) for one in left]),
            settings.data,
            folder,
            attempt=attempt,
            stem=RENDERED,
            previous={
                one.page.url: known
                for one in left
                if one.previous is not None and (known := previous_of(one.previous)) is not None
            },
        )
        with Meter("pages rendered", len(left), quiet=quiet) as meter:
            crawl(job, folder / f"job-{attempt}.json", meter)
    return _written(order, settings)


def _written(order: Order, settings: Settings) -> dict[Key, Line]:
    folder = settings.data / "warc" / order.run_id
    return {(line.fetch.provider, line.fetch.page): line for line in own_lines(folder, RENDERED)}


def _providers(pages: Sequence[tuple[Provider, PageReadings]]) -> list[Provider]:
    """The providers with these pages alone, each to be shown in a browser."""
    found = []
    for _, group in groupby(pages, key=lambda pair: pair[0].id):
        own = list(group)
        shown = tuple(msgspec.structs.replace(one.page, render="browser") for _, one in own)
        found.append(msgspec.structs.replace(own[0][0], pages=shown))
    return found


def _saved(
    order: Order,
    settings: Settings,
    store: Store,
    fetches: Sequence[Fetch],
    entries: Mapping[str, Sequence[Entry]],
    lines: Mapping[Key, Line],
) -> dict[Key, PageReadings]:
    """Store these fetches in place of the pages' earlier ones, and give the pages as they now read."""
    providers = []
    for provider in order.providers:
        own = {fetch.page: fetch for fetch in fetches if fetch.provider == provider.id}
        captures = [lines[key].capture for page in own if (key := (provider.id, page)) in lines]
        if own:
            store.save_fetches(
                order.run_id, provider.id, list(own.values()), [one for one in captures if one is not None]
            )
            pages = tuple(page for page in provider.pages if page.url in own)
            providers.append(msgspec.structs.replace(provider, pages=pages))
    part = msgspec.structs.replace(order, providers=tuple(providers))
    return {key_of(one): one for one in read_pages(part, settings, store, entries, quiet=True)} if providers else {}


def _told(fetch: Fetch, plain: PageReadings) -> Fetch:
    """The fetch of a rendered page, which tells why it was rendered."""
    why = f"rendered, because the plain page was {_state(plain)}"
    cost = total((cost_of(plain.fetch), cost_of(fetch)))
    return msgspec.structs.replace(fetch, detail="; ".join(filter(None, (fetch.detail, why))), cost=cost)


def _noted(plain: PageReadings, note: str) -> Fetch:
    """The plain fetch of a page, which tells why no rendered one stands in its place."""
    return msgspec.structs.replace(plain.fetch, detail="; ".join(filter(None, (plain.fetch.detail, note))))


def _kept(plain: PageReadings, shown: PageReadings, fetch: Fetch) -> Fetch:
    """The plain fetch of a page that was rendered in vain; it cost what both did. fetch: the rendered one as it came."""
    noted = _noted(plain, f"rendered too, which told no more: {_state(shown)} {fetch.detail}".strip())
    return msgspec.structs.replace(noted, cost=shown.fetch.cost)


def _state(one: PageReadings) -> str:
    return one.fetch.outcome if one.now is None else one.now.outcome
