"""Who may make a decision at all: an account by its role, or the written policy within its bounds (design, § 7, 1 to 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from directory.addresses import host_of
from directory.decisions import DirectoryState
from directory.findings import Finding
from directory.terms import Role
from verifier.consent import NotAllowed, needs_second
from verifier.policy import Policy, policy_name

# Whoever may decide; a viewer looks. Only an admin says what the policy is.
DECIDERS: frozenset[Role] = frozenset({"reviewer", "admin"})


def check_decider(state: DirectoryState, policy: Policy) -> None:
    """Refuse a decision of somebody who may not make it.

    policy: the one in force. Raises NotAllowed for an account that is unknown, disabled or of too low a role, and for
    the written policy wherever it is off, another than the one in force, or asked for more than a safe addition.
    """
    if state.decision.via == "policy":
        _check_policy(state, policy)
        return
    decision, account = state.decision, state.decider
    if account is None:
        raise NotAllowed(f"{decision.kind}: account {decision.who!r} is unknown here; `user list` shows them")
    if account.is_disabled or account.role not in DECIDERS:
        is_now = "disabled" if account.is_disabled else f"a {account.role}"
        raise NotAllowed(f"{decision.kind}: {account.name} is {is_now}; only reviewers and admins decide")
    if decision.kind == "policy" and account.role != "admin":
        raise NotAllowed(f"policy: {account.name} is a {account.role}; only an admin says what the policy is")


def _check_policy(state: DirectoryState, policy: Policy) -> None:
    decision, finding = state.decision, state.finding
    if not policy.additions_by_policy or decision.who != policy_name(policy):
        raise NotAllowed(
            f"{decision.kind} {decision.finding or decision.key}: got {decision.who}, which may not decide here; "
            f"in force is {policy_name(policy)} with additions_by_policy = {str(policy.additions_by_policy).lower()}"
        )
    is_addition = decision.kind == "accept" and finding is not None and finding.matter == "addition"
    held = {entry.key: entry.status for entry in state.entries}
    is_first = finding is not None and held.get(finding.number, "candidate") == "candidate"
    is_plain = finding is not None and finding.level == "routine" and not needs_second(state, policy)
    if not (is_addition and is_first and is_plain):
        raise NotAllowed(
            f"{decision.kind} {decision.finding or decision.key}: got the written policy, expected a person: only a new "
            "line without suspicion is the policy's to accept, never a replacement, a removal, an urgent or a risky number"
        )


def is_corroborated(finding: Finding, nights: Mapping[tuple[str, str], int], policy: Policy) -> bool:
    """Whether an addition was seen often enough, and tonight on pages that differ in channel and in host.

    nights: (provider, key) → good nights that showed it, tonight's too. What the pages say is in the finding's voices.
    """
    if nights.get((finding.provider, finding.number), 0) < policy.corroborating_nights:
        return False
    shown = [
        (voice.channel, host_of(voice.page, ("https", "http"))) for voice in finding.voices if voice.says == "agrees"
    ]
    return any(
        one_channel != channel and None not in (one_host, host) and one_host != host
        for one_channel, one_host in shown
        for channel, host in shown
    )


def safe_additions(findings: Sequence[Finding], nights: Mapping[tuple[str, str], int], policy: Policy) -> list[Finding]:
    """The findings that the written policy may accept; [] where it is off.

    A provider of whom anything above routine is asked gets none: its pages may be in somebody else's hands.
    """
    doubted = {finding.provider for finding in findings if finding.level != "routine"}
    return [
        finding
        for finding in findings
        if policy.additions_by_policy
        and finding.matter == "addition"
        and finding.provider not in doubted
        and is_corroborated(finding, nights, policy)
    ]
