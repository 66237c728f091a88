"""What showing a page in a browser cost: the answer it was shown from, and everything that the page asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from directory.records import Cost, Fetch

if TYPE_CHECKING:
    from crawler.parts import Visit


def with_cost(fetch: Fetch, meta: Mapping[str, Any]) -> Fetch:
    """Give the fetch with what it cost, where a browser showed its page or was to show it; a plain one as it is.

    meta: of the request that showed it: `visit`, and `plain_s`, the seconds that the plain answer had taken.
    """
    visit: Visit | None = meta.get("visit")
    if visit is None:
        return fetch
    taken = len(visit.first.body) + visit.bytes_taken
    seconds = round(meta["plain_s"] + fetch.elapsed_s, 3)
    return msgspec.structs.replace(fetch, cost=Cost(bytes=taken, seconds=seconds, renders=1))
