"""Find every signal in its folder and check, before anything is judged, that each is whole."""

from __future__ import annotations

import pkgutil
import string
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module, resources
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

from directory.records import Record
from verifier import signals
from verifier.case import Case
from verifier.suspicion import Suspicion

LANGUAGES = ("en", "zh")


class BrokenSignal(ValueError):  # noqa: N818 - said to whoever adds one
    """A signal that offers no check, or whose TOML is missing or says something else than expected."""


class Kind(Record, frozen=True):
    """One of several things that a signal tells apart: its own weight and words."""

    weight: float
    reason: dict[str, str]


class Terms(Record, frozen=True):
    """What a signal's TOML says; `data` is for the signal alone.

    weight: log-odds points. family: what counts at most twice its largest member. is_hard: urgent alone, and no
    discount helps. is_discount: a reason to be calm. is_discountable: whether such a reason may weigh against it.
    source: where weight and rule come from. reason: by language, a clause that goes on after "because".
    """

    weight: float
    family: str
    source: str
    reason: dict[str, str]
    is_hard: bool = False
    is_discount: bool = False
    is_discountable: bool = True
    kinds: dict[str, Kind] = msgspec.field(default_factory=dict)
    data: dict[str, Any] = msgspec.field(default_factory=dict)


class Signal(NamedTuple):
    """One rule that may suspect something; `id` is its module's name."""

    id: str
    terms: Terms
    check: Callable[[Case], Iterable[Suspicion]]

    def kind_of(self, suspicion: Suspicion) -> Kind:
        """Weight and words for a suspicion. Raises BrokenSignal for a kind that the TOML does not name."""
        if not suspicion.kind:
            return Kind(weight=self.terms.weight, reason=self.terms.reason)
        if suspicion.kind not in self.terms.kinds:
            raise BrokenSignal(f"signal {self.id}: kind {suspicion.kind!r}, expected one of {sorted(self.terms.kinds)}")
        return self.terms.kinds[suspicion.kind]


@cache
def find_signals() -> dict[str, Signal]:
    """Every signal by its id, sorted. Raises BrokenSignal for the first that is not whole."""
    return collect(signals)


def collect(package: ModuleType) -> dict[str, Signal]:
    """Every signal of a package, by the name of its module."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    folder = resources.files(package)
    for file in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")):
        if file.removesuffix(".toml") not in names:
            raise BrokenSignal(f"signals/{file}: has no module beside it, expected {file.removesuffix('.toml')}.py")
    return {name: _signal(package.__name__, folder, name) for name in names}


def _signal(package: str, folder: Traversable, name: str) -> Signal:
    file = folder.joinpath(f"{name}.toml")
    if not file.is_file():
        raise BrokenSignal(f"signals/{name}.py: has no {name}.toml beside it, expected its weight and words there")
    terms = _terms(name, file.read_text(encoding="utf-8"))
    check = getattr(import_module(f"{package}.{name}"), "check", None)
    if not callable(check):
        raise BrokenSignal(f"signals/{name}.py: offers no `check`, expected check(case) -> Iterable[Suspicion]")
    return Signal(name, terms, check)


def _terms(name: str, text: str) -> Terms:
    try:
        terms = msgspec.convert(tomllib.loads(text), Terms)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise BrokenSignal(f"signals/{name}.toml: {wrong}") from wrong
    for where, reason in [
        ("reason", terms.reason),
        *((f"kinds.{key}", one.reason) for key, one in terms.kinds.items()),
    ]:
        if sorted(reason) != sorted(LANGUAGES):
            raise BrokenSignal(f"signals/{name}.toml: {where}: got {sorted(reason)}, expected {list(LANGUAGES)}")
        fields = {language: _fields(words) for language, words in reason.items()}
        if fields["en"] != fields["zh"]:
            raise BrokenSignal(f"signals/{name}.toml: {where}: en and zh name different fields: {fields}")
    if terms.is_discount != (terms.weight < 0) or (terms.is_discount and terms.is_hard):
        raise BrokenSignal(f"signals/{name}.toml: weight {terms.weight}: a discount is below zero, a suspicion is not")
    return terms


def _fields(template: str) -> list[str]:
    return sorted({field for _, field, _, _ in string.Formatter().parse(template) if field})
