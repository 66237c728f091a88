"""Taking lines back at once: what the release that is up lists and no decision stands behind any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from directory.public import PublicEntry
from directory.records import Provider
from directory.store import Store
from publish.release import read_latest, releases_in
from publish.stored import listed_lines
from publish.withdrawn import Withdrawn, withdraw
from scheduler.config import Settings
from scheduler.keys import signing_key
from scheduler.listing import iter_accepted


def withdraw_unaccepted(
    store: Store,
    settings: Settings,
    providers: Mapping[str, Provider],
    at: datetime,
    of: Collection[str],
) -> Withdrawn | None:
    """Withdraw what the release that is up lists of some providers and is no longer accepted; None before the first release.

    of: the providers that were decided on just now; a look at a few takes a fraction of a second whatever the release
    holds. at: aware, UTC. What is accepted again comes back with the next release.
    """
    entries = [entry for provider in sorted(of) for entry in iter_accepted(store, providers, provider)]
    return _withdraw(settings, entries, at, of)


def mend_withdrawn(settings: Settings, at: datetime) -> Withdrawn | None:
    """Finish what somebody who died, or whose disk was full, left half done: a pointer without its file, a file without its signature."""
    return _withdraw(settings, (), at, ())


def withdraw_others(settings: Settings, entries: Iterable[PublicEntry], at: datetime) -> Withdrawn | None:
    """Withdraw what the release that is up lists and is not among `entries`, all that is accepted; None before the first."""
    return _withdraw(settings, entries, at, None)


def _withdraw(
    settings: Settings, entries: Iterable[PublicEntry], at: datetime, of: Collection[str] | None
) -> Withdrawn | None:
    folder = releases_in(settings.data)
    release = read_latest(folder)
    if release is None:
        return None
    accepted = {(entry.provider, entry.key) for entry in entries}
    gone = [
        (line.provider, line.key, line.tel)
        for line in listed_lines(release)
        if (of is None or line.provider in of) and (line.provider, line.key) not in accepted
    ]
    return withdraw(folder, release.name, gone, at, signing_key(settings), is_decided=of is not None)
