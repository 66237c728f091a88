"""The verbs `dispute`, `retire`, `no-hotline` and `undo`: decisions that answer no finding."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
import msgspec

from directory.number import line_of
from directory.providers import basis, find_provider
from directory.records import Entry, Provider
from directory.terms import DecisionKind
from scheduler.cli.deciding import (
    account_of,
    append,
    decider_options,
    deciding_in,
    draft_of,
    print_decisions,
    render_decisions,
    rules_of,
)
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.config import Settings
from scheduler.opened import made_store, providers_of
from scheduler.which import find_key

if TYPE_CHECKING:
    from directory.store import Store

_EPILOG = exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE)

_NUMBER = click.argument("number")
_PROVIDER = click.option("--provider", help="Whose line it is (id, or any of its names).")
_COUNTRY = click.option("--country", default="", metavar="CC", help="Read NUMBER as dialled in this country.")


@click.command(epilog=_EPILOG)
@_NUMBER
@_PROVIDER
@_COUNTRY
@decider_options
@common_options
def dispute(**given: Any) -> int:
    """Take the line NUMBER off every feed until it is settled. One person is enough."""
    return _about_line("dispute", **given)


@click.command(epilog=_EPILOG)
@_NUMBER
@_PROVIDER
@_COUNTRY
@decider_options
@common_options
def retire(**given: Any) -> int:
    """End the line NUMBER: its provider no longer has it."""
    return _about_line("retire", **given)


@click.command("no-hotline", epilog=_EPILOG)
@click.argument("provider")
@decider_options
@common_options
def no_hotline(provider: str, *, by: str, reason: str, is_json: bool, settings: Settings) -> int:
    """State that PROVIDER has no public hotline, which makes every number claimed for it suspicious."""
    owner = find_provider(providers_of(settings), provider)
    with made_store(settings) as store:
        account = account_of(store, by)
        shown = _shown(store, owner)
        ground = hashlib.sha256(msgspec.json.encode(shown, order="sorted")).hexdigest()
        draft = draft_of("no_hotline", owner, account, reason, ground=ground, basis={**basis(owner), "shown": shown})
        decided = append(store, draft, rules_of(store))
        render_decisions(store, settings, [decided])
    return print_decisions([decided], [], settings, is_json=is_json)


@click.command(epilog=_EPILOG)
@click.argument("seq", type=click.IntRange(min=1))
@decider_options
@common_options
def undo(seq: int, *, by: str, reason: str, is_json: bool, settings: Settings) -> int:
    """Take back decision SEQ by appending another; nothing is ever deleted."""
    with deciding_in(settings) as store:
        undone = next((one for one in store.decisions(since=seq - 1) if one.seq == seq), None)
        if undone is None:
            raise click.UsageError(f"decision {seq}: there is none of that number; the last is {store.chain_head()[0]}")
        parts = {"finding": undone.finding, "key": undone.key, "was": undone.was, "undoes": seq}
        provider = providers_of(settings).get(undone.provider)
        draft = draft_of("undo", provider, account_of(store, by), reason, provider_id=undone.provider, **parts)
        decided = append(store, draft, rules_of(store))
        render_decisions(store, settings, [decided])
    return print_decisions([decided], [], settings, is_json=is_json)


def _about_line(
    kind: DecisionKind,
    *,
    number: str,
    provider: str | None,
    country: str,
    by: str,
    reason: str,
    is_json: bool,
    settings: Settings,
) -> int:
    providers = providers_of(settings)
    owner = None if provider is None else find_provider(providers, provider)
    with deciding_in(settings) as store:
        account = account_of(store, by)
        line = _find_line(store, number, owner, country, settings.country)
        draft = draft_of(
            kind,
            providers.get(line.provider),
            account,
            reason,
            provider_id=line.provider,
            key=line.key,
            ground=line.snapshot,
        )
        decided = append(store, draft, rules_of(store))
        render_decisions(store, settings, [decided])
    return print_decisions([decided], [], settings, is_json=is_json)


def _shown(store: Store, owner: Provider) -> dict[str, str | None]:
    """The evidence that there is none: each page of the provider that was read well, with its latest snapshot."""
    now = datetime.now(UTC)  # noqa: TID251 - the shell's clock
    pages = {page.url for page in owner.pages}
    return {page: fetch.snapshot for page, fetch in sorted(store.previous_good_all(now).items()) if page in pages}


def _find_line(store: Store, number: str, owner: Provider | None, country: str, default: str) -> Entry:
    """Give the one line that is meant. Raises click.UsageError when it is nobody's, or several providers'."""
    entries = store.entries(provider=None if owner is None else owner.id)
    listed = {entry.key for entry in entries}
    key = find_key(number, country=country, provider=owner, listed=listed, default=default).key
    found = [entry for entry in entries if entry.key == key]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"{key}: held by {', '.join(entry.provider for entry in found)}; say --provider")
    near = [f"{entry.provider} {entry.key}" for entry in entries if line_of(entry.key) == line_of(key)]
    hint = f"; near: {', '.join(near)}" if near else "; `entries` lists what it has"
    raise click.UsageError(f"{key}: the directory has no such line{hint}")
