"""Which provider a name means: in any of its names and scripts, however it is typed."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from publish.index import ListedProvider


@cache
def _simplified() -> dict[int, str]:
    table = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
    return {ord(one): other for one, other in zip(table["traditional"], table["simplified"], strict=True)}


def fold_name(text: str) -> str:
    """Give a name as a search compares it: NFKC, case folded, traditional characters as simplified, letters and digits only."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_simplified())
    # Marks stay: in Indic scripts they are vowels.
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LNM")


class Names:
    """Every name of every provider, ready to be searched."""

    def __init__(self, providers: Mapping[str, ListedProvider]) -> None:
        self._by_name: dict[str, list[str]] = {}
        self._ids = {}
        for one in providers.values():
            self._ids[one.id.casefold()] = one.id
            for name in dict.fromkeys(fold_name(name) for name in _names_of(one)):
                self._by_name.setdefault(name, []).append(one.id)
        self._by_name.pop("", None)

    def search(self, text: str) -> list[str]:
        """List the ids of providers with this name, then of those whose names contain it; each part by id."""
        by_id = self._ids.get(text.strip().casefold())
        if by_id is not None:
            return [by_id]
        wanted = fold_name(text)
        if not wanted:
            return []
        exact = sorted(self._by_name.get(wanted, ()))
        within = {one for name, ids in self._by_name.items() if wanted in name for one in ids}
        return exact + sorted(within - set(exact))

    def find(self, text: str) -> list[str]:
        """List the ids that this name alone means: an id, or a whole name; more than one where it is shared."""
        by_id = self._ids.get(text.strip().casefold())
        return [by_id] if by_id is not None else sorted(self._by_name.get(fold_name(text), ()))


def _names_of(provider: ListedProvider) -> Iterable[str]:
    return (provider.name, *provider.names.values(), *provider.aliases, provider.id.rpartition("/")[2])
