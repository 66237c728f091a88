"""The records that stages hand to each other: frozen, and every closed list of the design in one place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, dataclass_transform, get_args

import msgspec

Channel = Literal["site", "help", "contact", "agreement", "manual", "app_listing", "social", "notice"]
Kind = Literal["wallet", "payment", "bank", "insurer", "broker", "carrier", "retail", "government", "other"]
Hotline = Literal["published", "none", "app_only"]
Render = Literal["plain", "browser", "auto"]
Sure = Literal["high", "medium", "low"]
Layer = Literal[
    "visible",
    "hidden",
    "tel_link",
    "structured",
    "attribute",
    "script",
    "comment",
    "user_content",
    "embedded",
    "pdf",
    "image",
]
Purpose = Literal[
    "general",
    "lost_card",
    "fraud",
    "complaints",
    "merchant",
    "overseas",
    "sales",
    "press",
    "investor",
    "fax",
    "tty",
    "sms",
    "outbound_only",
    "emergency",
    "other",
]
Status = Literal["candidate", "verified", "disputed", "retired"]
Presence = Literal["seen", "unseen", "stale"]
FetchOutcome = Literal[
    "ok",
    "not_modified",
    "robots_refused",
    "http_error",
    "blocked",
    "left_official_host",
    "too_large",
    "timed_out",
    "unreachable",
    "dns_error",
    "tls_error",
    "unresolved_revisit",
    "absent",
    "internal_error",
]
ReadingOutcome = Literal[
    "ok",
    "same",
    "captcha",
    "login_wall",
    "soft_404",
    "empty",
    "wrong_type",
    "keep_missed",
    "below_expectation",
    "above_expectation",
    "unreadable",
    "internal_error",
]
ChangeKind = Literal["appeared", "stayed", "replaced", "relabelled", "missing", "unread"]
Cause = Literal["provider", "reader", "description"]
Level = Literal["routine", "review", "urgent"]
Matter = Literal["addition", "replacement", "removal", "relabelling", "contradiction", "page", "held", "storm"]
DecisionKind = Literal["accept", "reject", "wait", "dispute", "retire", "attest", "no_hotline", "undo"]
FindingState = Literal["open", "waiting", "answered", "lapsed"]
Role = Literal["viewer", "reviewer", "admin"]
Verdict = Literal["official", "candidate", "official_other_provider", "known_false", "suspicious", "retired", "unknown"]

CHANNELS: tuple[str, ...] = get_args(Channel)
PURPOSES: tuple[str, ...] = get_args(Purpose)
LEVELS: tuple[Level, ...] = get_args(Level)

# A number counts as the provider's own word only where a person reading or dialling the page meets it.
CONFIRMING_LAYERS: frozenset[Layer] = frozenset({"visible", "tel_link", "structured", "pdf", "image"})
# A reading from which changes may be drawn; every other outcome leaves the entries as they were.
GOOD_READINGS: frozenset[ReadingOutcome] = frozenset({"ok", "same"})


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
    """One provider file. `id` is its place: `cn/alipay`."""

    id: str
    name: str
    kind: Kind
    country: str
    official_hosts: tuple[str, ...]
    hotline: Hotline
    names: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    group: str = ""
    formerly: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    known: tuple[Known, ...] = ()


class Hop(Record):
    """One address asked on the way to a page; `status` is the HTTP status it answered, None if none came."""

    url: str
    status: int | None


class Fetch(Record):
    """One attempt on one page; exists even when it failed. `page` is the page's address.

    at: aware, UTC: when the capture was made (for a record out of an archive, its WARC-Date).
    snapshot: SHA-256 hex of the content-decoded body, None when there is no body. A `not_modified`
    fetch, or one resolved from a revisit record, names the snapshot that it confirms.
    media: MIME type as declared, lower case, without parameters; charset: as declared or "".
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
    owner: "" when it is the page's provider's, else whom the page names beside it ("police", "regulator", …).
    calls: "in" when people call it, "out" when it calls them.
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
    purpose: Purpose = "general"
    audience: str = ""
    hours: str = ""
    owner: str = ""
    calls: Literal["in", "out"] = "in"
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
    """What signals need to know of a page beside its numbers."""

    title: str = ""
    language: str = ""
    encoding: str = ""
    canonical: str = ""
    text_chars: int = 0


class Reading(Record):
    """What one snapshot says, read by one reader under one page description.

    content: digest of everything a number could hide in; equal digests mean no number moved.
    presence: known key → layers in which it was found, looked for directly in all written forms.
    """

    snapshot: str
    outcome: ReadingOutcome
    content: str
    sightings: tuple[Sighting, ...] = ()
    presence: dict[str, tuple[Layer, ...]] = {}
    refusals: tuple[Refusal, ...] = ()
    facts: PageFacts = PageFacts()
    detail: str = ""


class Entry(Record):
    """One line of the directory. Identity is (provider, key); the rest are attributes.

    missed_nights: distinct UTC dates in a row with a good reading of its pages that did not show it.
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


class Evidence(Record):
    """Where to look: the live address, the snapshot's digest, the place in it, the words there."""

    url: str
    snapshot: str
    place: str
    layer: Layer
    quote: str


class Change(Record):
    """What reconciling says of one line. `was`: the key replaced, "" unless `replaced`. `storm`: its group or ""."""

    provider: str
    number: str
    change: ChangeKind
    cause: Cause
    was: str = ""
    storm: str = ""
    detail: str = ""
    evidence: tuple[Evidence, ...] = ()


class Hit(Record):
    """One signal that fired: its module's name, its weight in log-odds points, the reason by language."""

    id: str
    weight: float
    reason: dict[str, str]


class Finding(Record):
    """One suspicion or change that a person must answer; the same id every night for the same matter.

    number: the key it is about, "" for a matter of a page or a provider; was: the key it would replace.
    ground: digest of the evidence; an answer is bound to (id, ground).
    summary: one sentence by language that says what to check.
    """

    id: str
    provider: str
    matter: Matter
    level: Level
    score: float
    number: str = ""
    was: str = ""
    keys: tuple[str, ...] = ()
    page: str = ""
    signals: tuple[Hit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    ground: str = ""
    summary: dict[str, str] = {}
    is_bulkable: bool = False


class Outcome(Record):
    """How one page of one provider fared in one run. `page` is its address."""

    provider: str
    page: str
    fetch: FetchOutcome
    reading: ReadingOutcome | None
    detail: str = ""


class Decision(Record):
    """One line of the append-only chain; `hash` covers the body and `prev`."""

    seq: int
    kind: DecisionKind
    provider: str
    who: str
    via: Literal["desk", "shell", "policy"]
    at: datetime
    reason: str
    finding: str = ""
    key: str = ""
    was: str = ""
    until: date | None = None
    ground: str = ""
    basis: dict[str, object] = {}
    undoes: int | None = None
    prev: str = ""
    hash: str = ""


class Run(Record):
    """One pass over some providers. `held`: providers kept back by their guard."""

    id: str
    at: datetime
    providers: int
    pages: int
    fetched: int
    unchanged: int
    failed: int
    held: tuple[str, ...]
    canary: Literal["seen", "missed"]
    reference: str
    exceptions: tuple[str, ...] = ()


class Night(Record):
    """Everything a run found out: what `run --json` prints and what a report renders.

    transitions: page address → ("first" | "nth" | "recovered", nights failed in a row).
    redesigned: pages whose content changed while every number stayed.
    """

    run: Run
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    transitions: dict[str, tuple[str, int]] = {}
    redesigned: tuple[str, ...] = ()
    names: dict[str, str] = {}


class Reference(Record):
    """The frozen lists that judging needs; its digest stands in the run.

    groups: provider → declared group. listed: key → providers that hold it as a line (verified or candidate).
    holders: key → who holds the code beyond the directory. known_false: key → providers it was rejected for.
    public_lines: keys of police, regulators and emergency services, which anyone may print.
    """

    groups: dict[str, str] = {}
    listed: dict[str, tuple[str, ...]] = {}
    holders: dict[str, str] = {}
    known_false: dict[str, tuple[str, ...]] = {}
    public_lines: tuple[str, ...] = ()


class Standing(Record):
    """Where a finding stands with the people who answer.

    state: `lapsed` when a later night no longer found the matter. first_run, last_run: runs that found it.
    wait_until: the date on which a `waiting` finding is asked again, None in every other state.
    """

    state: FindingState
    first_run: str
    last_run: str
    wait_until: date | None = None


class Account(Record):
    """One person who may look or decide. `id` is what decisions name; a disabled account may do neither."""

    id: int
    name: str
    role: Role
    is_disabled: bool
    created_at: datetime


class DirectoryState(Record):
    """What a decision is judged against, read under the writer lock: nobody else decides meanwhile.

    decision: the draft with its number (`seq`) given. finding: the one it answers, None for a statement of its own.
    entries: every line of the decision's provider. decisions: every earlier decision on that provider, oldest first.
    known_false: keys registered as false for the provider. undone: the lines that the decision named by `undoes`
    touched, as they were before it.
    """

    decision: Decision
    finding: Finding | None = None
    standing: Standing | None = None
    entries: tuple[Entry, ...] = ()
    decisions: tuple[Decision, ...] = ()
    known_false: tuple[str, ...] = ()
    undone: tuple[Entry, ...] = ()


class Effect(Record):
    """What a decision does to the directory; stored with it, in the same transaction.

    entries: lines as they shall be, whole; id 0 adds one. known_false, lifted_false: (provider, key) registered
    or taken back. finding_state: of the finding answered; wait_until: with `waiting`, the date to ask again.
    """

    entries: tuple[Entry, ...] = ()
    known_false: tuple[tuple[str, str], ...] = ()
    lifted_false: tuple[tuple[str, str], ...] = ()
    finding_state: FindingState = "answered"
    wait_until: date | None = None
