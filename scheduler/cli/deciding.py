"""What every verb that decides shares: who decides, what the decision rests on, and how it is appended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
from verifier.lifecycle import after_decision

from directory.providers import basis
from directory.records import Account, Decision, DecisionKind, Finding, Provider
from scheduler.cli.printing import print_json, print_line
from scheduler.cli.words import say

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
    if account.is_disabled or account.role == "viewer":
        state = "is disabled" if account.is_disabled else "is a viewer"
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


def append(store: Store, draft: Decision) -> Decision:
    """Append a decision with what it does to the directory. What `after_decision` raises refuses it."""
    return store.decide(draft, after_decision)


def bound_to(finding: Finding) -> dict[str, Any]:
    """Give the parts of a decision that bind it to the finding it answers."""
    return {"finding": finding.id, "key": finding.number, "was": finding.was, "ground": finding.ground}


def print_decisions(decisions: Sequence[Decision], left: Sequence[Finding], lang: str, *, is_json: bool) -> None:
    """Print what was decided; `left`: findings that were asked for and still wait."""
    if is_json:
        print_json({"decisions": decisions, "left": left})
        return
    for one in decisions:
        about = " ".join(filter(None, (one.kind, one.provider, one.was and f"{one.was} →", one.key, one.finding)))
        print_line(say(lang, "decided", seq=one.seq, about=about))
