"""Suspects a number that appears on a page whose host proves itself anew: another issuer, or another host, since last night.

Who takes over a host or its name brings a certificate of his own. It is wrong at every honest change of issuer, so it
asks nothing alone and only joins what else is said of a new number; a renewal by the same issuer is no change at all. A host
whose proof fails is not read: that is an outcome of the fetch, and no number is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from directory.records import Certificate
from verifier.case import Case, evidence_of
from verifier.suspicion import Suspicion, asked_sightings, load_data

_YOUNG = timedelta(days=load_data("certificate_changed")["young_days"])


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number of a page whose certificate changed in kind since the good fetch before."""
    kinds = {page: _kind(case, page) for page in sorted(case.now)}
    for key, places in asked_sightings(case).items():
        seen = next((one for one in places if kinds[one.page]), None)
        if seen is not None:
            certificate = case.fetches[seen.page].certificate
            host, issuer = (certificate.host, certificate.issuer) if certificate is not None else ("", "")
            values = {"host": host, "issuer": issuer or "?"}
            kind = kinds[seen.page]
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind=kind)


def _kind(case: Case, page: str) -> str:
    """What changed: `issuer`, `host`, `young_host` or "" where nothing did, or nothing is known."""
    fetch, previous = case.fetches.get(page), case.previous.get(page)
    now = fetch.certificate if fetch is not None else None
    before = previous.certificate if previous is not None else None
    if now is None or before is None:
        return ""
    if now.host != before.host:
        return "young_host" if case.at - now.not_before < _YOUNG else "host"
    return "issuer" if _issuer(now) != _issuer(before) else ""


def _issuer(certificate: Certificate) -> str:
    return " ".join(certificate.issuer.casefold().split())
