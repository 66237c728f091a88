"""What a heading or a key says: a provider's name, a number, an address, a country, a label."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import NamedTuple

from directory.providers import fold

_BETWEEN = re.compile(r"[\s_:\-]+")
# Fields whose cells are numbers, and what such a line is for where the field itself says it.
NUMBERS = {"number": "", "fax": "fax", "sms": "sms"}


class Field(NamedTuple):
    """A field, and where it stands among the words of its kind: the lower, the more it tells."""

    name: str
    rank: int


@functools.cache
def _fields() -> dict[str, Field]:
    table = tomllib.loads(files("scheduler.line_lists").joinpath("fields.toml").read_text(encoding="utf-8"))
    return {_plain(word): Field(name, rank) for name, words in table.items() for rank, word in enumerate(words)}


def field_of(heading: str) -> Field | None:
    """Which field a heading names, None for one that says nothing we ask for."""
    return _fields().get(_plain(heading))


def _plain(heading: str) -> str:
    return _BETWEEN.sub(" ", fold(heading)).strip()
