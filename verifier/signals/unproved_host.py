"""Suspects a number on a host that the provider's file has named for a short time only, and that no registry proves.

An edit of the directory itself is the shortest way in: one changed address in a provider's file, and the pages that are
watched are somebody else's. A filing, a licence list or an app store's developer site settles it. It is wrong for every
honest new host until its proof is entered. A host that was there when the provider was first read is not asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from directory.addresses import lies_under
from verifier.case import Case, Seen, evidence_of
from verifier.hosts import final_address, host_in
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DAYS = timedelta(days=load_data("unproved_host")["days"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number of a page whose host is new in the provider's file and has no proof there."""
    fresh = [
        host
        for host, since in sorted(case.hosts_since.items())
        if case.at - since < _DAYS and host in case.provider.official_hosts and not _is_proved(host, case)
    ]
    for key, places in asked_sightings(case).items():
        for seen in places:
            host = next((host for host in fresh if _stands_under(case, seen, host)), "")
            if host:
                values = {"host": host, "since": case.hosts_since[host].date().isoformat()}
                yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values)
                break


def _is_proved(host: str, case: Case) -> bool:
    """Whether a registry stands behind a host, or behind one that it lies under."""
    return any(lies_under(host, [proved]) for proved in case.provider.proofs)


def _stands_under(case: Case, seen: Seen, host: str) -> bool:
    fetch = case.fetches.get(seen.page)
    addresses = (seen.page, final_address(fetch) if fetch is not None else "")
    return any(lies_under(host_in(address), [host]) for address in addresses)
