"""The verb `lists`: what the register of reported and false numbers holds, and taking a list out."""

from __future__ import annotations

from datetime import datetime

import click

from directory.number import print_number
from directory.register import ReportList, block_of, false_blocks
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.opened import NothingThere, existing_store


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("action", type=click.Choice(["list", "remove", "false"]), default="list")
@click.argument("source", metavar="[SOURCE|TEXT]", default="")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Only the list of this day.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="With list: only those of this day and later.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def lists(
    action: str, source: str, *, day: datetime | None, since: datetime | None, is_json: bool, settings: Settings
) -> None:
    """List the imported report lists, of one SOURCE where it is named, or take those of a SOURCE out of the register.

    `lists false` lists the numbers that decisions called false, those with TEXT in the number or the provider's id.
    What is taken out can be imported again from its file; findings that rested on it stay as they were asked.
    """
    if action == "remove" and (not source or since is not None):
        raise click.UsageError("remove: say whose lists, and --date for one of them alone; `lists` shows what is there")
    if action == "false":
        _list_false(source, settings, is_json=is_json)
        return
    dated_on = None if day is None else day.date()
    with existing_store(settings) as store:
        if action == "remove":
            found = store.drop_lists(source, dated_on)
        else:
            found = [one for one in store.report_lists(source or None) if dated_on in (None, one.dated_on)]
            found = [one for one in found if since is None or one.dated_on >= since.date()]
    if action == "remove" and not found:
        raise NothingThere(f"{source!r}: no such list in the register; `hotlinewatch lists` shows them")
    if is_json:
        print_json({"removed" if action == "remove" else "lists": found})
        return
    if action == "remove":
        print_line(say(settings.lang, "lists_removed", count=len(found), numbers=sum(one.numbers for one in found)))
    elif not found:
        print_line(say(settings.lang, "no_lists"))
    print_table(
        head(settings.lang, "source", "day", "about", "format", "region", "numbers", "rows", "unread", "imported"),
        [_row(one) for one in found],
    )


def _list_false(text: str, settings: Settings, *, is_json: bool) -> None:
    with existing_store(settings) as store:
        everyone, listed = store.false_numbers(), store.listed()
    found = [
        one for one in everyone if text.casefold() in f"{one.key}\n{print_number(one.key)}\n{one.provider}".casefold()
    ]
    blocks = false_blocks(one.key for one in everyone if one.key not in listed)
    if is_json:
        print_json({"false": found, "blocks": blocks})
        return
    if not found:
        print_line(say(settings.lang, "no_false_numbers"))
    print_table(
        head(settings.lang, "number", "provider", "since", "decision", "same_block"),
        [
            (
                print_number(one.key),
                one.provider,
                one.since.date().isoformat(),
                "" if one.decision is None else str(one.decision),
                str(blocks.get(block_of(one.key), "")),
            )
            for one in found
        ],
    )


def _row(one: ReportList) -> tuple[str, ...]:
    counts = (str(count) for count in (one.numbers, one.rows, one.unread))
    imported = one.imported_at.strftime("%Y-%m-%d %H:%M")
    return (one.source, one.dated_on.isoformat(), one.about, one.format, one.region, *counts, imported)
