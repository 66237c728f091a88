"""What a third-party page says: the numbers it gives for the providers it names. Pure; a claim, never evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from directory.records import Expect, Fetch, Page, Provider, Reading, Record, Sighting
from verifier.named import Names
from verifier.page_kind import PageKind, is_official, kind_of_page
from verifier.reading import read_snapshot
from verifier.sight import MOST_SIGHTINGS

# What people see on the page or dial from it, whoever wrote it there.
LAYERS = frozenset({"visible", "tel_link", "structured", "user_content", "pdf", "image"})
# A page has no time of its own in a reading: the capture's stands in the claim.
_AT = datetime(2000, 1, 1, tzinfo=UTC)


class Told(Record, frozen=True):
    """One number that one page gives for one provider.

    readings: the keys it may be, the preferred one first. at: the capture's WARC-Date. quote: the words around it.
    """

    provider: str
    readings: tuple[str, ...]
    raw: str
    url: str
    at: str
    page_kind: PageKind
    quote: str
    is_folded: bool = False


def told_by(
    leaf: tuple[str, str, str, str, bytes],
    named: frozenset[str],
    providers: Mapping[str, Provider],
    names: Names,
    regions: Sequence[str],
) -> Iterator[Told]:
    """The claims of one page, each number of each provider once.

    leaf: address, WARC-Date, media type, charset, decoded bytes. named: the providers it names (`Names.in_bytes`).
    A number belongs to the providers named in the words around it, else to those in the title, else to the only one
    that the page names. What a provider's own page says, and numbers that the page warns of, are no claims.
    """
    url, at, media, charset, body = leaf
    reading = _read(body, url, media, charset, tuple(regions), providers[min(named)])
    by_title = names.in_text(reading.facts.title) & named
    seen = set()
    for one in reading.sightings:
        if one.layer not in LAYERS or one.is_warned or one.calls == "out" or one.owner:
            continue
        near = names.in_text(f"{one.label} {one.quote} {one.around}") & named
        for provider in sorted(near or by_title or (named if len(named) == 1 else ())):
            kind = kind_of_page("", url, providers[provider])
            is_own = is_official(url, providers[provider]) and kind == "provider_own"
            if not is_own and (provider, one.number) not in seen:
                seen.add((provider, one.number))
                yield _told(one, provider, url, at, kind or "unknown")


def _told(one: Sighting, provider: str, url: str, at: str, kind: PageKind) -> Told:
    return Told(
        provider=provider,
        readings=one.readings,
        raw=one.raw,
        url=url,
        at=at,
        page_kind=kind,
        quote=one.quote,
        is_folded=one.is_folded,
    )


def _read(body: bytes, url: str, media: str, charset: str, regions: tuple[str, ...], provider: Provider) -> Reading:
    page = Page(url=url, channel="site", language="", regions=regions, expect=Expect(least=0, most=MOST_SIGHTINGS))
    fetch = Fetch(provider=provider.id, page=url, at=_AT, outcome="ok", media=media, charset=charset)
    return read_snapshot(body, page, provider, fetch, ())
