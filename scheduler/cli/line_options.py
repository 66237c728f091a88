"""What `import` and `compare` share: the options that say how a list is read and which of its rows count, and what was left."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from directory.countries import country_faults
from directory.number import country_of
from directory.providers import find_provider
from directory.records import Entry, Provider
from directory.terms import PURPOSES
from publish.formats.csv import FORMULA
from scheduler.cli.printing import warn
from scheduler.cli.words import say
from scheduler.line_lists.candidates import Left, purpose_of
from scheduler.line_lists.listed import ListFault
from scheduler.line_lists.matching import Matcher, Placed, place_row
from scheduler.line_lists.source import READERS, open_list
from scheduler.progress import Meter

# More are looked through in a file (--unread).
LEFT_SHOWN = 20
_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--provider", "providers", multiple=True, help="Only rows of this provider; may stand several times."),
    click.option("--country", "countries", multiple=True, metavar="CC", help="Only numbers of this country's plan."),
    click.option(
        "--purpose", "purposes", multiple=True, type=click.Choice(PURPOSES), help="Only lines for this purpose."
    ),
    click.option(
        "--format", type=click.Choice(list(READERS)), default=None, help="What the file is; told by its name and start."
    ),
    click.option("--charset", default="", metavar="NAME", help="What it is written in, where that cannot be told."),
)


def line_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb --provider, --country, --purpose, --format and --charset."""
    for option in reversed(_OPTIONS):
        verb = option(verb)
    return verb


class Known(NamedTuple):
    """What rows are placed by: the providers, and the lines that the directory or a shipped claim has."""

    providers: Mapping[str, Provider]
    entries: Sequence[Entry]


class Reading(NamedTuple):
    """A list as far as it is open: how it was read, its digest, and its rows that count, as they are read."""

    format: str
    charset: str
    digest: str
    rows: Iterator[Placed]


@contextmanager
def placed_rows(file: Path, given: Mapping[str, Any], known: Known, default_region: str) -> Iterator[Reading]:
    """Open a list and place its rows. Raises click.UsageError for a file, a provider or a country that is none."""
    region = given["region"].upper()
    faults = [
        fault
        for code in filter(None, (region, *given["countries"]))
        for fault in country_faults(code.upper(), "country")
    ]
    if faults:
        raise click.UsageError(faults[0])
    own = find_provider(known.providers, given["own"]) if given["own"] else None
    wanted = {find_provider(known.providers, name).id for name in given["providers"]}
    listed: dict[str, set[str]] = {}
    for entry in known.entries:
        listed.setdefault(entry.key, set()).add(entry.provider)
    try:
        with ExitStack() as stack:
            opened = stack.enter_context(open_list(file, given["format"] or "", given["charset"]))
            meter = stack.enter_context(Meter("rows read", quiet=given["quiet"]))
            matcher = Matcher(known.providers, own)

            def rows() -> Iterator[Placed]:
                for row in opened.rows:
                    meter.advance()
                    placed = place_row(row, matcher, region or default_region, listed)
                    if _counts(placed, wanted, given):
                        yield placed

            yield Reading(opened.format, opened.charset, opened.digest, rows())
    except ListFault as fault:
        raise click.UsageError(f"{file}: {fault}") from fault


def _counts(one: Placed, wanted: set[str], given: Mapping[str, Any]) -> bool:
    """Whether a row passes the filters; one that could not be placed passes those that cannot be told."""
    if wanted and (one.provider is None or one.provider.id not in wanted):
        return False
    countries = {code.upper() for code in given["countries"]}
    if countries and one.keys and country_of(one.keys[0]) not in countries:
        return False
    return not (given["purposes"] and one.keys and purpose_of(one.row, one.keys[0]) not in given["purposes"])


def tell_left(left: Sequence[Left], file: Path | None, lang: str) -> None:
    """Say the first rows that were left, and write all of them to a CSV where one is named; no cell of it is a formula."""
    if file is not None:
        with file.open("w", encoding="utf-8", newline="") as lines:
            rows = csv.writer(lines, lineterminator="\n")
            rows.writerow(("place", "provider", "number", "why", "expected"))
            rows.writerows(
                [FORMULA.sub("'", cell) for cell in (one.place, one.provider, one.number, one.why, one.expected)]
                for one in left
            )
    for one in left[:LEFT_SHOWN]:
        said = " ".join(filter(None, (one.provider, one.number)))
        warn(say(lang, "line_left", place=one.place, said=repr(said), why=one.why, expected=one.expected))
    if len(left) > LEFT_SHOWN:
        warn(say(lang, "rows_left_out", count=len(left) - LEFT_SHOWN))
