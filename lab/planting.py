"""What an operator is, and what one trial of it did; operators are found by walking lab/operators."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from random import Random
from typing import Literal, NamedTuple

from directory.records import Provider, Record
from lab.world import Answers, LabProvider

Expected = Literal["urgent", "review", "routine", "quiet"]
EXPECTED: tuple[Expected, ...] = ("quiet", "routine", "review", "urgent")


class Planting(Record, frozen=True):
    """One trial: what changed on one provider's pages in one night.

    answers: only the addresses that answer otherwise than on a clean night. planted: the number's key, "" for none;
    was: the key it stands in for, "" for none; page: the address it is on, "" for all or none.
    expected: of an attack the least level that counts as found, of an honest change the highest that is allowed.
    before: what changed on the nights just before, the first one first; {} for a clean one. described: the provider's
    description from this night on, where it is another than before.
    """

    operator: str
    provider: str
    answers: Answers
    planted: str = ""
    was: str = ""
    page: str = ""
    expected: Expected = "review"
    before: tuple[Answers, ...] = ()
    described: Provider | None = None


Plant = Callable[[LabProvider, Answers, Random], Planting | None]


class Operator(NamedTuple):
    """One way of changing a provider's pages. words: what it does, in English; source: an id of the catalogue.

    tags: the channels and layers it touches. plant: gives None where it does not fit a provider.
    """

    id: str
    kind: Literal["attack", "honest"]
    words: str
    source: str
    plant: Plant
    tags: tuple[str, ...] = ()


def operators() -> tuple[Operator, ...]:
    """Every operator of lab/operators, by id. Raises ValueError where two bear one id or a module offers none."""
    package = importlib.import_module("lab.operators")
    found: dict[str, Operator] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"lab.operators.{info.name}")
        for one in _offered(module.__name__, getattr(module, "OPERATORS", ())):
            if one.id in found:
                raise ValueError(f"{module.__name__}: operator {one.id!r} is defined twice; give each its own id")
            found[one.id] = one
    return tuple(found[name] for name in sorted(found))


def _offered(module: str, offered: tuple[Operator, ...]) -> tuple[Operator, ...]:
    if not offered:
        raise ValueError(f"{module}: expected a tuple OPERATORS of lab.planting.Operator, got none")
    return offered
