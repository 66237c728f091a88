"""The nightly report as a view model: what needs a decision, what changed, which pages failed, what was covered."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import Literal

from directory.findings import Finding
from directory.nights import Night
from directory.terms import LEVELS
from reports.cards import make_cards
from reports.rows import change_rows, page_groups
from reports.view import Fact, Imprint, Report, Tally
from reports.words import Lang, say

Tone = Literal["quiet", "routine", "review", "urgent", "broken"]


def compose(night: Night, previous: Night | None = None, lang: Lang = "en", imprint: Imprint | None = None) -> Report:
    """Say what a maintainer should know of one night, the pressing first.

    night: what the run found; its findings are those that still wait for an answer.
    imprint: what closes the report, None for nothing.
    previous: the night before, None where there is none; what it already showed is marked as open since then.
    """
    closing = () if imprint is None else _imprint(imprint, lang)
    seen = frozenset() if previous is None else frozenset(finding.id for finding in previous.findings)
    cards, bunches = make_cards(night, seen, lang)
    unread = {(change.provider, change.number) for change in night.changes if change.change == "unread"}
    return Report(
        night=night,
        lang=lang,
        tone=_tone(night),
        headline=_headline(night, seen, lang),
        when=f"{night.run.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        tallies=_tallies(night, lang),
        cards=cards,
        bunches=bunches,
        changes=change_rows(night, lang, is_ours=False),
        ours=change_rows(night, lang, is_ours=True),
        pages=page_groups(night, lang),
        kept=say(lang, "pages.kept", n=len(unread)) if unread else "",
        facts=_coverage(night, lang),
        redesigned=tuple(sorted(night.redesigned)),
        exceptions=night.run.exceptions,
        imprint=closing,
        desk="" if imprint is None else imprint.desk,
    )


def _imprint(imprint: Imprint, lang: Lang) -> tuple[str, ...]:
    contact = say(lang, "imprint.contact", contact=imprint.contact) if imprint.contact else say(lang, "imprint.nobody")
    rests_on = say(lang, "imprint.rests_on", policy=imprint.policy, licence=imprint.licence)
    return contact, say(lang, "imprint.takedown"), rests_on


def _is_unreached(night: Night) -> bool:
    return night.run.pages > 0 and night.run.fetched + night.run.unchanged == 0


def _tone(night: Night) -> Tone:
    if night.run.canary == "missed" or _is_unreached(night):
        return "broken"
    levels = {finding.level for finding in night.findings}
    if "urgent" in levels:
        return "urgent"
    if "review" in levels:
        return "review"
    return "routine" if levels else "quiet"


def _headline(night: Night, seen: frozenset[str], lang: Lang) -> str:
    if night.run.canary == "missed":
        return say(lang, "headline.canary")
    if _is_unreached(night):
        return say(lang, "headline.unreached")
    findings = night.findings
    if not findings:
        return say(lang, "headline.quiet")
    new = [finding for finding in findings if finding.id not in seen]
    if not new and not _urgent(findings):
        return say(lang, "headline.waiting", n=len(findings))
    return _headline_of(findings, lang)


def _headline_of(findings: tuple[Finding, ...], lang: Lang) -> str:
    total, urgent = len(findings), _urgent(findings)
    if all(finding.level == "routine" for finding in findings):
        return say(lang, "headline.routine", n=total)
    if urgent == total:
        return say(lang, "headline.is_urgent", n=total)
    whole = say(lang, "headline.new", n=total)
    return whole if not urgent else whole + say(lang, "join_clause") + say(lang, "headline.urgent", n=urgent)


def _tallies(night: Night, lang: Lang) -> tuple[Tally, ...]:
    counted = Counter(finding.level for finding in night.findings)
    return tuple(
        Tally(level=level, word=say(lang, f"level.{level}"), count=counted[level])
        for level in reversed(LEVELS)
        if counted[level]
    )


def _urgent(findings: tuple[Finding, ...]) -> int:
    return sum(finding.level == "urgent" for finding in findings)


def _coverage(night: Night, lang: Lang) -> tuple[Fact, ...]:
    run = night.run
    figures: list[tuple[str, str, bool]] = [
        ("providers", str(run.providers), False),
        ("pages", str(run.pages), False),
        ("fetched", str(run.fetched), False),
        ("unchanged", str(run.unchanged), False),
        ("failed", str(run.failed), run.failed > 0),
        ("redesigned", str(len(night.redesigned)), False),
        ("held", _held(night, lang), bool(run.held)),
        ("canary", say(lang, f"coverage.canary_{run.canary}"), run.canary == "missed"),
    ]
    return tuple(Fact(label=say(lang, f"coverage.{name}"), value=value, is_alarm=bad) for name, value, bad in figures)


def _held(night: Night, lang: Lang) -> str:
    return say(lang, "join").join(night.names.get(held, held) for held in night.run.held) or "0"
