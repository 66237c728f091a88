"""Weigh what fired on one matter: log-odds points, in which no family of signals counts twice over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from directory.findings import Hit
from directory.terms import Level
from verifier.policy import Policy
from verifier.signal import Signal


def score_of(hits: Sequence[Hit], signals: Mapping[str, Signal], policy: Policy) -> float:
    """The score of the signals that fired on one matter (signal catalogue, § 2: combination).

    A family counts at most twice its largest member. A hard signal floors the score and no discount weighs against it,
    nor against a signal that is not discountable; discounts together are capped. Never below zero.
    """
    families: dict[str, list[float]] = defaultdict(list)
    for hit in hits:
        if hit.weight > 0:
            families[signals[hit.id].terms.family if hit.id in signals else hit.id].append(hit.weight)
    total = sum((min(sum(weights), policy.family_most * max(weights)) for weights in families.values()), 0.0)
    if hard_ids(hits, signals):
        return round(max(total, policy.hard_floor), 2)
    if any(hit.id in signals and not signals[hit.id].terms.is_discountable for hit in hits):
        return round(total, 2)
    discount = min(policy.discount_most, -sum(hit.weight for hit in hits if hit.weight < 0))
    return round(max(total - discount, 0.0), 2)


def hard_ids(hits: Sequence[Hit], signals: Mapping[str, Signal]) -> list[str]:
    """Those of the signals that are urgent alone, sorted."""
    return sorted({hit.id for hit in hits if hit.id in signals and signals[hit.id].terms.is_hard})


def level_of(score: float, policy: Policy) -> Level:
    """The level that a score alone asks for."""
    if score >= policy.urgent_score:
        return "urgent"
    return "review" if score >= policy.review_score else "routine"
