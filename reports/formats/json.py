"""The night as one JSON object, what `run --json` prints: the design's keys and no others, sorted, the same bytes each time."""

from __future__ import annotations

import json
import re
from datetime import UTC

from directory.findings import Change, Evidence, Finding
from directory.nights import Outcome
from reports.cards import rank
from reports.rows import change_order
from reports.view import Report
from reports.words import Lang

SUFFIX = ".json"

# What a terminal or an editor would obey or hide, written as an escape: controls, bidi and zero-width characters,
# line separators, surrogates, tags. Inside a JSON text these stand in strings only, so the value stays the same.
UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def render(report: Report) -> str:
    """Write the night as design, 6 says: changes without `stayed`, reasons in the report's language.

    Findings stand by level and score, all else by provider; no key depends on the machine or the store.
    """
    night = report.night
    whole = {
        "run": _run(report),
        "changes": [_change(each) for each in sorted(night.changes, key=change_order) if each.change != "stayed"],
        "findings": [_finding(each, report.lang) for each in sorted(night.findings, key=rank)],
        "outcomes": [_outcome(each) for each in sorted(night.outcomes, key=lambda each: (each.provider, each.page))],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    return UNSEEN.sub(_escape, text) + "\n"


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def _run(report: Report) -> dict[str, object]:
    run = report.night.run
    return {
        "id": run.id,
        "at": run.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "providers": run.providers,
        "pages": run.pages,
        "fetched": run.fetched,
        "unchanged": run.unchanged,
        "failed": run.failed,
        "held": sorted(run.held),
        "canary": run.canary,
        "reference": run.reference,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "provider": change.provider,
        "number": change.number,
        "was": change.was,
        "change": change.change,
        "cause": change.cause,
        "storm": change.storm,
        "evidence": [_evidence(each) for each in change.evidence],
    }


def _finding(finding: Finding, lang: Lang) -> dict[str, object]:
    signals = sorted(finding.signals, key=lambda hit: (-hit.weight, hit.id))
    return {
        "id": finding.id,
        "provider": finding.provider,
        "matter": finding.matter,
        "number": finding.number,
        "was": finding.was,
        "page": finding.page,
        "summary": finding.summary.get(lang, ""),
        "level": finding.level,
        "score": finding.score,
        "signals": [{"id": hit.id, "weight": hit.weight, "reason": hit.reason[lang]} for hit in signals],
        "voices": [{"page": voice.page, "channel": voice.channel, "says": voice.says} for voice in finding.voices],
        "evidence": [_evidence(each) for each in finding.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "url": evidence.url,
        "snapshot": evidence.snapshot,
        "place": evidence.place,
        "layer": evidence.layer,
        "quote": evidence.quote,
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "provider": outcome.provider,
        "page": outcome.page,
        "fetch": outcome.fetch,
        "reading": outcome.reading,
        "detail": outcome.detail,
    }
