"""The lab's markets and languages, as its data files give them."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

import msgspec

from directory.records import Record
from directory.terms import Kind
from lab.numbering import Shape


class Words(Record, frozen=True):
    """The words of invented pages in one language; every text may hold the gaps that lab.noise fills."""

    lang: str
    nav: tuple[str, ...]
    titles: dict[str, str]
    labels: dict[str, str]
    colon: str
    hours: tuple[str, ...]
    lead: tuple[str, ...]
    faqs: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...]
    posts: tuple[str, ...]
    footer: tuple[str, ...]
    region: str
    phone: str
    branch: tuple[str, ...]
    cities: tuple[str, ...]
    sign_in: str
    found: str
    query: str


class Market(Record, frozen=True):
    """One home of providers. names: `slug|own name|English name|kind`; languages: the first is the home's."""

    id: str
    country: str
    languages: tuple[str, ...]
    regions: tuple[str, ...]
    names: tuple[str, ...]
    shapes: tuple[Shape, ...]
    branches: Shape


class Markets(Record, frozen=True):
    """All markets, which providers (slugs) belong to which group, and which have no public line."""

    groups: dict[str, str]
    silent: tuple[str, ...]
    markets: tuple[Market, ...]


class Named(Record, frozen=True):
    """Who a provider is."""

    slug: str
    own: str
    english: str
    kind: Kind


def named(text: str) -> Named:
    """Take one line of `Market.names` apart."""
    slug, own, english, kind = text.split("|")
    return msgspec.convert({"slug": slug, "own": own, "english": english, "kind": kind}, Named)


@functools.cache
def load_markets() -> Markets:
    """Read sites/markets.toml. Raises msgspec.ValidationError with the place of what is wrong."""
    return msgspec.convert(_table("markets"), Markets)


@functools.cache
def load_words() -> dict[str, Words]:
    """Read sites/languages.toml, by language. Raises msgspec.ValidationError with the place of what is wrong."""
    return msgspec.convert(_table("languages"), dict[str, Words])


@functools.cache
def load_countries() -> dict[str, dict[str, str]]:
    """Read sites/countries.toml: ISO 3166 code → language ("en", "zh") → the country's name."""
    rows = [row.split("|") for row in _table("countries")["names"].split("\n") if row]
    return {code: {"en": english, "zh": chinese} for code, english, chinese in rows}


def _table(name: str) -> dict[str, Any]:
    text = resources.files("lab").joinpath("sites", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
