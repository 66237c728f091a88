"""Suspects a watched page whose address now leads to a host that is not the provider's.

A redirect to a look-alike is how a whole page is taken over without touching its text. It is wrong when a brand
moves to a new name, or when a page is replaced by the sign-in of a partner.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from directory.addresses import lies_under
from directory.findings import Evidence
from directory.records import Fetch, Provider
from verifier.case import Case
from verifier.suspicion import Suspicion


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each page whose fetch was ended because it left the official hosts."""
    for url in sorted(case.fetches):
        fetch = case.fetches[url]
        if fetch.outcome == "left_official_host":
            host = _left_to(fetch, case.provider)
            # The host alone: the rest of the address may change every night, the matter does not.
            evidence = Evidence(url=url, snapshot=fetch.snapshot or "", place="", layer="visible", quote=host)
            yield Suspicion(key="", page=url, evidence=evidence, values={"host": host})


def _left_to(fetch: Fetch, provider: Provider) -> str:
    """The first host on the way that is not the provider's, as far as the fetch tells."""
    told = [word.strip("'\"()<>,;") for word in fetch.detail.split()]
    addresses = [hop.url for hop in fetch.hops] + [word for word in told if "://" in word]
    for address in addresses:
        host = _host(address)
        if host and host != _host(fetch.page) and not lies_under(host, provider.official_hosts):
            return host
    return fetch.detail or "?"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
