"""Cutting a night into shards: sets of pages such that no site is in two of them."""

from __future__ import annotations

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from directory.description import public_suffixes
from directory.records import Page, Provider, Record

# A page of a provider: their places in what was given.
Place = tuple[int, int]


class Shard(Record, frozen=True):
    """What one worker does at a time. name: of these pages as they are described, alone. pages: how many."""

    name: str
    providers: tuple[Provider, ...]
    pages: int


def shards_of(providers: Sequence[Provider], most_pages: int) -> list[Shard]:
    """Cut the pages of these providers into shards of about `most_pages`; the same providers, the same shards.

    All pages of a site (what one registered domain holds) are in one shard, so that a host is asked by one worker at a
    time, whoever its pages belong to; a provider may be in several. The largest sites are spread first.
    """
    sites: dict[str, list[Place]] = defaultdict(list)
    for at, provider in enumerate(providers):
        for nth, page in enumerate(provider.pages):
            sites[site_of(page)].append((at, nth))
    total = sum(map(len, sites.values()))
    bins: list[tuple[int, int, list[Place]]] = [(0, number, []) for number in range(-(-total // most_pages))]
    for _, places in sorted(sites.items(), key=lambda site: (-len(site[1]), site[0])):
        count, number, held = heapq.heappop(bins)
        heapq.heappush(bins, (count + len(places), number, held + places))
    return [_shard(number, sorted(held), providers) for _, number, held in sorted(bins, key=lambda one: one[1]) if held]


def site_of(page: Page) -> str:
    """The registered domain of a page's address, its host where it has none."""
    host = urlsplit(page.url).hostname or page.url
    return public_suffixes().privatesuffix(host) or host


def _shard(number: int, places: Sequence[Place], providers: Sequence[Provider]) -> Shard:
    pages: dict[int, list[Page]] = defaultdict(list)
    for at, nth in places:
        pages[at].append(providers[at].pages[nth])
    held = tuple(msgspec.structs.replace(providers[at], pages=tuple(own)) for at, own in pages.items())
    digest = hashlib.sha256(msgspec.json.encode(held, order="deterministic")).hexdigest()
    return Shard(name=f"{number:04}-{digest[:12]}", providers=held, pages=len(places))
