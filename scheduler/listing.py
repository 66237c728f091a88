"""What of the store may be told to everyone: accepted lines, described providers, lines that were listed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from directory.public import (
    VALID_DAYS,
    NotAccepted,
    PublicEntry,
    PublicProvider,
    RetiredLine,
    to_public,
    to_public_provider,
    to_retired,
)
from directory.records import Provider
from directory.store import Store
from publish.delta import Listing
from verifier.attested import expires_on


def public_listing(store: Store, providers: Mapping[str, Provider], valid_days: int = VALID_DAYS) -> Listing:
    """Gather everything that a release may tell. valid_days: for so long a line counts after it was decided."""
    entries = list(iter_accepted(store, providers, valid_days=valid_days))
    return Listing(
        entries=tuple(entries),
        providers=tuple(_providers(store, providers, {entry.provider for entry in entries})),
        retired=tuple(_retired(store)),
    )


def accepted_entries(store: Store, providers: Mapping[str, Provider], provider: str | None = None) -> list[PublicEntry]:
    """Every verified line of a provider that is still described, of one provider where given, as the public sees it."""
    return list(iter_accepted(store, providers, provider))


def iter_accepted(
    store: Store, providers: Mapping[str, Provider], provider: str | None = None, valid_days: int = VALID_DAYS
) -> Iterator[PublicEntry]:
    """Give the same one by one; a line that a statement with a file attests expires no later than that says."""
    until = {one.seq: expires_on(one.basis) for one in store.attested()}
    for entry in store.entries(provider=provider, status="verified"):
        if entry.provider in providers:
            try:
                told = to_public(entry, providers[entry.provider], valid_days)
            except NotAccepted:
                # Its source left the official hosts: design 7, 10 withdraws it until a person answers.
                continue
            ends = until.get(entry.decision or 0)
            yield told if ends is None else msgspec.structs.replace(told, expires_on=min(ends, told.expires_on))


def _providers(store: Store, providers: Mapping[str, Provider], with_lines: set[str]) -> Iterator[PublicProvider]:
    stated = _stated_without(store)
    for name, provider in sorted(providers.items()):
        # A line that was accepted after the statement speaks louder than it.
        yield to_public_provider(provider, stated_on=None if name in with_lines else stated.get(name))


def _stated_without(store: Store) -> dict[str, date]:
    """The day on which a decision, not undone since, said that a provider has no public hotline."""
    decisions = store.decisions()
    undone = {one.undoes for one in decisions}
    return {one.provider: one.at.date() for one in decisions if one.kind == "no_hotline" and one.seq not in undone}


def _retired(store: Store) -> Iterator[RetiredLine]:
    ended_on, false = store.retired_on(), store.known_false()
    successors = {entry.replaces: entry.key for entry in store.entries(status="verified") if entry.replaces is not None}
    for entry in store.entries(status="retired"):
        day = ended_on.get((entry.provider, entry.key))
        was_listed = entry.accepted_by is not None and entry.provider not in false.get(entry.key, ())
        if day is not None and was_listed:
            yield to_retired(entry, day, successors.get(entry.id, ""))
