"""Pages and lines of an invented provider for the tests of comparing, nights and decisions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from directory.records import Entry, Expect, Fetch, Page, Provider, Reading, Sighting

NIGHT = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
DAY = timedelta(days=1)
CONTACT = "https://www.paylark.example/contact"
HELP = "https://help.paylark.example/"
FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH = (f"+4420794601{last}" for last in range(11, 17))
PROVIDER = Provider(
    id="gb/paylark",
    name="Paylark",
    kind="wallet",
    country="GB",
    official_hosts=("paylark.example",),
    hotline="published",
    pages=tuple(
        Page(url=url, channel="help", language="en", regions=("GB",), expect=Expect(least=0, most=9))
        for url in (CONTACT, HELP)
    ),
)


def says(key, label="", **more):
    fields = {
        "raw": key,
        "number": key,
        "readings": (key,),
        "start": 0,
        "end": len(key),
        "place": "p",
        "quote": f"Call {key}",
    }
    return Sighting(**({"layer": "visible"} | fields | {"label": label} | more))


def page(*shown, present=(), snapshot="b" * 64):
    """A good reading; keys and sightings are what it shows, `present` what only the look for known keys found."""
    sightings = tuple(one if isinstance(one, Sighting) else says(one) for one in shown)
    presence = {one.number: (one.layer,) for one in sightings} | dict.fromkeys(present, ("visible",))
    return Reading(snapshot=snapshot, outcome="ok", content=snapshot, sightings=sightings, presence=presence)


def line(key, status="verified", **more):
    """A line seen on the contact page the night before."""
    fields = {
        "id": int(key[-2:]) if key[-2:].isdigit() else 1,
        "presence": "seen",
        "pages": (CONTACT,),
        "first_seen": NIGHT - 9 * DAY,
        "last_seen": NIGHT - DAY,
        "night_on": (NIGHT - DAY).date(),
        "source": CONTACT,
        "snapshot": "a" * 64,
    }
    if status == "verified":
        fields |= {"verified_on": (NIGHT - 5 * DAY).date(), "accepted_by": "person", "decision": 1}
    return Entry(**(fields | {"provider": PROVIDER.id, "key": key, "status": status} | more))


def claim(key, **more):
    """A candidate that nobody has seen yet."""
    return Entry(id=99, provider=PROVIDER.id, key=key, status="candidate", origin="a list of 2024", **more)


def fetched(*bad, at=NIGHT, pages=(CONTACT, HELP)):
    """A fetch of every page; those in `bad` failed."""
    return {
        url: Fetch(provider=PROVIDER.id, page=url, at=at, outcome="http_error" if url in bad else "ok") for url in pages
    }
