"""The verbs `accept`, `reject` and `wait`: answers to findings, one by one or in bulk where the policy lets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from directory.findings import Finding
from directory.providers import find_provider
from directory.terms import DecisionKind
from scheduler.cli.deciding import (
    Decided,
    account_of,
    append,
    bound_to,
    decider_options,
    deciding_in,
    draft_of,
    print_decisions,
    render_decisions,
    rules_of,
)
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import warn
from scheduler.cli.review import list_findings
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.opened import NothingThere, providers_of
from verifier.decide import NotAllowed, bulkable

if TYPE_CHECKING:
    from directory.store import Store

_EPILOG = exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE)


def _choice_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--all", "is_all", is_flag=True, help="Every open finding that may go in bulk."),
        click.option("--provider", help="Every open finding of this provider that may go in bulk."),
        click.argument("names", nargs=-1, metavar="[ID…]"),
    ):
        verb = option(verb)
    return common_options(decider_options(verb))


@click.command(epilog=_EPILOG)
@_choice_options
def accept(**given: Any) -> int:
    """Answer that the page is right: the directory will say what it says.

    Findings are named by (the beginning of) their ID. In bulk only those are taken that the policy marks; the others
    are printed and left.
    """
    return _answer("accept", **given)


@click.command(epilog=_EPILOG)
@_choice_options
def reject(**given: Any) -> int:
    """Answer that the page is wrong: the directory stays, the number is registered as false for this provider."""
    return _answer("reject", **given)


@click.command(epilog=_EPILOG)
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The date (UTC) to ask again on.")
@_choice_options
def wait(*, until: datetime, **given: Any) -> int:
    """Answer that it is too early to tell: ask again on a date."""
    day = until.date()
    if day <= datetime.now(UTC).date():  # noqa: TID251 - the shell's clock
        raise click.UsageError(f"--until {day}: expected a date after today (UTC)")
    return _answer("wait", until=day, **given)


def _answer(
    kind: DecisionKind,
    *,
    names: tuple[str, ...],
    provider: str | None,
    is_all: bool,
    by: str,
    reason: str,
    is_json: bool,
    settings: Settings,
    until: date | None = None,
) -> int:
    if [bool(names), provider is not None, is_all].count(True) != 1:
        raise click.UsageError("say which: IDs, or --provider P, or --all")
    providers = providers_of(settings)
    decided: list[Decided] = []
    with deciding_in(settings) as store:
        account, rules = account_of(store, by), rules_of(store)
        wanted = None if provider is None else find_provider(providers, provider).id
        chosen, left = (_named(store, names), []) if names else _in_bulk(store, wanted)
        for finding in chosen:
            parts = {"provider_id": finding.provider, "until": until, **bound_to(finding)}
            draft = draft_of(kind, providers.get(finding.provider), account, reason, **parts)
            try:
                decided.append(append(store, draft, rules))
            except NotAllowed as refusal:
                warn(f"{finding.id}: {refusal}")
                left.append(finding)
        render_decisions(store, settings, decided)
    code = print_decisions(decided, left, settings, is_json=is_json)
    if left and not is_json:
        warn(say(settings.lang, "left_over", count=len(left)))
        list_findings(left, settings.lang)
    return code if decided or not names else USAGE


def _named(store: Store, names: tuple[str, ...]) -> list[Finding]:
    """Give the findings of these ids, each once. Raises NotFound, click.UsageError for one that no longer waits."""
    found = list({finding.id: finding for finding in map(store.finding, names)}.values())
    standings = store.standings([finding.id for finding in found])
    for finding in found:
        state = standings[finding.id].state
        if state not in {"open", "waiting"}:
            raise click.UsageError(
                f"finding {finding.id}: is {state}; `undo` takes an answer back, a statement stands alone"
            )
    return found


def _in_bulk(store: Store, provider: str | None) -> tuple[list[Finding], list[Finding]]:
    """Give the open findings that may go in bulk, and those that may not."""
    found = store.findings(provider=provider)
    if not found:
        raise NothingThere(f"{provider or 'the directory'}: nothing waits for an answer")
    return bulkable(found)
