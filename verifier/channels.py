"""Which of a provider's pages speak independently of each other: by another channel, and from another host."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations
from typing import NamedTuple
from urllib.parse import urlsplit

from directory.records import Page, Provider


class Way(NamedTuple):
    """By which way a page speaks: its channel and its host. is_own: the host is the provider's, not a platform's."""

    channel: str
    host: str
    is_own: bool


def ways_of(provider: Provider, urls: Collection[str]) -> list[Way]:
    """The different ways of some of a provider's pages, sorted; an address that its file does not name has none."""
    return sorted({way_of(page) for page in provider.pages if page.url in urls})


def way_of(page: Page) -> Way:
    """The way by which one page speaks."""
    return Way(page.channel, urlsplit(page.url).hostname or "", not page.platform)


def are_independent(ways: Iterable[Way]) -> bool:
    """Whether no two ways share a channel or a host."""
    return all(one.channel != other.channel and one.host != other.host for one, other in combinations(ways, 2))


def most_independent(ways: Collection[Way], most: int) -> int:
    """How many of the ways are independent of each other, counted up to `most`, one of them on the provider's own host.

    0 where no host is the provider's: pages on other people's hosts that agree prove nothing.
    """
    for count in range(most, 0, -1):
        for some in combinations(ways, count):
            if are_independent(some) and any(way.is_own for way in some):
                return count
    return 0
