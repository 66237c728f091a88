"""Suspects a personal mobile number for a firm whose listed lines are none.

Nine of ten distinct bad numbers in India are personal mobiles, 1 of 431 listed Chinese hotlines is one. It is wrong
for small firms, for carriers, who answer on their own network, and in countries where official lines are mobiles:
for all of them it weighs little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from directory.number import country_of, line_of, number_type
from directory.records import Provider
from verifier.case import Case
from verifier.number_plan import suspect_each
from verifier.suspicion import Suspicion, load_data

_DATA = load_data("personal_mobile")
_GUARDED: frozenset[str] = frozenset(_DATA["guarded_kinds"])
_MOBILE_COUNTRIES: frozenset[str] = frozenset(_DATA["mobile_countries"])
_NO_MOBILES: tuple[str, ...] = tuple(_DATA["no_mobiles"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered mobile of a provider that lists none."""
    return suspect_each(case, kind_of)


def kind_of(key: str, provider: Provider, listed: Collection[str]) -> str | None:
    """`guarded` or `small` for a mobile beside lines that are none; None for every other number."""
    if not is_mobile(key) or any(is_mobile(own) for own in listed):
        return None
    is_guarded = provider.kind in _GUARDED and country_of(key) not in _MOBILE_COUNTRIES
    return "guarded" if is_guarded else "small"


def is_mobile(key: str) -> bool:
    """Whether a key is one that a plan gives to persons' mobile telephones."""
    line = line_of(key)
    return not line.startswith(_NO_MOBILES) and number_type(line) == "mobile"
