"""Whose line a list's row means: by id, name or alias, narrowed by country, held against the host of its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from directory.addresses import host_of, is_host, lies_under
from directory.countries import country_faults
from directory.providers import fold, ids_of, names_of, nearest, slugs_of
from directory.records import Provider
from scheduler.line_lists.listed import Listed
from scheduler.line_lists.numbers import read_line
from scheduler.which import regions_of

_SHOWN = 5
_NEAR_MOST = 2_000


class Whose(NamedTuple):
    """The provider that a row means and the rule that found it, or None, why not, and what was expected instead."""

    provider: Provider | None
    rule: str = ""
    why: str = ""
    expected: str = ""


class Placed(NamedTuple):
    """A row with its provider and every key its number may be, preferred first; `why` and `expected` say what is missing.

    rule: how the provider was found: "name" (also id and alias), "host", "told" by a person; "" where none was.
    """

    row: Listed
    provider: Provider | None
    keys: tuple[str, ...] = ()
    why: str = ""
    expected: str = ""
    rule: str = ""


class Matcher:
    """Finds the providers of rows. own: whose lines are meant where a row names nobody."""

    def __init__(self, providers: Mapping[str, Provider], own: Provider | None = None) -> None:
        self._providers = providers
        self._own = own
        self._near: dict[str, str] = {}
        self._labels: tuple[dict[str, list[Provider]], ...] = tuple(
            self._by_label(labels) for labels in (ids_of, slugs_of, names_of)
        )

    def _by_label(self, labels: object) -> dict[str, list[Provider]]:
        found: dict[str, list[Provider]] = {}
        for provider in self._providers.values():
            for label in dict.fromkeys(map(fold, labels(provider))):  # type: ignore[operator]
                found.setdefault(label, []).append(provider)
        return found

    def whose(self, row: Listed) -> Whose:
        """Find the one provider that a row's names and address mean."""
        if not row.names and not row.url:
            said = "expected an id, a name or an address; --of says whose lines they are"
            return Whose(self._own, "told") if self._own is not None else Whose(None, "", "names no provider", said)
        by_host = self._at(row.url)
        named, is_several = self._named(row, by_host)
        if named and not is_several:
            others = [one.id for one in by_host if one.id != named[0].id]
            if by_host and len(others) == len(by_host):
                why = f"named as {named[0].id}, while its address is of {', '.join(others)}"
                return Whose(None, "", why, "expected a name and an address of one provider")
            return Whose(named[0], "name")
        if is_several:
            ids = ", ".join(one.id for one in named[:_SHOWN])
            return Whose(None, "", "its name is several providers'", f"expected one of {ids}")
        if len(by_host) == 1:
            return Whose(by_host[0], "host")
        if by_host:
            ids = ", ".join(one.id for one in by_host[:_SHOWN])
            return Whose(None, "", "its address is several providers'", f"expected one of {ids}")
        return Whose(None, "", "no provider that is described here", self._expected(row))

    def _named(self, row: Listed, by_host: Sequence[Provider]) -> tuple[list[Provider], bool]:
        """The providers that the first telling name means, and whether they stay several."""
        several: list[Provider] = []
        for name in row.names:
            for labels in self._labels:
                hits = labels.get(fold(name), [])
                for narrowed in (hits, [one for one in hits if one.country == row.country], _both(hits, by_host)):
                    if len(narrowed) == 1:
                        return narrowed, False
                several = several or hits
        return several, bool(several)

    def _expected(self, row: Listed) -> str:
        """What stands near a name that is nobody's; looking takes a millisecond, so not for every row of a long list."""
        name = fold(next(iter(row.names), ""))
        if name and name not in self._near and len(self._near) < _NEAR_MOST:
            self._near[name] = nearest(self._providers, name).removeprefix("; ")
        return self._near.get(name, "`providers list` shows all")

    def _at(self, url: str) -> list[Provider]:
        host = _host(url)
        return [one for one in self._providers.values() if lies_under(host, one.official_hosts)] if host else []


def place_row(row: Listed, matcher: Matcher, region: str, listed: Mapping[str, set[str]]) -> Placed:
    """Find a row's provider and read its number as dialled in the row's country, in `region`, and by that provider.

    region: ISO code, "" for none told. listed: key → providers that hold it; a key the provider has comes first.
    """
    found = matcher.whose(row)
    if row.fault:
        return Placed(row, found.provider, (), row.fault, "expected a whole row")
    if not row.number:
        return Placed(row, found.provider, (), "holds no number", "expected a number")
    country = row.country if row.country and not country_faults(row.country, "country") else ""
    regions = [country, region, *(regions_of(found.provider) if found.provider is not None else ())]
    keys, why = read_line(row.number, list(dict.fromkeys(filter(None, regions))))
    if found.provider is None:
        return Placed(row, None, keys, found.why, found.expected)
    if not keys:
        return Placed(row, found.provider, (), why, "expected one number as it is dialled")
    own = found.provider.id
    return Placed(
        row, found.provider, tuple(sorted(keys, key=lambda key: own not in listed.get(key, ()))), rule=found.rule
    )


def _both(hits: Sequence[Provider], others: Sequence[Provider]) -> list[Provider]:
    return [one for one in hits if any(one.id == other.id for other in others)]


def _host(url: str) -> str:
    """The host of an address, with or without its scheme; "" for what is none."""
    text = url.strip().casefold()
    if "//" not in text:
        bare = urlsplit(f"//{text}").hostname or ""
        return bare if is_host(bare) else ""
    return host_of(text, ("https", "http")) or ""
