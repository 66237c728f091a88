"""Suspects a number on a page whose address is one where anybody may write: a community, a search, an upload, a sandbox.

Such pages lie on the brand's own hosts and are not its word: forum posts, profiles, tags, uploaded files and developers'
test areas carried planted numbers for years. The address that counts is the one where the redirects end. It is wrong for
a provider that publishes its own lines in its community, or its documents in an upload folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from directory.number import are_related, line_of
from verifier.case import Case, evidence_of, listed_keys
from verifier.hosts import final_address, host_in
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DATA = load_data("user_area_address")
_PATHS = frozenset(_DATA["paths"])
_NAMES = frozenset(_DATA["query_names"])
_HOSTS = frozenset(_DATA["hosts"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number with the part of its page's address that anybody may write under."""
    areas: dict[str, str] = {}
    for page in sorted(case.now):
        fetch = case.fetches.get(page)
        areas[page] = area_of(page) or (area_of(final_address(fetch)) if fetch is not None else "")
    listed = listed_keys(case)
    for key, places in asked_sightings(case).items():
        seen = next((one for one in places if areas[one.page]), None)
        if seen is not None and not _is_written_otherwise(key, listed):
            values = {"area": areas[seen.page]}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)


def _is_written_otherwise(key: str, listed: frozenset[str]) -> bool:
    """Whether it is a listed line as callers from elsewhere dial it (0571-95188 for 95188), which rings the same desk."""
    return any(are_related(one, key) and line_of(one) != line_of(key) for one in listed)


def area_of(address: str) -> str:
    """The part of an address that says anybody may write there, "" for none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    # The name that the provider chose for itself, and the country's ending, say nothing of an area.
    for label in host_in(address).split(".")[:-2]:
        if not _HOSTS.isdisjoint(label.split("-")):
            return label
    segments = [unquote(segment).lower() for segment in parts.path.split("/") if segment]
    for segment in segments:
        if segment.partition(".")[0] in _PATHS:
            return f"/{segment}/"
    names = (pair.partition("=")[0].lower() for pair in parts.query.split("&") if "=" in pair)
    return next((f"?{name}=" for name in names if name in _NAMES), "")
