"""What each signal pays: every finding weighed again as if that signal did not exist.

The printed finding holds all that its level is made of: the matter, and each signal with its weight. A contradiction that has no
other signal left falls away; every other matter stands by itself at its own level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from directory.findings import Hit
from directory.records import Record
from directory.terms import LEVELS, Level
from lab.planting import EXPECTED, Expected
from lab.told import Result
from lab.trials import Played
from verifier.judge import least_level
from verifier.policy import Policy, load_policy
from verifier.score import level_of, score_of
from verifier.signal import Signal
from verifier.signals_found import signals_in_force


class Pays(Record, frozen=True):
    """What changes without one signal.

    fires: in how many trials of attacks and of honest changes, and how many alarms, it spoke. lost: attacks no longer found at
    their level; lost_urgent: attacks no longer urgent. spared: honest changes that would stay within their bound;
    broken: honest changes that would leave it. alarms: review alarms that would go, or come where it is negative.
    """

    signal: str
    weight: float
    attacks: int
    honest: int
    lost: int
    lost_urgent: int
    spared: int
    broken: int
    alarms: int

    @property
    def is_paying(self) -> bool:
        """Whether the lab got anything for it: an attack found, one made urgent, or an honest change kept quiet."""
        return bool(self.lost or self.lost_urgent or self.broken or self.alarms < 0)


def ablate(played: Played, policy: Policy | None = None) -> tuple[Pays, ...]:
    """What every signal in force pays, by id."""
    rules = load_policy() if policy is None else policy
    signals = signals_in_force(rules)
    return tuple(_without(name, played, signals, rules) for name in sorted(signals))


def _without(name: str, played: Played, signals: Mapping[str, Signal], policy: Policy) -> Pays:
    touched = [one for one in played.results if _fires(name, one.findings)]
    weights = [
        hit["weight"] for one in touched for finding in one.findings for hit in finding["signals"] if hit["id"] == name
    ]
    changed = [(one, _level(name, one, signals, policy)) for one in touched]
    attacks = [(one, level) for one, level in changed if one.kind == "attack"]
    honest = [(one, level) for one, level in changed if one.kind == "honest"]
    alarms = [one.finding for one in played.alarms if _fires(name, [one.finding])]
    return Pays(
        signal=name,
        weight=max(weights, key=abs, default=0.0),
        attacks=len(attacks),
        honest=len(honest),
        lost=sum(one.is_met and EXPECTED.index(level) < EXPECTED.index(one.expected) for one, level in attacks),
        lost_urgent=sum(one.level == "urgent" and level != "urgent" for one, level in attacks),
        spared=sum(not one.is_met and EXPECTED.index(level) <= EXPECTED.index(one.expected) for one, level in honest),
        broken=sum(one.is_met and EXPECTED.index(level) > EXPECTED.index(one.expected) for one, level in honest),
        alarms=sum(_is_alarm(one["level"]) for one in alarms)
        - sum(_is_alarm(_weighed(name, one, signals, policy)) for one in alarms),
    )


def _fires(name: str, findings: Sequence[dict[str, Any]]) -> bool:
    return any(hit["id"] == name for finding in findings for hit in finding["signals"])


def _is_alarm(level: Expected) -> bool:
    return level in ("review", "urgent")


def _level(name: str, result: Result, signals: Mapping[str, Signal], policy: Policy) -> Expected:
    levels = [_weighed(name, finding, signals, policy) for finding in result.findings]
    return EXPECTED[max(map(EXPECTED.index, levels), default=0)]


def _weighed(name: str, finding: dict[str, Any], signals: Mapping[str, Signal], policy: Policy) -> Expected:
    """The level of a finding without one signal; of a finding that does not hold it, the printed one."""
    printed: Expected = finding["level"]
    if not _fires(name, [finding]):
        return printed
    hits = [Hit(id=hit["id"], weight=hit["weight"], reason={}) for hit in finding["signals"] if hit["id"] != name]
    if finding["matter"] == "contradiction" and not any(hit.weight > 0 for hit in hits):
        return "quiet"
    own: Level = least_level(finding["matter"])
    return max(own, level_of(score_of(hits, signals, policy), policy), key=LEVELS.index)
