"""The verb `review`: the questions that wait for an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import click

from directory.decisions import Decision, Standing
from directory.findings import Finding
from directory.number import print_number
from directory.providers import find_provider
from directory.terms import LEVELS, FindingState, Level, Matter
from scheduler.cli.attestations import attestations_of, print_attestations
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.opened import existing_store, providers_of


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("action", type=click.Choice(["list", "show"]), default="list")
@click.argument("text", metavar="[TEXT|ID]", default="")
@click.option("--level", type=click.Choice(LEVELS), help="Only this level.")
@click.option("--provider", help="Only this provider (id, or any of its names).")
@click.option("--matter", type=click.Choice(get_args(Matter)), help="Only this kind of matter.")
@click.option("--state", type=click.Choice(get_args(FindingState)), default="open", show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def review(
    action: str,
    text: str,
    *,
    level: Level | None,
    provider: str | None,
    matter: Matter | None,
    state: FindingState,
    is_json: bool,
    settings: Settings,
) -> None:
    """List what waits for an answer, the pressing first, or show one finding whole by (the beginning of) its ID.

    TEXT keeps findings with it in the id, the provider, a number or the summary.
    """
    if action == "show":
        _show(settings, text, is_json=is_json)
        return
    with existing_store(settings) as store:
        wanted = None if provider is None else find_provider(providers_of(settings), provider).id
        found = store.findings(state=state, provider=wanted, level=level, contains=text)
        today = datetime.now(UTC).date()  # noqa: TID251 - the shell's clock
        said = attestations_of(store.attested(), store.entries(provider=wanted), settings.data, today)
    found = [finding for finding in found if matter is None or finding.matter == matter]
    # What a person has to do about a statement: join it, renew it, or find its file.
    pressing = [one for one in said if one.state != "in_force" and wanted in (None, one.provider)]
    if is_json:
        print_json({"findings": found, "attested": pressing})
        return
    list_findings(found, settings.lang)
    print_attestations(pressing, settings.lang)


def list_findings(found: list[Finding], lang: str) -> None:
    """Print findings as a table, or that there are none."""
    if not found:
        print_line(say(lang, "nothing_waits"))
    print_table(
        head(lang, "finding", "level", "provider", "matter", "number", "was", "summary"),
        [
            (
                one.id,
                one.level,
                one.provider,
                one.matter,
                _printed(one.number),
                _printed(one.was),
                one.summary.get(lang, ""),
            )
            for one in found
        ],
    )


def _show(settings: Settings, name: str, *, is_json: bool) -> None:
    if not name:
        raise click.UsageError("`review show` needs the ID of a finding; `review list` shows them")
    with existing_store(settings) as store:
        finding = store.finding(name)
        standing = store.standings([finding.id])[finding.id]
        decisions = store.decisions_of(finding.id)
    if is_json:
        print_json({"finding": finding, "standing": standing, "decisions": decisions})
        return
    _print_finding(finding, standing, settings.lang)
    _print_decisions(decisions, settings.lang)


def _print_finding(finding: Finding, standing: Standing, lang: str) -> None:
    print_line(f"{finding.id}  {finding.level}  {finding.provider}  {finding.matter}  {standing.state}")
    print_line(finding.summary.get(lang, ""))
    if finding.was:
        print_line(f"{say(lang, 'was')}: {print_number(finding.was)} ({finding.was})")
    if finding.number:
        print_line(f"{say(lang, 'number')}: {print_number(finding.number)} ({finding.number})")
    print_line(say(lang, "found_by", first=standing.first_run, last=standing.last_run))
    print_line()
    print_table(
        head(lang, "signal", "weight", "reason"),
        [(hit.id, f"{hit.weight:+g}", hit.reason.get(lang, "")) for hit in finding.signals],
    )
    for voice in finding.voices:
        print_line(f"{say(lang, f'says_{voice.says}')}  {voice.channel}  {voice.page}")
    for one in finding.evidence:
        print_line()
        print_line(f"{one.url}  {one.layer}  {one.place}  {one.snapshot[:12]}")
        print_line(f"  {one.quote}")


def _print_decisions(decisions: list[Decision], lang: str) -> None:
    if not decisions:
        return
    print_line()
    print_table(
        head(lang, "decision", "kind", "at", "who", "reason"),
        [(str(one.seq), one.kind, one.at.strftime("%Y-%m-%d %H:%M"), one.who, one.reason) for one in decisions],
    )


def _printed(key: str) -> str:
    return print_number(key) if key else ""
