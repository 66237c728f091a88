"""Findings as a maintainer answers them: the pressing ones each on a card, the routine ones in bunches."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby

from directory.findings import Evidence, Finding, Hit
from directory.nights import Night
from directory.number import print_number
from directory.terms import LEVELS, VOICES
from reports.digits import cut_quote, mark_difference
from reports.view import Bunch, Card, Proof, Why
from reports.words import Lang, say

# A card proves its point with the first places; the others are counted and stand in the JSON.
PROOFS_SHOWN = 3
# Up to this many routine findings are read one by one; the hundred of a first night are bunched by provider.
ROUTINE_CARDS = 5
# 48 bits: enough to find a snapshot again among millions, short enough to compare by eye.
DIGEST_CHARS = 12


def rank(finding: Finding) -> tuple[int, float, str, str, str]:
    """Place a finding among others: urgent before routine, then the higher score, then by name."""
    return -LEVELS.index(finding.level), -finding.score, finding.provider, finding.number, finding.id


def make_cards(night: Night, seen: Collection[str], lang: Lang) -> tuple[tuple[Card, ...], tuple[Bunch, ...]]:
    """Lay out the night's findings on cards and in bunches, the most pressing first, new ones before old of the same level.

    seen: ids of findings that an earlier report has already shown.
    """
    ordered = sorted(night.findings, key=lambda finding: (rank(finding)[0], finding.id in seen, rank(finding)))
    routine = [finding for finding in ordered if finding.level == "routine"]
    single = ordered if len(routine) <= ROUTINE_CARDS else [each for each in ordered if each.level != "routine"]
    bunched = [] if len(routine) <= ROUTINE_CARDS else sorted(routine, key=lambda each: (each.provider, rank(each)))
    cards = tuple(_make_card(finding, night, seen, lang) for finding in single)
    bunches = tuple(
        _make_bunch(provider, list(group), night, seen, lang)
        for provider, group in groupby(bunched, key=lambda finding: finding.provider)
    )
    return cards, bunches


def _make_bunch(provider: str, findings: Sequence[Finding], night: Night, seen: Collection[str], lang: Lang) -> Bunch:
    return Bunch(
        provider=provider,
        name=night.names.get(provider, provider),
        cards=tuple(_make_card(finding, night, seen, lang) for finding in findings),
        command=_answer("accept", f"--provider {shlex.quote(provider)}", lang),
    )


def _make_card(finding: Finding, night: Night, seen: Collection[str], lang: Lang) -> Card:
    now = finding.number if finding.matter != "removal" else ""
    was = finding.was if finding.matter != "removal" else finding.was or finding.number
    old, new = mark_difference(was, now)
    return Card(
        id=finding.id,
        level=finding.level,
        provider=finding.provider,
        name=night.names.get(finding.provider, finding.provider),
        summary=finding.summary[lang] if finding.summary else say(lang, f"matter.{finding.matter}"),
        score=f"{finding.score:.1f}",
        was=old,
        now=new,
        keys=tuple(print_number(key) for key in finding.keys if key not in {finding.number, finding.was}),
        page=finding.page,
        whys=tuple(_make_why(hit, lang) for hit in sorted(finding.signals, key=lambda hit: (-hit.weight, hit.id))),
        proofs=tuple(_make_proof(each, finding, lang) for each in finding.evidence[:PROOFS_SHOWN]),
        more_proofs=max(0, len(finding.evidence) - PROOFS_SHOWN),
        voices=_tell_voices(finding, lang),
        is_new=finding.id not in seen,
        # What is urgent is offered to be refused: a command that is pasted in haste must not let it in.
        command=_answer("reject" if finding.level == "urgent" else "accept", shlex.quote(finding.id), lang),
    )


def _tell_voices(finding: Finding, lang: Lang) -> str:
    """The channels of the provider's pages, grouped by what they say of the number."""
    groups = {says: Counter(voice.channel for voice in finding.voices if voice.says == says) for says in VOICES}
    told = [
        f"{say(lang, f'voice.{says}')}: {', '.join(_channel(channel, count) for channel, count in found.items())}"
        for says, found in groups.items()
        if found
    ]
    return " · ".join(told)


def _channel(channel: str, count: int) -> str:
    return channel if count == 1 else f"{channel} ×{count}"


def _answer(verb: str, what: str, lang: Lang) -> str:
    return f'hotlinewatch {verb} {what} --by {say(lang, "command.who")} --reason "{say(lang, "command.reason")}"'


def _make_why(hit: Hit, lang: Lang) -> Why:
    return Why(id=hit.id, weight=f"{hit.weight:+.1f}", reason=hit.reason[lang])


def _make_proof(evidence: Evidence, finding: Finding, lang: Lang) -> Proof:
    before, number, after = cut_quote(evidence.quote, finding.number or finding.was)
    return Proof(
        before=before,
        number=number,
        after=after,
        url=evidence.url,
        place=evidence.place,
        layer=say(lang, f"layer.{evidence.layer}"),
        snapshot=evidence.snapshot[:DIGEST_CHARS],
    )
