"""What an installation says of how long it keeps captures: the table `[retention]` of `hotlinewatch.toml`."""

from __future__ import annotations

from typing import Annotated

import msgspec

from directory.records import Record


class RetentionSettings(Record, frozen=True):
    """keep_days: how long every capture of a run is kept. warn_days: how soon a full disk is an alarm."""

    keep_days: Annotated[int, msgspec.Meta(ge=30)] = 400
    warn_days: Annotated[int, msgspec.Meta(ge=1)] = 30
