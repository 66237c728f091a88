"""The verbs `show` and `entries`: what the directory holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import click

from directory.findings import Finding
from directory.number import country_of, print_number
from directory.providers import find_provider, fold, ids_of, names_of
from directory.records import Entry, Fetch, Provider
from directory.terms import PURPOSES, Presence, Purpose, Status
from scheduler.claimed import claimed_entries
from scheduler.cli.attestations import Attestation, attestations_of, print_attestations
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table, warn
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.opened import existing_store, has_store, providers_of

if TYPE_CHECKING:
    from directory.store import Store


@click.command(epilog=exit_codes(DONE, USAGE, STORE_TROUBLE))
@click.argument("provider")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def show(provider: str, *, is_json: bool, settings: Settings) -> None:
    """Show one PROVIDER (id, or any of its names): its lines, its pages, and what waits for an answer."""
    found = find_provider(providers_of(settings), provider)
    lines: list[Entry] = claimed_entries(found)
    fetches: dict[str, Fetch] = {}
    findings: list[Finding] = []
    attested: list[Attestation] = []
    if has_store(settings):
        with existing_store(settings) as store:
            lines = store.entries(provider=found.id)
            fetches = _latest_fetches(store, found)
            findings = store.findings(provider=found.id)
            decisions = [one for one in store.attested() if one.provider in ids_of(found)]
            attested = attestations_of(decisions, lines, settings.data, datetime.now(UTC).date())  # noqa: TID251 - the shell's clock
    else:
        warn(say(settings.lang, "only_claims"))
    if is_json:
        print_json(
            {"provider": found, "entries": lines, "fetches": fetches, "findings": findings, "attested": attested}
        )
        return
    _show_provider(found, lines, fetches, settings.lang)
    print_attestations(attested, settings.lang)
    if findings:
        print_line()
        print_line(say(settings.lang, "waiting_here", count=len(findings)))
        print_table(
            head(settings.lang, "finding", "level", "number", "summary"),
            [(one.id, one.level, _printed(one.number), one.summary.get(settings.lang, "")) for one in findings],
        )


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("text", default="")
@click.option("--status", type=click.Choice(get_args(Status)), help="Only lines of this status.")
@click.option("--provider", help="Only lines of this provider (id, or any of its names).")
@click.option("--country", metavar="CC", help="Only numbers of this country's plan.")
@click.option("--purpose", type=click.Choice(PURPOSES), help="Only lines for this purpose.")
@click.option("--presence", type=click.Choice(get_args(Presence)), help="Only lines that are so on their pages.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def entries(
    text: str,
    *,
    status: Status | None,
    provider: str | None,
    country: str | None,
    purpose: Purpose | None,
    presence: Presence | None,
    is_json: bool,
    settings: Settings,
) -> None:
    """List the lines of the directory; TEXT keeps those with it in the number, the provider's id or names, or the label."""
    providers = providers_of(settings)
    with existing_store(settings) as store:
        wanted = None if provider is None else find_provider(providers, provider).id
        found = [
            entry
            for entry in store.entries(provider=wanted, status=status)
            if (purpose is None or entry.purpose == purpose)
            and (presence is None or entry.presence == presence)
            and (country is None or country_of(entry.key) == country.upper())
            and fold(text) in _words(entry, providers.get(entry.provider))
        ]
    if is_json:
        print_json({"entries": found})
        return
    if not found:
        print_line(say(settings.lang, "no_entries"))
    print_table(head(settings.lang, "provider", *_COLUMNS), [(entry.provider, *_row(entry)) for entry in found])


# A page that failed in all of the last runs shows its last failure; what lies further back is the report's to tell.
RUNS_SHOWN = 5
_COLUMNS = ("number", "purpose", "status", "presence", "verified_on", "last_seen", "label")


def _latest_fetches(store: Store, provider: Provider) -> dict[str, Fetch]:
    """Give how each page fared last: failed fetches of the latest runs too, which leave no snapshot."""
    latest = store.last_fetches([page.url for page in provider.pages])
    for run, _, _ in reversed(store.runs(RUNS_SHOWN)):
        for page, fetch in store.fetches(run, provider.id).items():
            if page not in latest or fetch.at >= latest[page].at:
                latest[page] = fetch
    return latest


def _row(entry: Entry) -> Sequence[str]:
    return (
        print_number(entry.key),
        " ".join(filter(None, (entry.purpose, entry.audience))),
        entry.status,
        entry.presence,
        "" if entry.verified_on is None else entry.verified_on.isoformat(),
        "" if entry.last_seen is None else entry.last_seen.date().isoformat(),
        entry.label or entry.origin,
    )


def _words(entry: Entry, provider: Provider | None) -> str:
    parts = (entry.key, print_number(entry.key), entry.provider, entry.label, entry.purpose, entry.audience)
    return "\n".join([*map(fold, parts), *(names_of(provider) if provider is not None else ())])


def _printed(key: str) -> str:
    return print_number(key) if key else ""


def _show_provider(provider: Provider, lines: list[Entry], fetches: dict[str, Fetch], lang: str) -> None:
    names = ", ".join(dict.fromkeys((provider.name, *provider.names.values(), *provider.aliases)))
    print_line(f"{names} ({provider.id}, {provider.kind}, {provider.country})")
    print_line(say(lang, "hosts_are", hosts=", ".join(provider.official_hosts)))
    print_line(say(lang, f"hotline_{provider.hotline}"))
    print_line()
    print_table(head(lang, *_COLUMNS), [_row(entry) for entry in lines])
    print_line()
    rows = []
    for page in provider.pages:
        fetch = fetches.get(page.url)
        last = ("", "") if fetch is None else (fetch.at.strftime("%Y-%m-%d %H:%M"), fetch.outcome)
        rows.append((page.channel, page.language, page.url, *last))
    print_table(head(lang, "channel", "language", "page", "fetched_at", "fetch"), rows)
