"""Suspects a page that says its true address is on another site, or that is written in a script its provider does not use.

A copied, hacked or taken-over page often keeps the address of where it came from, or points its readers to where it is
going. It is wrong for a brand that moves to a new domain, and for pages of sister sites in other languages: so those are
looked at only where all of them lead away. An address that has long been foreign asks nothing alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.findings import Evidence
from directory.records import PageFacts
from verifier.case import Case, Seen, evidence_of
from verifier.hosts import host_in, is_expected, name_of
from verifier.suspicion import Suspicion, asked_sightings, load_data

_SCRIPTS: dict[str, list[str]] = load_data("points_elsewhere")["scripts"]


def check(case: Case) -> Iterator[Suspicion]:
    """Yield each unanswered number of such a page, and the page itself on the night on which it began to point away."""
    away = {page: host for page in sorted(case.now) if (host := _foreign(case, page, case.now[page].facts))}
    for page, host in away.items():
        before = case.before.get(page)
        if before is not None and not _foreign(case, page, before.facts):
            evidence = Evidence(url=page, snapshot=case.now[page].snapshot, place="", layer="visible", quote=host)
            yield Suspicion(key="", page=page, evidence=evidence, values={"detail": host}, kind="address")
    for key, places in asked_sightings(case).items():
        seen = next((one for one in places if one.page in away), None)
        if seen is not None:
            values = {"detail": away[seen.page]}
            yield Suspicion(key=key, page=seen.page, evidence=evidence_of(seen), values=values, kind="address")
        elif other := next((one for one in places if _is_foreign_script(case, one)), None):
            values = {"detail": other.reading.facts.script}
            yield Suspicion(key=key, page=other.page, evidence=evidence_of(other), values=values, kind="script")


def _foreign(case: Case, page: str, facts: PageFacts) -> str:
    """The host elsewhere that a page gives for its own, "" for none."""
    given = next((one for one in case.provider.pages if one.url == page), None)
    own = {name_of(host) for host in (host_in(page), *case.provider.official_hosts)}

    def foreign(address: str) -> str:
        host = host_in(address)
        # The brand's name under another ending is a sister site; a relative address names no host.
        is_own = not host or is_expected(host, given, case.provider) or host == host_in(page) or name_of(host) in own
        return "" if is_own else host

    for address in (facts.canonical, facts.og_url):
        if host := foreign(address):
            return host
    hosts = [foreign(address) for address in facts.alternates]
    return hosts[0] if hosts and all(hosts) else ""


def _is_foreign_script(case: Case, seen: Seen) -> bool:
    """Whether the page is written in a script of none of the languages in which the provider's pages are watched."""
    named = {page.language.partition("-")[0].lower() for page in case.provider.pages}
    expected = {script for language in named for script in _SCRIPTS.get(language, ["Latn"])}
    script = seen.reading.facts.script
    return bool(script) and bool(named) and script not in expected and script != "Latn"
