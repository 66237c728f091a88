"""Suspects a number of a country that the provider is not known to serve.

Rings answer where numbers are cheap, and a caller at home never notices a foreign code. It is wrong for a provider
that opens a line in a country its file does not name yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from directory.number import country_of, line_of
from directory.records import Provider
from verifier.case import Case
from verifier.number_plan import suspect_each
from verifier.suspicion import Suspicion, served_countries


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number of a country that no page, claim or listed line of the provider has."""
    return suspect_each(case, kind_of)


def kind_of(key: str, provider: Provider, listed: Collection[str]) -> str | None:
    """Give "" for a number of a country that the provider is not known to serve, else None."""
    country = country_of(line_of(key))
    home = served_countries(provider) | {country_of(own) for own in listed}
    return "" if country and country not in home else None
