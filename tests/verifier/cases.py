"""Cases for the tests of judging: an invented bank, its pages, and what they show on one night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from directory.findings import Change
from directory.nights import Reference
from directory.number import print_number
from directory.records import Entry, Expect, Fetch, Hop, Page, Provider, Reading, Sighting
from verifier.case import Case, evidence_of, own_in

AT = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
CONTACT = "https://www.northmoor.example/contact.html"
HELP = "https://help.northmoor.example/lost-card.html"
TERMS = "https://docs.northmoor.example/terms.html"
LISTED = "+442079460155"
NEW = "+448081570967"
PREMIUM = "+449098790123"


def a_page(url, channel="contact", regions=("GB",)):
    return Page(url=url, channel=channel, language="en", regions=regions, expect=Expect(least=0, most=9))


def a_provider(**more):
    fields = {
        "id": "gb/northmoor-bank",
        "name": "Northmoor Bank",
        "kind": "bank",
        "country": "GB",
        "official_hosts": ("northmoor.example",),
        "hotline": "published",
        "pages": (a_page(CONTACT), a_page(HELP, "help"), a_page(TERMS, "agreement")),
    }
    return Provider(**(fields | more))


def a_sighting(key, **more):
    raw = more.pop("raw", print_number(key))
    fields = {
        "raw": raw,
        "number": key,
        "readings": (key,),
        "start": 0,
        "end": len(raw),
        "place": "main > p",
        "layer": "visible",
        "quote": raw,
    }
    return Sighting(**(fields | more))


def a_reading(*sightings, snapshot="a" * 64):
    shown = tuple(one if isinstance(one, Sighting) else a_sighting(one) for one in sightings)
    return Reading(snapshot=snapshot, outcome="ok", content=snapshot, sightings=shown)


def an_entry(key, status="verified", provider="gb/northmoor-bank", **more):
    fields = {"id": 7, "provider": provider, "key": key, "status": status, "origin": f"seen on {CONTACT}"}
    if status == "verified":
        fields |= {"first_seen": AT, "last_seen": AT, "presence": "seen", "pages": (CONTACT,), "source": CONTACT}
    return Entry(**(fields | more))


def a_fetch(url, outcome="ok", **more):
    return Fetch(
        **{
            "provider": "gb/northmoor-bank",
            "page": url,
            "at": AT,
            "outcome": outcome,
            "hops": (Hop(url=url, status=200),),
        }
        | more
    )


def a_change(key, change="appeared", **more):
    return Change(**{"provider": "gb/northmoor-bank", "number": key, "change": change, "cause": "provider"} | more)


def a_case(
    now: Mapping[str, Reading] | None = None,
    before: Mapping[str, Reading] | None = None,
    entries: Sequence[Entry] = (an_entry(LISTED),),
    **more,
):
    """One night; every own key that no entry has is `appeared`, unless the changes are given."""
    case = Case(
        provider=more.pop("provider", a_provider()),
        at=AT,
        entries=tuple(entries),
        now=dict(now or {}),
        before=dict(before or {}),
        fetches=more.pop("fetches", {url: a_fetch(url) for url in (CONTACT, HELP, TERMS)}),
        reference=more.pop("reference", Reference()),
        **more,
    )
    if "changes" in more:
        return case
    seen = {one.sighting.number: one for one in reversed(list(own_in(case.now)))}
    fresh = sorted(seen.keys() - {entry.key for entry in entries})
    changes = [a_change(key, evidence=(evidence_of(seen[key]),)) for key in fresh]
    return msgspec.structs.replace(case, changes=tuple(changes))


def on_contact(*sightings, **more):
    """A night on which the contact page shows these numbers."""
    return a_case(now={CONTACT: a_reading(*sightings)}, **more)


def keys_of(check, case):
    """The keys that a signal suspects, in its order."""
    return [suspicion.key for suspicion in check(case)]
