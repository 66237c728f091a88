"""Suspects a host that is made to look like one of the provider's: other letters of the same look, or words of care.

To squat on a name is the commonest trick against a brand: `paypa1`, a letter of another alphabet, the name with
`-support` or `-care` behind it, the whole host in front of somebody else's. Looked at are the hosts on the way to a page,
those that a page gives for its own address, and hosts that the provider's file has named for a short time without proof.
It is wrong where the provider itself owns such a name and its file does not say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from directory.findings import Evidence
from directory.records import Provider
from verifier.case import Case, evidence_of
from verifier.hosts import Likeness, host_in, likeness
from verifier.suspicion import Suspicion, asked_sightings, load_data

_DAYS = timedelta(days=load_data("look_alike_host")["days"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each page that leads or points to such a host, and every unanswered number that stands on it."""
    asked = {(seen.page, key): seen for key, places in asked_sightings(case).items() for seen in reversed(places)}
    for page in sorted(case.fetches.keys() | case.now.keys()):
        for host in _hosts(case, page):
            found = likeness(host, _without(case.provider, host))
            if found is None:
                continue
            values = {"host": host, "official": found.official}
            yield _of_page(case, page, host, found, values)
            for (stands_on, key), seen in asked.items():
                if stands_on == page:
                    evidence = evidence_of(seen)
                    yield Suspicion(key=key, page=page, evidence=evidence, values=values, kind=found.how)
            break


def _hosts(case: Case, page: str) -> list[str]:
    """The hosts that have to do with a page tonight and are not long the provider's."""
    fetch, reading = case.fetches.get(page), case.now.get(page)
    addresses = [page]
    if fetch is not None:
        told = (word.strip("'\"()<>,;") for word in fetch.detail.split())
        addresses += [hop.url for hop in fetch.hops] + [word for word in told if "://" in word]
    if reading is not None:
        # Not those of its other languages: sister sites bear the brand's name in every spelling of their country.
        addresses += [reading.facts.canonical, reading.facts.og_url]
    hosts = dict.fromkeys(filter(None, map(host_in, addresses)))
    own = {host for host in case.provider.official_hosts if not _is_fresh(case, host)}
    return [host for host in hosts if not any(host == one or host.endswith(f".{one}") for one in own)]


def _is_fresh(case: Case, official: str) -> bool:
    since = case.hosts_since.get(official)
    return since is not None and case.at - since < _DAYS and official not in case.provider.proofs


def _without(provider: Provider, host: str) -> Provider:
    """The provider as it is without the official hosts that the host itself lies under."""
    rest = tuple(one for one in provider.official_hosts if host != one and not host.endswith(f".{one}"))
    return Provider(
        id=provider.id,
        name=provider.name,
        kind=provider.kind,
        country=provider.country,
        hotline=provider.hotline,
        official_hosts=rest,
    )


def _of_page(case: Case, page: str, host: str, found: Likeness, values: dict[str, str]) -> Suspicion:
    fetch, reading = case.fetches.get(page), case.now.get(page)
    snapshot = reading.snapshot if reading is not None else (fetch.snapshot or "") if fetch is not None else ""
    # The host alone: the rest of the address may change every night, the matter does not.
    evidence = Evidence(url=page, snapshot=snapshot, place="", layer="visible", quote=host)
    return Suspicion(key="", page=page, evidence=evidence, values=values, kind=found.how)
