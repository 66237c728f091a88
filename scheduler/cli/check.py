"""The verb `check`: what is known of a number, with every reason."""

from __future__ import annotations

from pathlib import Path

import click

from directory.number import print_number
from directory.providers import find_provider
from scheduler.cli.claims import is_bad, rows_of
from scheduler.cli.options import DONE, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.known import Known, claim_json, hits_of, known_now, with_findings, with_register
from scheduler.opened import providers_of
from scheduler.unmask import unmask
from scheduler.which import Which, find_key, regions_of
from verifier.claim import Claim, judge_claim
from verifier.claim_signals import Told
from verifier.claim_words import say_reason


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, STORE_TROUBLE))
@click.argument("number", default="")
@click.option("--provider", help="Whose line it is said to be (id, or any of its names).")
@click.option("--country", default="", metavar="CC", help="Read NUMBER as dialled in this country.")
@click.option(
    "--csv",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check every row of a table: provider, country, number, url, page_kind; one line of JSON each.",
)
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def check(
    number: str, *, provider: str | None, country: str, table: Path | None, is_json: bool, settings: Settings
) -> int:
    """Say what is known of NUMBER: official, candidate, of another provider, false, suspicious, retired or unknown.

    Its country is the provider's, else the only one in which the directory has it, else the setting.
    """
    if bool(number) == (table is not None):
        raise click.UsageError("say a NUMBER, or --csv FILE")
    known = known_now(settings, providers_of(settings))
    if table is not None:
        unread = 0
        for row in rows_of(table, known, settings):
            print_json(row)
            unread += is_bad(row)
        return PARTLY if unread else DONE
    asked = None if provider is None else find_provider(known.providers, provider)
    regions = regions_of(asked) if asked is not None else []
    unmasked = unmask(number, list(filter(None, [country.upper(), *regions, settings.country])))
    if unmasked is not None and unmasked.is_folded and unmasked.numbers == 1:
        which = Which(unmasked.readings, "unmasked")
    else:
        which = find_key(number, country=country, provider=asked, listed=known.listed, default=settings.country)
    told = Told(raw=number, is_folded=which.rule == "unmasked", country=country.upper())
    with with_register(known, settings) as full:
        reference = full.reference_for(which.readings)
    claim = judge_claim(which.readings, asked, known.entries, reference, known.providers, known.policy, told)
    claim, asked_of = with_findings(claim, known)
    if is_json:
        print_json(claim_json(claim, settings.lang, asked_of))
        return DONE
    _print(claim, which.rule, known, settings.lang)
    for hit in hits_of(asked_of):
        print_line(f"- {hit.reason[settings.lang]} [{hit.id} {hit.weight:+g}]")
    return DONE


def _print(claim: Claim, rule: str, known: Known, lang: str) -> None:
    name = known.providers[claim.provider].name if claim.provider in known.providers else ""
    print_line(f"{print_number(claim.number)}  ({claim.number}, {say(lang, f'rule_{rule}')})")
    print_line(say(lang, f"verdict_{claim.verdict}") + (f" · {name}" if name else ""))
    for one in claim.reasons:
        weight = f" [{one.id} {one.weight:+g}]" if one.weight else f" [{one.id}]"
        print_line(f"- {say_reason(one, lang)}{weight}")
