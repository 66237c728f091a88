"""What a signal is: its terms, read from the TOML beside its module, and the rule that looks at a case."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

from directory.records import Record
from directory.terms import Level
from verifier.case import Case
from verifier.policy import Policy
from verifier.suspicion import Suspicion

LANGUAGES = ("en", "zh")


class BrokenSignal(ValueError):  # noqa: N818 - said to whoever adds one
    """A signal that offers no check, or whose TOML is missing or says something else than expected."""


class Kind(Record, frozen=True):
    """One of several things that a signal tells apart: its own weight, words and place in the catalogue."""

    weight: float
    reason: dict[str, str]
    catalogue: str = ""


class Terms(Record, frozen=True):
    """What a signal's TOML says; `data` is for the signal alone.

    weight: log-odds points. family: what counts at most twice its largest member. is_hard: urgent alone, and no
    discount helps. is_discount: a reason to be calm. is_discountable: whether such a reason may weigh against it.
    source: where weight and rule come from. reason: by language, a clause that goes on after "because".
    catalogue: its number in the signal catalogue ("S13"), "" for one that stands in none. is_on: whether it judges
    where no policy says otherwise; off_because: why it does not, in words.
    """

    weight: float
    family: str
    source: str
    reason: dict[str, str]
    catalogue: str = ""
    is_hard: bool = False
    is_discount: bool = False
    is_discountable: bool = True
    is_on: bool = True
    off_because: str = ""
    kinds: dict[str, Kind] = msgspec.field(default_factory=dict)
    data: dict[str, Any] = msgspec.field(default_factory=dict)


class Signal(NamedTuple):
    """One rule that may suspect something; `id` is its module's name.

    origin: name and version of the distribution that brought it, "" for a signal of our own.
    about: its module's docstring on one line: what it suspects, why that is suspicious, when it is wrong.
    """

    id: str
    terms: Terms
    check: Callable[[Case], Iterable[Suspicion]]
    origin: str = ""
    about: str = ""

    @property
    def kinds(self) -> dict[str, Kind]:
        """Everything it tells apart, by name: its one kind is called ""."""
        return self.terms.kinds or {"": Kind(weight=self.terms.weight, reason=self.terms.reason)}

    @property
    def strongest(self) -> float:
        """The weight of its weightiest kind: the lowest of a discount's."""
        return max((kind.weight for kind in self.kinds.values()), key=abs)

    def kind_of(self, suspicion: Suspicion) -> Kind:
        """Weight and words for a suspicion. Raises BrokenSignal for a kind that the TOML does not name."""
        if not suspicion.kind:
            return Kind(weight=self.terms.weight, reason=self.terms.reason, catalogue=self.terms.catalogue)
        if suspicion.kind not in self.terms.kinds:
            raise BrokenSignal(f"signal {self.id}: kind {suspicion.kind!r}, expected one of {sorted(self.terms.kinds)}")
        return self.terms.kinds[suspicion.kind]


def level_alone(weight: float, *, is_hard: bool, policy: Policy) -> Level:
    """The level of a finding in which nothing else fired."""
    if is_hard or weight >= policy.urgent_score:
        return "urgent"
    return "review" if weight >= policy.review_score else "routine"


def read_terms(where: str, text: str) -> Terms:
    """The terms of a signal out of its TOML. Raises BrokenSignal, which names `where`, for terms that are not whole."""
    try:
        terms = msgspec.convert(tomllib.loads(text), Terms)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise BrokenSignal(f"{where}: {wrong}") from wrong
    _check_words(where, terms)
    weights = [terms.weight, *(kind.weight for kind in terms.kinds.values())]
    if any(terms.is_discount != (weight < 0) for weight in weights) or (terms.is_discount and terms.is_hard):
        raise BrokenSignal(f"{where}: weights {weights}: a discount is below zero, a suspicion is not")
    if terms.is_on == bool(terms.off_because):
        raise BrokenSignal(
            f"{where}: is_on = {str(terms.is_on).lower()}, off_because = {terms.off_because!r}: "
            "expected a reason for a signal that is off, and none for one that is on"
        )
    return terms


def _check_words(where: str, terms: Terms) -> None:
    kinds = ((f"kinds.{key}", one.reason) for key, one in terms.kinds.items())
    for place, reason in [("reason", terms.reason), *kinds]:
        if sorted(reason) != sorted(LANGUAGES):
            raise BrokenSignal(f"{where}: {place}: got {sorted(reason)}, expected {list(LANGUAGES)}")
        fields = {language: _fields(words) for language, words in reason.items()}
        if fields["en"] != fields["zh"]:
            raise BrokenSignal(f"{where}: {place}: en and zh name different fields: {fields}")


def _fields(template: str) -> list[str]:
    return sorted({field for _, field, _, _ in string.Formatter().parse(template) if field})
