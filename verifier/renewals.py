"""Questions that come of the directory itself: what decisions rested on has changed, or they are half a year old."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta

from directory.findings import Evidence
from directory.records import Entry
from verifier.attested import ATTESTED, expires_on
from verifier.case import Case
from verifier.matters import Question
from verifier.policy import Policy

# The statement that a provider has no hotline stands under no number.
NO_NUMBER = ""
# A sentence with more differences than this is no sentence; the decision and the provider's file have them all.
TOLD_MOST = 4


def renewals_of(case: Case, taken: Collection[str], policy: Policy) -> Iterator[Question]:
    """Every matter of one provider that no page of tonight raised. taken: keys that another question asks about already."""
    yield from _moved_ground(case, policy)
    for entry in case.entries:
        if entry.status != "verified" or entry.verified_on is None or entry.key in taken:
            continue
        expires = entry.verified_on + timedelta(days=policy.expires_after_days)
        # A statement with a file may hold for less.
        expires = min(expires, expires_on(case.rested_on.get(entry.key, {})) or expires)
        if case.at.date() >= expires - timedelta(days=policy.asked_before_expiry_days):
            yield Question(
                matter="expiry",
                mark=(entry.key,),
                basis=(entry.key, entry.verified_on.isoformat()),
                keys=(entry.key,),
                number=entry.key,
                values={"verified": entry.verified_on.isoformat(), "expires": expires.isoformat()},
                evidence=(_place(entry),),
            )


def _moved_ground(case: Case, policy: Policy) -> Iterator[Question]:
    """One question for all decisions that rest on other hosts, page addresses, `keep` or regions than today's (§ 7, 10).

    A line that a file attests rests on that file and on no page.
    """
    rested = {key: then for key, then in case.rested_on.items() if ATTESTED not in then}
    moved = {key: changed for key, then in rested.items() if (changed := differences(then, case.basis))}
    lines = tuple(entry for entry in case.entries if entry.key in moved and entry.status in ("verified", "disputed"))
    if not lines and NO_NUMBER not in moved:
        return
    keys = tuple(sorted(entry.key for entry in lines))
    told = list(dict.fromkeys(one for key in sorted(moved) for one in moved[key]))
    more = f" (+{len(told) - TOLD_MOST})" if len(told) > TOLD_MOST else ""
    yield Question(
        matter="ground",
        mark=keys or (NO_NUMBER,),
        basis=(json.dumps(case.basis, sort_keys=True), *keys),
        keys=keys,
        values={"count": str(len(keys)), "detail": "; ".join(told[:TOLD_MOST]) + more},
        evidence=tuple(map(_place, lines))[: policy.evidence_most],
    )


def differences(then: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """Tell what of a decision's basis is gone (−), new (+) or otherwise (≠), in signs that need no language.

    then, now: as `directory.providers.basis` gives them; a decision without a basis rests on nothing that could move.
    """
    if "official_hosts" not in then:
        return []
    found = _moves(_hosts(then), _hosts(now))
    before, today = _pages(then), _pages(now)
    found += _moves(set(before), set(today))
    for url in sorted(before.keys() & today.keys()):
        found += [f"≠ {name} {url}" for name in ("keep", "regions") if before[url].get(name) != today[url].get(name)]
    return found


def _moves(then: set[str], now: set[str]) -> list[str]:
    return [*(f"− {one}" for one in sorted(then - now)), *(f"+ {one}" for one in sorted(now - then))]


def _hosts(basis: Mapping[str, object]) -> set[str]:
    hosts = basis.get("official_hosts", ())
    return {str(one) for one in hosts} if isinstance(hosts, list | tuple) else set()


def _pages(basis: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    pages = basis.get("pages", ())
    listed = pages if isinstance(pages, list | tuple) else ()
    return {str(page["url"]): page for page in listed if isinstance(page, dict)}


def _place(entry: Entry) -> Evidence:
    """Where the directory last saw the line."""
    url = entry.source or next(iter(entry.pages), "")
    return Evidence(url=url, snapshot=entry.snapshot, place="", layer="visible", quote=entry.label)
