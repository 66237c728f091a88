"""Taking lines back at once: what the release that is up lists and no decision stands behind any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

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
    of: Collection[str] | None = None,
) -> Withdrawn | None:
    """Withdraw what the release that is up lists and is no longer accepted; None before the first release.

    of: the providers that were decided on, None for all; a look at a few takes a fraction of a second whatever the
    release holds. at: aware, UTC. What is accepted again comes back with the next release.
    """
    folder = releases_in(settings.data)
    release = read_latest(folder)
    if release is None:
        return None
    listed = listed_lines(release)
    looked_at = {line.provider for line in listed} if of is None else set(of)
    accepted = {
        (entry.provider, entry.key)
        for provider in (looked_at if of is not None else (None,))
        for entry in iter_accepted(store, providers, provider)
    }
    gone = [
        (line.provider, line.key, line.tel)
        for line in listed
        if line.provider in looked_at and (line.provider, line.key) not in accepted
    ]
    return withdraw(folder, release.name, gone, at, signing_key(settings), is_decided=of is not None)
