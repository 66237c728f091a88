"""The verb `compare`: a list that others keep, held against our directory."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from directory.number import print_number
from directory.terms import Status
from scheduler.cli.line_options import Known, line_options, placed_rows, tell_left
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table, warn
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.known import known_now
from scheduler.line_lists.comparing import ALIVE, Compared, Comparison, compare_list
from scheduler.opened import has_store, providers_of


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--status", "statuses", multiple=True, type=click.Choice(get_args(Status)), help="Which of our lines count."
)
@click.option("--of", "own", default="", metavar="PROVIDER", help="Whose lines they are where the rows do not say.")
@click.option("--region", default="", metavar="CC", help="Whose national numbers it holds, where nothing says it.")
@line_options
@click.option("--unread", type=click.Path(dir_okay=False, path_type=Path), help="Write all rows left out to this CSV.")
@click.option("--quiet", is_flag=True, help="Say nothing of how far it is.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def compare(
    file: Path, *, statuses: tuple[Status, ...], unread: Path | None, is_json: bool, settings: Settings, **given: Any
) -> int:
    """Hold a list (CSV, vCard, YAML, JSON, JSON lines, GeoJSON; plain or .gz) against the directory; nothing is kept.

    For every provider that the list names: numbers that both have (also in another form or as a sub-line), numbers
    that only one of them has, and contradictions: lines of another provider, rejected, retired or disputed ones,
    other purposes, numbers of a provider that publishes none. Verified and candidate lines count unless --status says which.
    """
    providers = providers_of(settings)
    known = known_now(settings, providers)
    if not has_store(settings):
        warn(say(settings.lang, "only_claims"))
    with placed_rows(file, given, Known(providers, known.entries), settings.country) as reading:
        found = compare_list(reading.rows, known.entries, known.reference.known_false, providers, statuses or ALIVE)
        digest = reading.digest
    tell_left(found.left, unread, settings.lang)
    if is_json:
        print_json(
            {
                "file": file.name,
                "digest": digest,
                "compared": found.providers,
                "unlisted": found.unlisted,
                "left": found.left,
            }
        )
    else:
        _print(found, settings.lang)
    if not (found.providers or found.left):
        warn(say(settings.lang, "lines_empty", file=file.name))
        return NOTHING
    return PARTLY if found.left else DONE


def _print(found: Comparison, lang: str) -> None:
    for one in found.providers:
        print_line(f"{one.provider}  " + say(lang, "compared", **_counts(one)))
        print_table(head(lang, "number", "held_against", "purpose", "place"), _rows(one, lang))
        print_line()
    total = {
        name: sum(_counts(one)[name] for one in found.providers) for name in ("agree", "theirs", "ours", "against")
    }
    print_line(say(lang, "compared_all", providers=len(found.providers), left=len(found.left), **total))
    if found.unlisted:
        print_line(say(lang, "unlisted_here", count=len(found.unlisted), providers=", ".join(found.unlisted)))


def _counts(one: Compared) -> dict[str, int]:
    return {
        "agree": len(one.agree),
        "theirs": len(one.only_list),
        "ours": len(one.only_directory),
        "against": len(one.contradictions),
    }


def _rows(one: Compared, lang: str) -> list[tuple[str, str, str, str]]:
    rows = [
        (print_number(wrong.key), say(lang, f"against_{wrong.kind}", other=wrong.other), "", wrong.place)
        for wrong in one.contradictions
    ]
    rows += [
        (print_number(same.key), say(lang, f"agrees_{same.kind}", status=same.status), "", same.place)
        for same in one.agree
    ]
    rows += [(print_number(only.key), say(lang, "only_list"), only.purpose, only.place) for only in one.only_list]
    return rows + [
        (print_number(only.key), say(lang, "only_directory", status=only.status), only.purpose, "")
        for only in one.only_directory
    ]
