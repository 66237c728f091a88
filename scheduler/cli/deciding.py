"""What every verb that decides shares: who decides, what the decision rests on, and how it is appended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from directory.decisions import Account, Decision
from directory.findings import Finding
from directory.records import Provider
from directory.terms import DecisionKind
from scheduler.cli.options import DONE, PARTLY
from scheduler.cli.printing import print_json, print_line, warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.deciding import Decided, Speaker, append, bound_to, rules_of
from scheduler.deciding import draft_of as drafted
from scheduler.opened import existing_store, providers_of
from verifier.consent import NotAllowed
from verifier.deciders import DECIDERS

if TYPE_CHECKING:
    from directory.store import Store

__all__ = [
    "Decided",
    "account_of",
    "append",
    "bound_to",
    "decider_options",
    "deciding_in",
    "draft_of",
    "print_decisions",
    "render_decisions",
    "rules_of",
]

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


@contextmanager
def deciding_in(settings: Settings) -> Iterator[Store]:
    """Open the database to decide in; a refusal may come of a command that was cut off, whose release is made up for."""
    with existing_store(settings) as store:
        try:
            yield store
        except (NotAllowed, click.UsageError):
            render_decisions(store, settings, [])
            raise


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
    """Draft a decision made now at the shell. Raises click.UsageError without a reason."""
    if not reason.strip():
        raise click.UsageError("--reason: got nothing, expected a sentence that tells a later reader why")
    speaker = Speaker(account, "shell", datetime.now(UTC), reason)  # noqa: TID251 - the shell's clock
    return drafted(kind, provider, speaker, provider_id=provider_id, **more)


def render_decisions(store: Store, settings: Settings, decided: Sequence[Decided]) -> None:
    """Make the release that follows a batch of decisions, and say where it lies (design § 7, 12).

    It holds what an earlier command decided and was cut off before it could release, too.
    """
    # Imported here: signing and rendering are needed only where something was decided.
    from scheduler.releasing import decided_since_release, release_after_decisions  # noqa: PLC0415
    from scheduler.withdrawing import mend_withdrawn  # noqa: PLC0415

    touched = {one.decision.provider for one in decided if not one.missing} | decided_since_release(store, settings)
    if not touched:
        mend_withdrawn(settings, datetime.now(UTC))  # noqa: TID251 - the shell's clock
        return
    made = release_after_decisions(store, settings, providers_of(settings), datetime.now(UTC), touched)  # noqa: TID251 - the shell's clock
    if made is not None:
        warn(say(settings.lang, "release_made", path=str(made)))


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
