"""The lab's table of scores: what was found and missed, what was asked without need, row by row beside its target."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from directory.records import Record
from directory.terms import Level
from lab.ablation import Pays, ablate
from lab.planting import EXPECTED, Expected, Operator
from lab.shares import Share, share_of
from lab.told import Result, lacks
from lab.trials import Played
from lab.world import World

# Targets of signals.md, section 5.
_FOUND, _FOUND_EACH, _URGENT = 0.98, 0.90, 0.95
_ALARMS, _URGENT_ALARMS = 0.1, 0.01
_NIGHTS_FOR_REVIEW, _NIGHTS_FOR_URGENT = 38_500, 384_200
_TRIALS = 35
# A cell of a table has room for so many names.
_NAMED = 8
# Catalogue ids of the attacks that must always be urgent: reflected in the address, text and link at odds.
_ALWAYS_URGENT = frozenset({"S04", "S22"})


class Row(Record, frozen=True):
    """One operator. met: at its level or within its bound; development, held_out: the same by half.

    missed: the providers of the trials that were not.
    """

    operator: str
    words: str
    source: str
    kind: str
    expected: tuple[Expected, ...]
    met: Share
    development: Share
    held_out: Share
    review: Share
    urgent: Share
    missed: tuple[str, ...]


class Target(Record, frozen=True):
    """One row of signals.md, section 5: what, the target, what came, whether that meets it."""

    what: str
    target: str
    came: str
    is_met: bool


class Scores(Record, frozen=True):
    """Everything the lab found out about suspicion, without any time: the same inputs give the same bytes."""

    world: dict[str, int]
    targets: tuple[Target, ...]
    attacks: tuple[Row, ...]
    honest: tuple[Row, ...]
    unchanged: dict[str, float]
    alarms: tuple[dict[str, Any], ...]
    misread: tuple[dict[str, Any], ...]
    unread: tuple[str, ...]
    ablation: tuple[Pays, ...]
    unexplained: tuple[dict[str, Any], ...]


def score(world: World, operators: Sequence[Operator], played: Played) -> Scores:
    """Make the table of one play of the lab."""
    rows = [_row(one, [result for result in played.results if result.operator == one.id]) for one in operators]
    attacks = tuple(row for row in rows if row.kind == "attack" and row.met.of)
    honest = tuple(row for row in rows if row.kind == "honest" and row.met.of)
    unchanged = _unchanged(played)
    findings = [finding for result in played.results for finding in result.findings]
    unexplained = tuple(
        {"id": one["id"], "matter": one["matter"], "lacks": lacks(one)} for one in findings if lacks(one)
    )
    return Scores(
        world={
            "providers": len(world),
            "pages": sum(len(one.pages) for one in world),
            "numbers": played.numbers,
            "trials": len(played.results),
        },
        targets=(
            *_attack_targets(attacks, played.results, operators),
            *_alarm_targets(unchanged),
            *_honest_targets(honest, played.results, operators),
            _target("findings that explain themselves", "100%", share_of(not lacks(one) for one in findings), 1.0),
        ),
        attacks=attacks,
        honest=honest,
        unchanged=unchanged,
        alarms=tuple({"night": one.night, **_short(one.finding)} for one in played.alarms),
        misread=tuple(_short(one) for one in played.misread),
        unread=played.unread,
        ablation=ablate(played),
        unexplained=unexplained,
    )


def _row(operator: Operator, results: Sequence[Result]) -> Row:
    return Row(
        operator=operator.id,
        words=operator.words,
        source=operator.source,
        kind=operator.kind,
        expected=tuple(sorted({one.expected for one in results}, key=EXPECTED.index)),
        met=share_of(one.is_met for one in results),
        development=share_of(one.is_met for one in results if one.half == "development"),
        held_out=share_of(one.is_met for one in results if one.half == "held_out"),
        review=share_of(_reaches(one, "review") for one in results),
        urgent=share_of(_reaches(one, "urgent") for one in results),
        missed=tuple(f"{one.provider} {one.level} {one.planted or one.page}" for one in results if not one.is_met),
    )


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _reaches(result: Result, level: Level) -> bool:
    return EXPECTED.index(result.level) >= EXPECTED.index(level)


def _unchanged(played: Played) -> dict[str, float]:
    nights = played.number_nights
    counts = {
        level: sum(one.finding["level"] == level for one in played.alarms) for level in ("routine", "review", "urgent")
    }
    alarms = counts["review"] + counts["urgent"]
    a_thousand: Callable[[int], float] = lambda count: round(1000 * count / nights, 4) if nights else 0.0  # noqa: E731
    return {
        "number_nights": nights,
        **counts,
        "review_a_thousand": a_thousand(alarms),
        "urgent_a_thousand": a_thousand(counts["urgent"]),
        "routine_a_thousand": a_thousand(counts["routine"]),
    }


def _target(what: str, target: str, came: Share, least: float) -> Target:
    return Target(what=what, target=target, came=came.words, is_met=came.share is not None and came.share >= least)


def _attack_targets(rows: Sequence[Row], results: Sequence[Result], operators: Sequence[Operator]) -> list[Target]:
    attacks = [one for one in results if one.kind == "attack"]
    asked = [one for one in attacks if one.expected in ("review", "urgent")]
    bare = [one for one in attacks if one.expected == "routine"]
    judged = [row for row in rows if set(row.expected) - {"routine"}]
    weak = [f"{row.operator} {row.review.share:.0%}" for row in judged if (row.review.share or 0) < _FOUND_EACH]
    few = [f"{row.operator} {row.met.of}" for row in rows if row.met.of < _TRIALS]
    swaps = [one for one in asked if one.was and one.expected == "urgent"]
    always = {one.id for one in operators if one.kind == "attack" and _ALWAYS_URGENT & set(one.source.split())}
    sure = share_of(_reaches(one, "urgent") for one in attacks if one.operator in always)
    return [
        _target("attacks found, review or above", "≥ 98%", share_of(_reaches(one, "review") for one in asked), _FOUND),
        Target(what="no kind of attack under 90%", target="none", came=", ".join(weak) or "none", is_met=not weak),
        Target(what="trials of every kind", target=f"≥ {_TRIALS}", came=_some(few) or "all", is_met=not few),
        _target("a bare added line, held as routine", "told", share_of(one.is_met for one in bare), 0.0),
        _target(
            "numbers swapped that must be urgent", "≥ 95%", share_of(_reaches(one, "urgent") for one in swaps), _URGENT
        ),
        _target("reflected, text and link at odds: urgent", "100%", sure, 1.0),
    ]


def _alarm_targets(unchanged: dict[str, float]) -> list[Target]:
    nights = int(unchanged["number_nights"])
    told = f"of {nights:,} unchanged number-nights"
    review, urgent = unchanged["review_a_thousand"], unchanged["urgent_a_thousand"]
    return [
        Target(
            what="false alarms at review, per 1,000 numbers a night",
            target=f"≤ {_ALARMS}, ≥ {_NIGHTS_FOR_REVIEW:,} judged",
            came=f"{review} ({int(unchanged['review'] + unchanged['urgent'])} {told}; routine items {unchanged['routine_a_thousand']})",
            is_met=review <= _ALARMS and nights >= _NIGHTS_FOR_REVIEW,
        ),
        Target(
            what="false alarms at urgent, per 1,000 numbers a night",
            target=f"≤ {_URGENT_ALARMS}, ≥ {_NIGHTS_FOR_URGENT:,} judged",
            came=f"{urgent} ({int(unchanged['urgent'])} {told})",
            is_met=urgent <= _URGENT_ALARMS and nights >= _NIGHTS_FOR_URGENT,
        ),
    ]


def _honest_targets(rows: Sequence[Row], results: Sequence[Result], operators: Sequence[Operator]) -> list[Target]:
    above = [f"{row.operator} {row.met.hits} of {row.met.of}" for row in rows if row.met.hits < row.met.of]
    storms = {one.id for one in operators if "storm" in one.tags}
    stormy = [one for one in results if one.operator in storms]
    return [
        Target(
            what="honest changes above their bound", target="none", came=", ".join(above) or "none", is_met=not above
        ),
        _target(
            "storms of one notation: nothing urgent, one grouped line a provider at most",
            "100%",
            share_of(not _reaches(one, "urgent") and len(one.findings) <= 1 for one in stormy),
            1.0,
        ),
    ]


def _short(finding: dict[str, Any]) -> dict[str, Any]:
    """The part of a finding that a table of many has room for."""
    return {
        "provider": finding["provider"],
        "matter": finding["matter"],
        "level": finding["level"],
        "number": finding["number"],
        "signals": _names(finding["signals"]),
        "quote": next((one["quote"] for one in finding["evidence"]), "")[:120],
    }


def _names(hits: Iterable[dict[str, Any]]) -> list[str]:
    return [hit["id"] for hit in hits]
