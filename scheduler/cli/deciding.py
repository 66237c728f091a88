"""What every verb that decides shares: who decides, what the decision rests on, and how it is appended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from directory.decisions import Account, Decision
from directory.findings import Finding
from directory.providers import basis
from directory.records import Provider
from directory.terms import DecisionKind
from scheduler.cli.opened import providers_of
from scheduler.cli.options import DONE, PARTLY
from scheduler.cli.printing import print_json, print_line, warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.in_force import policy_in_force
from verifier.decide import after_decision
from verifier.deciders import DECIDERS
from verifier.policy import Policy

if TYPE_CHECKING:
    from directory.store import Store

_DECIDER_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--by", "by", required=True, metavar="ACCOUNT", help="The account that decides (`user list`)."),
    click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence for those who read it later."),
    click.option("--json", "is_json", is_flag=True, help="Print one JSON object."),
)


def decider_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb --by, --reason and --json."""
    for option in reversed(_DECIDER_OPTIONS):
        verb = option(verb)
    return verb


def account_of(store: Store, name: str) -> Account:
    """Give the account that decides. Raises NotFound, and click.UsageError for one that may not decide."""
    account = store.account(name)
    if account.is_disabled or account.role not in DECIDERS:
        state = "is disabled" if account.is_disabled else f"is a {account.role}"
        raise click.UsageError(f"--by {name}: this account {state}; only reviewers and admins decide")
    return account


def draft_of(
    kind: DecisionKind, provider: Provider | None, account: Account, reason: str, *, provider_id: str = "", **more: Any
) -> Decision:
    """Draft a decision made now at the shell; the store numbers and chains it.

    provider: whose hosts and pages it rests on; None for one that is no longer described, which `provider_id` names.
    """
    if not reason.strip():
        raise click.UsageError("--reason: got nothing, expected a sentence that tells a later reader why")
    return Decision(
        seq=0,
        kind=kind,
        provider=provider_id if provider is None else provider.id,
        who=str(account.id),
        via="shell",
        at=datetime.now(UTC),  # noqa: TID251 - the shell's clock
        reason=reason.strip(),
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
    """Append a decision with what it does to the directory. Raises NotAllowed when the trust rules refuse it."""
    decision = store.decide(draft, lambda state: after_decision(state, *rules))
    hours = timedelta(hours=rules.policy.cooling_off_hours)
    return Decided(decision, decision.at + hours if decision.waits_for == "cooling_off" else None)


def render_decisions(store: Store, settings: Settings, decided: Sequence[Decided]) -> None:
    """Make the release that follows a batch of decisions, and say where it lies (design § 7, 12)."""
    if all(one.missing for one in decided):
        return
    # Imported here: signing and rendering are needed only where something was decided.
    from scheduler.releasing import release_after_decisions  # noqa: PLC0415

    touched = {one.decision.provider for one in decided if not one.missing}
    made = release_after_decisions(store, settings, providers_of(settings), datetime.now(UTC), touched)  # noqa: TID251 - the shell's clock
    if made is not None:
        warn(say(settings.lang, "release_made", path=str(made)))


def bound_to(finding: Finding) -> dict[str, Any]:
    """Give the parts of a decision that bind it to the finding it answers."""
    return {"finding": finding.id, "key": finding.number, "was": finding.was, "ground": finding.ground}


def print_decisions(decided: Sequence[Decided], left: Sequence[Finding], settings: Settings, *, is_json: bool) -> int:
    """Print what was decided and give the exit code; left: findings that were asked for and were not answered."""
    unmet = [one for one in decided if one.missing]
    if is_json:
        done = [one.decision for one in decided if not one.missing]
        waiting = [{"decision": one.decision, "waits_for": one.missing} for one in unmet]
        print_json({"decisions": done, "waiting": waiting, "left": left})
        return PARTLY if left or unmet else DONE
    for one, until in decided:
        now = one.ground if one.kind == "policy" else one.key
        about = " ".join(filter(None, (one.kind, one.provider, one.was and f"{one.was} →", now, one.finding)))
        print_line(say(settings.lang, "decided", seq=one.seq, about=about))
        if one.waits_for:
            day = "" if until is None else until.strftime("%Y-%m-%d %H:%M UTC")
            print_line("  " + say(settings.lang, f"missing_{one.waits_for}", until=day))
    return PARTLY if left or unmet else DONE
