"""What the signals say of a claimed number: it is put before them as the one sighting of a case of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from directory.findings import Change
from directory.nights import Reference
from directory.records import Entry, Expect, Page, Provider, Reading, Record, Sighting
from verifier.case import Case
from verifier.page_kind import PageKind
from verifier.signal import Signal
from verifier.signals_found import find_signals
from verifier.suspicion import Suspicion

# Of the signals, those that look at the number alone; all others ask what the provider's own pages say of it.
FAMILY = "number_plan"
# And those that look at an address, where the claim has one.
OF_ADDRESS = ("look_alike_host", "reflected_in_address")
# Their addresses are made of numbers: …/number/8005550142.
_NUMBERS_IN_ADDRESS = ("community_directory",)
# A claim has no night; no signal of the family asks for the time.
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = "claim"


class Told(Record, frozen=True):
    """What comes with a claim beside number and provider; "" for what nobody said.

    raw: the number as printed. is_folded: it was read only after obfuscated digits were folded.
    country: ISO 3166 code of the country that it is claimed for. url, page_kind: where it was found.
    """

    raw: str = ""
    is_folded: bool = False
    country: str = ""
    url: str = ""
    page_kind: PageKind = ""


def suspected(
    key: str, provider: Provider, own: Iterable[Entry], reference: Reference, told: Told
) -> Iterator[tuple[Signal, Suspicion]]:
    """Each signal that suspects a claimed number or the address it was found at, with its weightiest suspicion, by id.

    own: the provider's lines; the claimed one does not vouch for itself.
    """
    case = _case(key, provider, [entry for entry in own if entry.key != key], reference, told)
    for signal in find_signals().values():
        if not _speaks_of_claims(signal, told):
            continue
        mine = [one for one in signal.check(case) if one.key == key]
        found = sorted(mine, key=lambda one: -signal.kind_of(one).weight)
        if found:
            yield signal, found[0]


def _speaks_of_claims(signal: Signal, told: Told) -> bool:
    if signal.id in OF_ADDRESS:
        return bool(told.url) and (signal.id == "look_alike_host" or told.page_kind not in _NUMBERS_IN_ADDRESS)
    return signal.terms.family == FAMILY and signal.terms.is_on


def _case(key: str, provider: Provider, own: Iterable[Entry], reference: Reference, told: Told) -> Case:
    raw = told.raw or key
    sighting = Sighting(
        raw=raw,
        number=key,
        readings=(key,),
        start=0,
        end=len(raw),
        place=_PLACE,
        layer="visible",
        quote=raw,
        is_folded=told.is_folded,
    )
    url = told.url or _PLACE
    return Case(
        provider=_serving(provider, told.country, url),
        at=_NO_TIME,
        entries=tuple(own),
        changes=(Change(provider=provider.id, number=key, change="appeared", cause="provider"),),
        now={url: Reading(snapshot="", outcome="ok", content="", sightings=(sighting,))},
        reference=reference,
    )


def _serving(provider: Provider, country: str, url: str) -> Provider:
    """The provider as it serves the claim's country, which one that works all over the world need not name in its file."""
    if not country or not provider.id.startswith("world/"):
        return provider
    page = Page(url=url, channel="site", language="", regions=(country,), expect=Expect(least=0, most=1))
    return msgspec.structs.replace(provider, pages=(*provider.pages, page))
