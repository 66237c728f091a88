"""The records that stages hand to each other, frozen; closed lists are in `terms`, deciding is in `decisions`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, dataclass_transform

import msgspec

from directory.terms import (
    Channel,
    FetchOutcome,
    Hotline,
    Kind,
    Layer,
    Presence,
    Purpose,
    ReadingOutcome,
    Render,
    Status,
    Sure,
    Vantage,
)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every record: frozen, named fields only, unknown fields refused when decoded."""


class Expect(Record):
    """How many distinct own keys a page should show in confirming layers, both ends included."""

    least: int
    most: int


class Page(Record):
    """One official address we watch. `regions` are tried in order for numbers printed in national form."""

    url: str
    channel: Channel
    language: str
    regions: tuple[str, ...]
    expect: Expect
    render: Render = "plain"
    keep: tuple[str, ...] = ()
    filters: tuple[dict[str, object], ...] = ()
    platform: bool = False


class Known(Record):
    """A claim to start from: becomes a candidate entry whose origin is printed, never more."""

    number: str
    country: str
    origin: str
    sure: Sure
    purpose: Purpose = "general"
    audience: str = ""


class Provider(Record):
    """One provider file. `id` is its place: `cn/alipay`.

    proofs: official host → the registry that says it is theirs (ICP holder, licence list, app store's developer site).
    """

    id: str
    name: str
    kind: Kind
    country: str
    official_hosts: tuple[str, ...]
    hotline: Hotline
    names: dict[str, str] = msgspec.field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    group: str = ""
    proofs: dict[str, str] = msgspec.field(default_factory=dict)
    formerly: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    known: tuple[Known, ...] = ()


class Certificate(Record):
    """What a host showed for itself: who issued it (organisation), from when it holds (aware, UTC), SHA-256 hex of its DER."""

    host: str
    issuer: str
    not_before: datetime
    digest: str


class Hop(Record):
    """One address asked on the way to a page; `status` is the HTTP status it answered, None if none came."""

    url: str
    status: int | None


class Cost(Record):
    """What looking at a page took. bytes: of bodies, decoded; seconds: waited for answers; renders: times a browser showed it."""

    bytes: int = 0
    seconds: float = 0.0
    renders: int = 0


class Fetch(Record):
    """One attempt on one page; exists even when it failed. `page` is the page's address.

    at: aware, UTC: when the capture was made (for a record out of an archive, its WARC-Date).
    snapshot: SHA-256 hex of the content-decoded body, None when there is no body. A `not_modified`
    fetch, or one resolved from a revisit record, names the snapshot that it confirms.
    media: MIME type as declared, lower case, without parameters; charset: as declared or "".
    rendered: the snapshot is the page's markup after its scripts ran, not what the server sent.
    vantage: from where it was looked at, "" for the page's own way; another vantage never changes an entry.
    certificate: of the host that answered, None where there was no TLS or it is not known.
    cost: all that was spent on it, where that is more than its own answer; None where it is not.
    """

    provider: str
    page: str
    at: datetime
    outcome: FetchOutcome
    hops: tuple[Hop, ...] = ()
    status: int | None = None
    media: str = ""
    charset: str = ""
    snapshot: str | None = None
    etag: str = ""
    last_modified: str = ""
    size_bytes: int = 0
    elapsed_s: float = 0.0
    detail: str = ""
    rendered: bool = False
    vantage: Vantage = ""
    certificate: Certificate | None = None
    cost: Cost | None = None


class Capture(Record):
    """Where a snapshot lies: the WARC file (relative to the data folder), its byte offset, its body size."""

    snapshot: str
    file: str
    offset: int
    size_bytes: int
    media: str = ""
    charset: str = ""


class Sighting(Record):
    """One number seen in one snapshot.

    raw: as printed. start, end: its span in `Block.text` of the block at `place`.
    number: the key we prefer; readings: every plausible key, the preferred one first.
    label: the words that introduce it; quote: the sentence or line around it, number included.
    around: up to 80 characters as people read them before and behind the number, number included, across blocks.
    owner: "" when it is the page's provider's, else whom the page names beside it ("police", "regulator", …).
    calls: "in" when people call it, "out" when it calls them.
    region: the country that the page names for it by heading, row or label, "" when it names none.
    languages: ISO 639 codes of those it says it serves in. tariff: who pays, "" when it does not say.
    price: what a minute or a call costs, in the page's words, "" when it does not say.
    is_folded: found only after obfuscated digits were folded. is_kept: lies inside the page's `keep`.
    is_warned: stands in a warning or a notice of retirement, so it confirms nothing.
    """

    raw: str
    number: str
    readings: tuple[str, ...]
    start: int
    end: int
    place: str
    layer: Layer
    quote: str
    label: str = ""
    around: str = ""
    purpose: Purpose = "general"
    audience: str = ""
    hours: str = ""
    owner: str = ""
    calls: Literal["in", "out"] = "in"
    region: str = ""
    languages: tuple[str, ...] = ()
    tariff: Literal["", "free", "local", "charged", "premium"] = ""
    price: str = ""
    target: str = ""
    is_folded: bool = False
    is_kept: bool = True
    is_warned: bool = False


class Refusal(Record):
    """A run of digits that is no phone number, and why (`filing`, `date`, `price`, `account`, …)."""

    raw: str
    reason: str
    place: str
    layer: Layer


class PageFacts(Record):
    """What signals need to know of a page beside its numbers.

    canonical, og_url: the address it gives itself; alternates: those of its other languages (hreflang).
    mentions: how often its provider is named in what people read. script: ISO 15924 code of most of its letters
    ("Latn", "Hans", "Jpan", "Kore", "Deva", …), "" for none. topics: ids of foreign subjects its words speak of.
    """

    title: str = ""
    language: str = ""
    encoding: str = ""
    canonical: str = ""
    text_chars: int = 0
    og_url: str = ""
    alternates: tuple[str, ...] = ()
    mentions: int = 0
    script: str = ""
    topics: tuple[str, ...] = ()


class Reading(Record):
    """What one snapshot says, read by one reader under one page description.

    content: digest of everything a number could hide in; equal digests mean no number moved.
    shown: digest of the words around its numbers and of what may hide or dial one, "" where the medium has none;
    equal digests mean that every number says what it said. read_in: the snapshot that sightings, their places and
    quotes were read in, "" for this one: a page that only changed elsewhere is not read again.
    known: the keys that were looked for directly, in all written forms. presence: those found → their layers.
    """

    snapshot: str
    outcome: ReadingOutcome
    content: str
    sightings: tuple[Sighting, ...] = ()
    presence: dict[str, tuple[Layer, ...]] = msgspec.field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    facts: PageFacts = PageFacts()
    detail: str = ""
    shown: str = ""
    read_in: str = ""
    known: tuple[str, ...] = ()

    @property
    def evidence_in(self) -> str:
        """The snapshot in which the places of its sightings find them."""
        return self.read_in or self.snapshot


class Entry(Record):
    """One line of the directory. Identity is (provider, key); the rest are attributes.

    missed_nights: distinct UTC dates in a row with a good reading of its pages that did not show it.
    languages: ISO 639 codes of those it is answered in, blanks between them, "" when its pages name none.
    night_on: the last UTC date counted. decision: number of the decision that verified it, None before.
    """

    id: int
    provider: str
    key: str
    status: Status
    presence: Presence = "unseen"
    purpose: Purpose = "general"
    audience: str = ""
    label: str = ""
    hours: str = ""
    languages: str = ""
    origin: str = ""
    sure: Sure = "low"
    replaces: int | None = None
    pages: tuple[str, ...] = ()
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    missed_nights: int = 0
    night_on: date | None = None
    verified_on: date | None = None
    accepted_by: Literal["person", "policy"] | None = None
    decision: int | None = None
    source: str = ""
    snapshot: str = ""
