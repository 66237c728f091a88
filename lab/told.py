"""What the program's printed night says of one trial: which findings are about it, at which level, and whether they explain themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

from directory.records import Record
from directory.terms import LEVELS
from lab.planting import EXPECTED, Expected
from lab.schedule import Trial
from lab.world import Half

_SNAPSHOT = re.compile(r"[0-9a-f]{64}")


class Result(Record, frozen=True):
    """How one trial ended.

    level: the highest of the findings about an attack's number or page; of an honest change, of all its provider's.
    "quiet" where there is none. findings: those counted, as the program printed them; others: its further findings.
    """

    operator: str
    kind: Literal["attack", "honest"]
    half: Half
    provider: str
    expected: Expected
    level: Expected
    planted: str
    was: str
    page: str
    findings: tuple[dict[str, Any], ...] = ()
    others: int = 0

    @property
    def is_met(self) -> bool:
        """Whether an attack was found at its level, or an honest change stayed within its bound."""
        wanted, came = EXPECTED.index(self.expected), EXPECTED.index(self.level)
        return came >= wanted if self.kind == "attack" else came <= wanted


def result_of(trial: Trial, night: dict[str, Any], asked_before: frozenset[str]) -> Result:
    """How a trial ended. night: what `run --json` printed; asked_before: ids of findings that were open on the clean night."""
    planting = trial.planting
    new = [one for one in night["findings"] if one["provider"] == planting.provider and one["id"] not in asked_before]
    about = [one for one in new if _concerns(one, trial)] if trial.operator.kind == "attack" else new
    return Result(
        operator=trial.operator.id,
        kind=trial.operator.kind,
        half=trial.half,
        provider=planting.provider,
        expected=planting.expected,
        level=highest(about),
        planted=planting.planted,
        was=planting.was,
        page=planting.page,
        findings=tuple(about),
        others=len(new) - len(about),
    )


def highest(findings: Sequence[dict[str, Any]]) -> Expected:
    """The highest level of some printed findings, "quiet" for none."""
    return EXPECTED[max((EXPECTED.index(one["level"]) for one in findings), default=0)]


def _concerns(finding: dict[str, Any], trial: Trial) -> bool:
    """Whether a finding leads whoever reads it to the planted change: by its number, the number it replaces, or its page."""
    planting = trial.planting
    numbers = {finding["number"], finding["was"]} - {""}
    if numbers & {planting.planted, planting.was} - {""}:
        return True
    pages = {finding["page"], *(one["url"] for one in finding["evidence"])}
    changed = {page for page, _ in planting.answers} | {answer.url for answer in planting.answers.values()}
    return bool(pages & changed)


def lacks(finding: dict[str, Any]) -> tuple[str, ...]:
    """What a reader of this one finding alone would miss, () when it explains itself (signals.md, section 5)."""
    wanted = {
        "id": re.fullmatch(r"[0-9a-f]{12}", finding["id"]),
        "summary": finding["summary"],
        "level": finding["level"] in LEVELS,
        "reasons": all(hit["id"] and hit["reason"] and hit["weight"] is not None for hit in finding["signals"]),
        "signals": finding["signals"] or finding["matter"] not in ("addition", "contradiction"),
        "before": finding["was"] or finding["matter"] != "replacement",
        "page": finding["page"] or any(one["url"] for one in finding["evidence"]),
        # A page that left its official hosts was refused, so there is no capture to look at: its address tells.
        "capture": finding["matter"] == "page"
        or all(_SNAPSHOT.fullmatch(one["snapshot"]) for one in finding["evidence"]),
        "evidence": finding["evidence"] or finding["matter"] in ("removal", "held"),
        "voices": finding["voices"] or not finding["number"],
    }
    return tuple(name for name, holds in wanted.items() if not holds)
