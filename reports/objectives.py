"""What an installation promises itself, and whether a measured value keeps it. Pure; the numbers stand in objectives.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

import msgspec

from directory.records import Record

ObjectiveId = Literal["nights", "detect_p90_h", "stale_p90_days", "stale_p99_days", "false_review", "false_urgent"]


class Target(Record, frozen=True):
    """One objective: a value of at most, or at least, so much keeps it. One of the two is given."""

    id: ObjectiveId
    most: float | None = None
    least: float | None = None

    def __post_init__(self) -> None:
        """Refuse a target that says both or neither."""
        if (self.most is None) == (self.least is None):
            raise ValueError(f"reports/objectives.toml: {self.id}: expected one of `most` and `least`")


class Objective(Record):
    """What came of one objective; value and is_kept are None where there is nothing yet to measure it by.

    target: what the value may be at most (is_upper) or must be at least.
    """

    id: ObjectiveId
    target: float
    is_upper: bool
    value: float | None
    is_kept: bool | None


def targets() -> tuple[Target, ...]:
    """Give the objectives in their order. Raises msgspec.ValidationError for a file that is none of ours."""
    table = tomllib.loads(files("reports").joinpath("objectives.toml").read_text("utf-8"))
    return msgspec.convert(table["objectives"], tuple[Target, ...])


def judge(values: Mapping[ObjectiveId, float | None]) -> tuple[Objective, ...]:
    """Hold measured values against their targets, in the order of the file. A value that is missing decides nothing."""
    return tuple(_judged(one, values[one.id]) for one in targets())


def _judged(target: Target, value: float | None) -> Objective:
    if target.most is not None:
        is_kept = None if value is None else value <= target.most
        return Objective(id=target.id, target=target.most, is_upper=True, value=value, is_kept=is_kept)
    least = target.least or 0.0
    return Objective(
        id=target.id, target=least, is_upper=False, value=value, is_kept=None if value is None else value >= least
    )
