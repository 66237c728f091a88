"""What an installation says of its workers: the table `[cluster]` of `hotlinewatch.toml`."""

from __future__ import annotations

from typing import Annotated

import msgspec

from directory.records import Record

Count = Annotated[int, msgspec.Meta(ge=1)]


class ClusterSettings(Record, frozen=True):
    """Whether nights are done by many, and in what pieces.

    shards: live runs are cut into shards, which every worker over the same PostgreSQL takes part in. pages_a_shard: at
    most so many, but a site stays whole. gone_s: a worker that was silent so long is dead, and its shard another's; it
    tells that it lives every third of that time. Under three seconds a busy machine would count as dead.
    """

    shards: bool = False
    pages_a_shard: Count = 100
    gone_s: Annotated[float, msgspec.Meta(ge=3)] = 30.0
