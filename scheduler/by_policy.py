"""The written policy at work: what it may accept after a night, where an admin has switched that on (design, § 7, 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from directory.decisions import Decision
from directory.nights import Night
from directory.providers import basis
from directory.records import Provider
from directory.store import Store
from directory.terms import FindingState
from scheduler.in_force import policy_in_force
from verifier.decide import NotAllowed, after_decision
from verifier.deciders import safe_additions
from verifier.policy import policy_name

# A question that was put off is a doubt all the same.
ASKED: tuple[FindingState, ...] = ("open", "waiting")


def decide_by_policy(store: Store, providers: Mapping[str, Provider], night: Night, now: datetime) -> list[Decision]:
    """Accept what the policy in force may accept of a night; [] while it is off. now: aware, UTC, of the decisions.

    A night that missed its canary, and a provider that was held or is no longer described, give nothing.
    """
    policy = policy_in_force(store)
    if not policy.additions_by_policy or night.run.canary == "missed":
        return []
    sound = {name for name in providers if name not in night.run.held}
    asked = [one for state in ASKED for one in store.findings(state) if one.provider in sound]
    tonight = {one.id for one in night.findings} & {one.id for one in store.findings()}
    nights = store.nights_seen({(one.provider, one.number) for one in asked}, night.run.at)
    decided = []
    for finding in safe_additions(asked, nights, policy):
        if finding.id not in tonight:
            continue
        draft = Decision(
            seq=0,
            kind="accept",
            provider=finding.provider,
            who=policy_name(policy),
            via="policy",
            at=now,
            reason=f"Seen on {policy.corroborating_nights} good nights, on pages of different channel and host.",
            finding=finding.id,
            key=finding.number,
            ground=finding.ground,
            basis=basis(providers[finding.provider]),
        )
        try:
            decided.append(store.decide(draft, lambda state: after_decision(state, policy, 1)))
        except NotAllowed:
            # Somebody decided meanwhile, or it is a person's to decide: the question stays where it is.
            continue
    return decided
