"""The records of judging: evidence, what changed, and what a person must answer."""

from __future__ import annotations

import msgspec

from directory.records import Record
from directory.terms import Cause, ChangeKind, Channel, Layer, Level, Matter, VoiceSays


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


class Voice(Record):
    """What one page of the provider says of the number a finding is about."""

    page: str
    channel: Channel
    says: VoiceSays


class Finding(Record):
    """One suspicion or change that a person must answer; the same id every night for the same matter.

    number: the key it is about, "" for a matter of a page or a provider; was: the key it would replace.
    ground: digest of the evidence; an answer is bound to (id, ground).
    summary: one sentence by language that says what to check.
    voices: what every page of the provider says of the number, in the order of its file.
    words: of a relabelling, what the page now says of the line; it reaches the line when a person accepts.
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
    summary: dict[str, str] = msgspec.field(default_factory=dict)
    is_bulkable: bool = False
    voices: tuple[Voice, ...] = ()
    words: dict[str, str] = msgspec.field(default_factory=dict)
