"""Suspects a number of a class that costs the caller, or that anyone can rent unseen, by its own country's plan.

Premium numbers pay whoever answers; personal and internet numbers hide him. It is wrong where such a class is the
usual hotline of a country that the tables beside it do not know yet, and for a provider that lists one already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from directory.number import country_of, line_of, number_type
from directory.records import Provider
from verifier.case import Case
from verifier.number_plan import suspect_each
from verifier.suspicion import Suspicion, load_data

_DATA = load_data("costly_number")
_CLASSES: dict[str, str] = _DATA["classes"]
_CLASSES_IN: dict[str, dict[str, str]] = _DATA["classes_in"]
_PREFIXES: dict[str, str] = _DATA["prefixes"]
_USUAL: tuple[str, ...] = tuple(_DATA["usual"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number of a risky class of a provider that lists none of the class."""
    return suspect_each(case, kind_of)


def kind_of(key: str, provider: Provider, listed: Collection[str]) -> str | None:  # noqa: ARG001 - every plan signal's
    """`premium`, `personal` or `voip` for a number of that class beside lines that are none of it; else None."""
    kind = class_of(key)
    return kind if kind is not None and all(class_of(own) != kind for own in listed) else None


def class_of(key: str) -> str | None:
    """The risky class of a key in its country's plan, None for a class that official lines have."""
    line = line_of(key)
    if line.startswith(_USUAL):
        return None
    told = next((kind for prefix, kind in _PREFIXES.items() if line.startswith(prefix)), None)
    if told is not None:
        return told
    by_library = number_type(line)
    return _CLASSES.get(by_library) or _CLASSES_IN.get(country_of(line), {}).get(by_library)
