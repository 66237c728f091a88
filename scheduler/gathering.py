"""Phases 1 and 2 of a run: its pages fetched, read, rendered where that is needed, and looked at from elsewhere."""

from __future__ import annotations

from collections import defaultdict

from crawler.job import Line
from directory.records import Entry, Record
from directory.store import Store
from scheduler.config import Settings
from scheduler.escalating import escalate
from scheduler.fetching import fetch_pages
from scheduler.order import Order
from scheduler.rereading import PageReadings, read_pages
from scheduler.vantages import look_from_elsewhere


class Gathered(Record, frozen=True):
    """What was found. canaries: their lines, one an attempt that came so far. entries: of every provider, by its id."""

    pages: list[PageReadings]
    entries: dict[str, tuple[Entry, ...]]
    canaries: list[Line]


def gather(order: Order, settings: Settings, store: Store, *, quiet: bool = False) -> Gathered:
    """Do what network and readers are needed for; what was stored before a stop, or by others, is not done again.

    Raises StoreTrouble, ArchiveError and CrawlBroken.
    """
    canaries = fetch_pages(order, settings, store, quiet=quiet)
    entries = entries_by_provider(store)
    pages = read_pages(order, settings, store, entries, quiet=quiet)
    pages = escalate(order, settings, store, pages, entries, quiet=quiet)
    pages = look_from_elsewhere(order, settings, store, pages, entries, quiet=quiet)
    return Gathered(pages=pages, entries=entries, canaries=canaries)


def entries_by_provider(store: Store) -> dict[str, tuple[Entry, ...]]:
    """Give the lines of the directory by their provider."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in store.entries():
        found[entry.provider].append(entry)
    return {provider: tuple(entries) for provider, entries in found.items()}
