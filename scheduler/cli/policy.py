"""The verb `policy`: which written policy is in force, and putting another in force, which is a decision of an admin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from scheduler.cli.deciding import (
    account_of,
    append,
    decider_options,
    draft_of,
    print_decisions,
    render_decisions,
    rules_of,
)
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table, warn
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.in_force import policy_in_force, unadopted
from scheduler.opened import existing_store, has_store, made_store
from verifier.policy import Policy, load_policy, policy_basis, policy_name
from verifier.signals_found import signals_in_force

if TYPE_CHECKING:
    from directory.decisions import Decision
    from directory.store import Store


@click.group(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
def policy() -> None:
    """Show the written policy that is in force, or put another in force."""


@policy.command(epilog=exit_codes(DONE, USAGE, STORE_TROUBLE))
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def show(*, is_json: bool, settings: Settings) -> None:
    """Show every threshold in force beside what the program ships, and who put it there.

    A policy file that nobody has adopted is not in force; this says so.
    """
    if has_store(settings):
        with existing_store(settings) as store:
            adopted, names = store.adopted(), {str(one.id): one.name for one in store.accounts()}
            in_force = policy_in_force(store)
    else:
        adopted, names, in_force = None, {}, policy_in_force(None)
    differs = unadopted(settings, in_force)
    if is_json:
        told: dict[str, Any] = {"policy": policy_name(in_force), "decision": None if adopted is None else adopted.seq}
        print_json(told | {"rules": in_force, "shipped": load_policy(), "file": differs})
        return
    print_line(_standing(in_force, adopted, names, settings.lang))
    rows = [(name, now, shipped if shipped != now else "") for name, shipped, now in _both(load_policy(), in_force)]
    print_table(head(settings.lang, "threshold", "in_force", "shipped"), rows)
    if differs:
        warn(say(settings.lang, "policy_not_adopted", why=differs))


@policy.command(epilog=exit_codes(DONE, USAGE, PARTLY, STORE_TROUBLE))
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--defaults", "is_shipped", is_flag=True, help="Adopt what the program ships.")
@decider_options
@common_options
def adopt(file: Path | None, *, is_shipped: bool, by: str, reason: str, is_json: bool, settings: Settings) -> int:
    """Put FILE (else the policy file of the settings) in force. Only an admin can.

    Who wants less than the two persons in force, or less time to cool off, needs a second word like any removal.
    """
    chosen = None if is_shipped else file or settings.policy
    if (is_shipped and file is not None) or (chosen is None and not is_shipped):
        raise click.UsageError("say which: FILE, or --defaults, or name a `policy` in hotlinewatch.toml")
    wanted = load_policy(chosen)
    # A signal that nobody knows is refused here, not in the night.
    signals_in_force(wanted)
    with made_store(settings) as store:
        rules = rules_of(store)
        draft = draft_of(
            "policy",
            None,
            account_of(store, by),
            reason,
            ground=policy_name(wanted),
            was=policy_name(rules.policy),
            basis=policy_basis(wanted),
        )
        decided = append(store, draft, rules)
        render_decisions(store, settings, [decided])
    if not is_json:
        for name, before, now in _both(rules.policy, wanted):
            if before != now:
                print_line(f"{name}: {before} → {now}")
    return print_decisions([decided], [], settings, is_json=is_json)


def warn_unadopted(store: Store, settings: Settings) -> None:
    """Say on stderr that the policy file of the settings is not in force, where it is not."""
    differs = unadopted(settings, policy_in_force(store))
    if differs:
        warn(say(settings.lang, "policy_not_adopted", why=differs))


def _standing(in_force: Policy, adopted: Decision | None, names: dict[str, str], lang: str) -> str:
    if adopted is None:
        return say(lang, "policy_shipped", name=policy_name(in_force))
    who = names.get(adopted.who, adopted.who)
    day = f"{adopted.at:%Y-%m-%d}"
    return say(lang, "policy_adopted", name=policy_name(in_force), seq=adopted.seq, who=who, day=day)


def _both(one: Policy, other: Policy) -> list[tuple[str, str, str]]:
    """Every threshold with its value in both, as TOML would write it."""
    left, right = msgspec.to_builtins(one), msgspec.to_builtins(other)
    return [(name, _toml(left[name]), _toml(right[name])) for name in left]


def _toml(value: object) -> str:
    return msgspec.json.encode(value).decode()
