"""How a decision is drafted and appended, whoever asks: the command line or the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from directory.decisions import Account, Decision, DirectoryState, Effect
from directory.findings import Finding
from directory.providers import basis
from directory.records import Provider
from directory.terms import DecisionKind
from scheduler.in_force import policy_in_force
from verifier.consent import NotAllowed
from verifier.decide import after_decision
from verifier.deciders import DECIDERS
from verifier.policy import Policy

if TYPE_CHECKING:
    from directory.store import Store

_ANSWERS = frozenset({"accept", "reject", "wait"})


class Speaker(NamedTuple):
    """Who decides, from where, when and why. at: aware, now."""

    account: Account
    via: Literal["desk", "shell"]
    at: datetime
    reason: str


def draft_of(
    kind: DecisionKind, provider: Provider | None, speaker: Speaker, *, provider_id: str = "", **more: Any
) -> Decision:
    """Draft a decision; the store numbers and chains it.

    provider: whose hosts and pages it rests on; None for one that is no longer described, which `provider_id` names.
    """
    return Decision(
        seq=0,
        kind=kind,
        provider=provider_id if provider is None else provider.id,
        who=str(speaker.account.id),
        via=speaker.via,
        at=speaker.at,
        reason=speaker.reason.strip(),
        **({"basis": {} if provider is None else basis(provider)} | more),
    )


class Rules(NamedTuple):
    """What decides whether one person's word is enough: the written policy, and how many may decide."""

    policy: Policy
    reviewers: int


class Decided(NamedTuple):
    """A decision as it was appended; until: where it waits for a day of cooling off, when that is over from now."""

    decision: Decision
    until: datetime | None = None

    @property
    def missing(self) -> str:
        """Whose word it still waits for, "" when it has taken effect."""
        return self.decision.waits_for


def rules_of(store: Store) -> Rules:
    """Tell the policy in force and count the deciders of this installation. Raises PolicyError."""
    # An account that cannot sign in can never be the second person: whoever sits at the shell counts once.
    able = [one for one in store.accounts() if not one.is_disabled and one.role in DECIDERS and one.can_sign_in]
    return Rules(policy_in_force(store), max(1, len(able)))


def append(store: Store, draft: Decision, rules: Rules) -> Decided:
    """Append a decision with what it does to the directory.

    Raises NotAllowed when the trust rules refuse it, or somebody answered the finding meanwhile.
    """

    def effect_of(state: DirectoryState) -> Effect:
        _check_still_asked(state)
        return after_decision(state, *rules)

    decision = store.decide(draft, effect_of)
    hours = timedelta(hours=rules.policy.cooling_off_hours)
    return Decided(decision, decision.at + hours if decision.waits_for == "cooling_off" else None)


def bound_to(finding: Finding) -> dict[str, Any]:
    """Give the parts of a decision that bind it to the finding it answers."""
    return {"finding": finding.id, "key": finding.number, "was": finding.was, "ground": finding.ground}


def _check_still_asked(state: DirectoryState) -> None:
    """Refuse an answer to a finding that is answered or rests on other evidence by now; the store is locked here."""
    draft, finding, standing = state.decision, state.finding, state.standing
    if draft.kind not in _ANSWERS or finding is None or standing is None:
        return
    if standing.state not in {"open", "waiting"}:
        last = next((one for one in reversed(state.decisions) if one.finding == finding.id), None)
        by = "" if last is None else f" by decision {last.seq} ({last.kind}, account {last.who})"
        raise NotAllowed(f"finding {finding.id}: is {standing.state}{by}; `undo` takes an answer back")
    if draft.ground != finding.ground:
        raise NotAllowed(f"finding {finding.id}: its evidence changed since it was shown; look at it again")
