"""Suspects a number of a kind that firms like this one do not publish: a mobile, a costly class, a foreign line.

Nine of ten distinct bad numbers in India are personal mobiles, 1 of 431 Chinese hotlines is one; premium, personal
and internet classes pay or hide whoever answers. It is wrong for small firms, for countries where official lines
are mobiles (the Philippines), and for a provider that opens a line in a country its file does not name yet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from directory.number import country_of, line_of, number_type
from directory.records import Provider
from verifier.case import Case, evidence_of, listed_keys
from verifier.suspicion import Suspicion, asked_sightings, load_data, served_countries

_DATA = load_data("unlikely_kind")
_RISKY: dict[str, str] = _DATA["risky_types"]
_RISKY_PREFIXES: tuple[str, ...] = tuple(_DATA["risky_prefixes"])
_NORMAL_PREFIXES: tuple[str, ...] = tuple(_DATA["normal_prefixes"])
_IMPOSSIBLE = [re.compile(pattern) for pattern in _DATA["impossible"]]
_GUARDED: frozenset[str] = frozenset(_DATA["guarded_kinds"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number of an unlikely kind, once, under the kind that weighs most."""
    listed = listed_keys(case)
    for key, places in asked_sightings(case).items():
        # A claim does not vouch for its own kind.
        kind = unlikely_kind(key, case.provider, listed - {key})
        if kind:
            seen = places[0]
            values = {"country": country_of(key)}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)


def unlikely_kind(key: str, provider: Provider, listed: Collection[str]) -> str:
    """The kind that makes a number unlikely for a provider, the weightiest first; "" for a likely one.

    listed: the provider's own lines, which make their kind and their country likely.
    """
    line = line_of(key)
    if any(pattern.search(line) for pattern in _IMPOSSIBLE):
        return "impossible"
    if not line.startswith(_NORMAL_PREFIXES):
        kind = number_type(line)
        if kind == "mobile" and all(number_type(own) != "mobile" for own in listed):
            return "mobile" if provider.kind in _GUARDED else "mobile_small"
        if kind in _RISKY and all(number_type(own) != kind for own in listed):
            return _RISKY[kind]
        if line.startswith(_RISKY_PREFIXES):
            return "premium"
    country = country_of(line)
    home = served_countries(provider) | {country_of(own) for own in listed}
    return "foreign" if country and country not in home else ""
