"""One page tried out before it is described: who owns its address, what a reader finds, what to expect of it."""

from __future__ import annotations

import hashlib
import math
import mimetypes
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from directory.addresses import host_of, lies_under
from directory.printed import read_number
from directory.records import Expect, Fetch, Page, Provider, Reading, Record
from directory.terms import CONFIRMING_LAYERS
from scheduler.config import Settings
from scheduler.description_text import page_block
from scheduler.workers import ReadingPool, ReadJob

# A first guess before anything was read; it promises nothing and bounds a flood.
EXPECT_UNREAD = Expect(least=0, most=12)
# Of the numbers found today: a fifth may go before it is a fault, twice as many may come (reliability, section 8).
SHARE_LEAST = 0.8
TIMES_MOST = 2
# A page without numbers today may get a first one and its variants without being a fault.
MOST_OF_NONE = 3


class Probe(Record, frozen=True):
    """What trying a page told.

    owners: ids whose official hosts cover the address. fetch, reading: outcomes, "" where it did not come to that.
    numbers: layer → keys, in the order of the page. block: a [[pages]] table to put into the provider's
    file, "" where the address is not known.
    """

    url: str
    owners: tuple[str, ...]
    fetch: str = ""
    reading: str = ""
    detail: str = ""
    title: str = ""
    numbers: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    expect: Expect = EXPECT_UNREAD
    block: str = ""


def owners_of(url: str, providers: Mapping[str, Provider]) -> list[Provider]:
    """List the providers whose official hosts cover `url`, plain http included."""
    host = host_of(url, ("https", "http"))
    return [
        provider for provider in providers.values() if host is not None and lies_under(host, provider.official_hosts)
    ]


def page_to_try(url: str, owners: list[Provider], regions: tuple[str, ...], language: str) -> Page:
    """Give the page as its provider describes it already, or as it might be described.

    regions, language: () and "" where the caller did not say; then they are the first owner's country and "und".
    """
    for page in [page for owner in owners for page in owner.pages if page.url == url]:
        return msgspec.structs.replace(page, regions=regions or page.regions, language=language or page.language)
    home = regions or tuple(owner.country for owner in owners[:1])
    return Page(
        url=url,
        channel="help",
        language=language or "und",
        regions=home,
        expect=EXPECT_UNREAD,
        platform=not owners,
    )


def saved_page(file: Path, page: Page, max_bytes: int) -> tuple[Fetch, bytes | None]:
    """Take a page that somebody saved as if it had just been fetched; its time is that of the file."""
    with file.open("rb") as opened:
        body = opened.read(max_bytes + 1)
    fetch = Fetch(
        provider="",
        page=page.url,
        at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
        outcome="ok",
        media=mimetypes.guess_type(file.name)[0] or "text/html",
        snapshot=hashlib.sha256(body).hexdigest(),
        size_bytes=len(body),
    )
    if len(body) <= max_bytes:
        return fetch, body
    too_large = f"got more than {max_bytes} bytes, the limit of one page"
    return msgspec.structs.replace(fetch, outcome="too_large", snapshot=None, detail=too_large), None


def probe_page(page: Page, owners: list[Provider], fetched: tuple[Fetch, bytes | None], settings: Settings) -> Probe:
    """Read one fetched page in a worker process, under the limits of every reading, and say what to expect of it."""
    fetch, body = fetched
    begun = unread_probe(page, owners)
    if body is None:
        return msgspec.structs.replace(begun, fetch=fetch.outcome, detail=fetch.detail)
    provider = owners[0] if owners else nobody(page)
    known = tuple(key for claim in provider.known for key in read_number(claim.number, [claim.country])[:1])
    job = ReadJob(page=page, provider=provider, fetch=fetch, capture=None, known=known, data=settings.data, body=body)
    limits = settings.reading
    with ReadingPool(workers=1, memory_bytes=limits.memory_bytes, timeout_s=limits.timeout_s) as pool:
        reading = next(reading for _, reading in pool.read([job]))
    return msgspec.structs.replace(
        begun,
        fetch=fetch.outcome,
        reading=reading.outcome,
        detail=reading.detail,
        title=reading.facts.title,
        numbers=numbers_by_layer(reading),
        expect=expectation(reading),
        block=block_of(msgspec.structs.replace(page, expect=expectation(reading))),
    )


def unread_probe(page: Page, owners: list[Provider]) -> Probe:
    """Say what can be said of a page before it was asked."""
    return Probe(url=page.url, owners=tuple(owner.id for owner in owners), expect=page.expect, block=block_of(page))


def block_of(page: Page) -> str:
    """Write the [[pages]] table of a page, "" for one without an address (a saved page alone)."""
    return page_block(page) if page.url else ""


def nobody(page: Page) -> Provider:
    """Stand in for the provider of a page that none of ours owns."""
    country = page.regions[0] if page.regions else ""
    return Provider(id="", name="", kind="other", country=country, official_hosts=(), hotline="published")


def numbers_by_layer(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Sort the numbers of a reading by the layer they stand in, each once a layer."""
    found: dict[str, dict[str, None]] = {}
    for sighting in reading.sightings:
        found.setdefault(sighting.layer, {})[sighting.number] = None
    return {layer: tuple(keys) for layer, keys in found.items()}


def expectation(reading: Reading) -> Expect:
    """Suggest how many own numbers the page should show, from those it shows today."""
    own = {
        sighting.number
        for sighting in reading.sightings
        if sighting.layer in CONFIRMING_LAYERS and sighting.is_kept and not sighting.is_warned and not sighting.owner
    }
    if not own:
        return Expect(least=0, most=MOST_OF_NONE)
    return Expect(least=max(1, math.floor(SHARE_LEAST * len(own))), most=max(MOST_OF_NONE, TIMES_MOST * len(own)))
