"""Which countries a description may name."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec

from directory.records import Record
from directory.shape import show


class Countries(Record, frozen=True):
    """The shape of countries.toml: space-separated codes, and hints by mistaken code."""

    codes: str
    without_plan: str
    hints: dict[str, str]


@functools.cache
def countries() -> Countries:
    """Load the ISO 3166 codes that a description may use."""
    return msgspec.toml.decode(Path(__file__).with_name("countries.toml").read_bytes(), type=Countries)


def country_faults(code: str, place: str) -> list[str]:
    """Say what is wrong with a region's code, with the code that was probably meant."""
    known = countries()
    if code in known.without_plan.split():
        return [f"{place}: got '{code}', expected a region that has a numbering plan of its own"]
    if code in known.codes.split():
        return []
    meant = known.hints.get(code.upper())
    if meant is None and code.upper() in known.codes.split():
        meant = f"write '{code.upper()}'"
    return [f"{place}: got {show(code)}, expected an ISO 3166 code" + (f"; {meant}" if meant else "")]
