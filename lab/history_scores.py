"""What the program made of a real history: what it asked about, and what of that was right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from directory.number import line_of
from directory.records import Record
from lab.past import Shown

# Numbers that send messages and cannot be called: the page shows them, no directory of hotlines does (number facts, China).
SENDER_IDS = ("106",)
# A night that rewrites more organisations than this is a storm: the two of the history rewrote 181 each.
STORM_LEAST = 20
ASKING = ("review", "urgent")


class Missed(Record, frozen=True):
    """One real change that no finding of its night spoke of, as it had to."""

    on: str
    org: str
    was: tuple[str, ...]
    number: str


class Storm(Record, frozen=True):
    """One night of new notation. most: findings of the provider that was asked about most."""

    on: str
    rewritten: int
    asked: int
    most: int
    urgent: int


class HistoryScore(Record, frozen=True):
    """The whole history. number_nights: numbers of organisations at rest, summed over the nights.

    false_review, false_urgent: findings about such organisations. added, replaced: real changes, and how many were
    found: a new number asked about at any level, a replacement at review or above.
    """

    nights: int
    number_nights: int
    false_review: int
    false_urgent: int
    routine: int
    added: int
    added_found: int
    replaced: int
    replaced_found: int
    storms: tuple[Storm, ...] = ()
    missed: tuple[Missed, ...] = ()
    alarms: tuple[dict[str, Any], ...] = ()


def score_history(nights: Sequence[Shown], told: Sequence[Mapping[str, Any]], ids: Mapping[str, str]) -> HistoryScore:
    """Hold what `run --json` printed of each night against what happened. nights: those after the first, as many as told."""
    total: Counter[str] = Counter()
    storms: list[Storm] = []
    missed: list[Missed] = []
    alarms: list[dict[str, Any]] = []
    for night, one in zip(nights, told, strict=True):
        findings = one["findings"]
        resting = {ids[org] for org in night.pages} - {ids[org] for org in night.moved}
        false = [finding for finding in findings if finding["provider"] in resting]
        total["number_nights"] += sum(len(night.pages[org]) for org in night.pages if ids[org] in resting)
        total["false_review"] += sum(finding["level"] in ASKING for finding in false)
        total["false_urgent"] += sum(finding["level"] == "urgent" for finding in false)
        total["routine"] += sum(finding["level"] == "routine" for finding in false)
        alarms += [finding for finding in false if finding["level"] in ASKING]
        if len(night.rewritten) >= STORM_LEAST:
            storms.append(_storm(night, false))
        missed += _changes(night, findings, ids, total)
    fields = {name: total[name] for name in ("number_nights", "false_review", "false_urgent", "routine")}
    found = {name: total[name] for name in ("added", "added_found", "replaced", "replaced_found")}
    return HistoryScore(
        nights=len(told), **fields, **found, storms=tuple(storms), missed=tuple(missed), alarms=tuple(alarms)
    )


def _storm(night: Shown, findings: Iterable[Mapping[str, Any]]) -> Storm:
    asked = Counter(finding["provider"] for finding in findings)
    urgent = sum(finding["level"] == "urgent" for finding in findings)
    most = max(asked.values(), default=0)
    return Storm(
        on=night.at.date().isoformat(), rewritten=len(night.rewritten), asked=asked.total(), most=most, urgent=urgent
    )


def _changes(
    night: Shown, findings: Sequence[Mapping[str, Any]], ids: Mapping[str, str], total: Counter[str]
) -> list[Missed]:
    """Count the real changes of a night, and give those that nothing was said of."""
    missed = []
    for org in sorted(night.moved):
        own = [finding for finding in findings if finding["provider"] == ids[org]]
        was = tuple(number for number in night.lost.get(org, ()) if not number.startswith(SENDER_IDS))
        for number in night.gained.get(org, ()):
            if number.startswith(SENDER_IDS):
                continue
            about = [finding for finding in own if digits_of(finding["number"]) == number.lstrip("+")]
            kind = "replaced" if was else "added"
            is_found = any(finding["level"] in ASKING for finding in about) if was else bool(about)
            total[kind] += 1
            total[f"{kind}_found"] += is_found
            if not is_found:
                missed.append(Missed(on=night.at.date().isoformat(), org=org, was=was, number=number))
    return missed


def digits_of(key: str) -> str:
    """The digits of a key's line, its country's code among them where the key has one."""
    return line_of(key).rpartition(":")[2].lstrip("+")


def to_json(score: HistoryScore) -> bytes:
    """The score as one line of JSON, the same bytes for the same history."""
    return msgspec.json.encode(score, order="deterministic")
