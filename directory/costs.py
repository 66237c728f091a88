"""What looking at pages cost: bytes taken, seconds waited, pages shown in a browser. Pure sums."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from directory.records import Cost, Fetch, Record
from directory.views import RunState


class Share(Record):
    """What a page of a run cost on average."""

    bytes: int
    seconds: float
    renders: float


class PageCost(Record):
    """What one page of one provider cost in one run. looks: how often it was asked, from wherever."""

    provider: str
    page: str
    outcome: str
    cost: Cost
    looks: int = 1


class RunCost(Record):
    """What a run cost. outcomes: how many pages fared how. took_s: from its job's begin to its end, None for one by hand."""

    id: str
    at: datetime
    state: RunState
    pages: int
    looks: int
    outcomes: dict[str, int]
    cost: Cost
    took_s: float | None = None

    @property
    def failed(self) -> int:
        """How many pages gave nothing to read."""
        return self.pages - self.outcomes.get("ok", 0) - self.outcomes.get("not_modified", 0)


def cost_of(fetch: Fetch) -> Cost:
    """Give what one fetch cost; of a plain one that is its answer alone.

    Robots files, redirects on the way and tries that came to nothing are not counted.
    """
    if fetch.cost is not None:
        return fetch.cost
    return Cost(bytes=fetch.size_bytes, seconds=fetch.elapsed_s, renders=int(fetch.rendered))


def total(costs: Iterable[Cost]) -> Cost:
    """Add costs up."""
    bytes_, seconds, renders = 0, 0.0, 0
    for one in costs:
        bytes_, seconds, renders = bytes_ + one.bytes, seconds + one.seconds, renders + one.renders
    return Cost(bytes=bytes_, seconds=round(seconds, 3), renders=renders)


def a_page(cost: Cost, pages: int) -> Share | None:
    """Share a cost out: whole bytes, seconds and renders a page; None where there was no page."""
    if not pages:
        return None
    return Share(
        bytes=round(cost.bytes / pages), seconds=round(cost.seconds / pages, 3), renders=round(cost.renders / pages, 3)
    )
