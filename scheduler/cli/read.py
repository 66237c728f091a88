"""The verb `read`: which numbers are in a file, where, and what they are said to be."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from directory.countries import country_faults
from directory.number import print_number
from directory.records import Reading
from directory.terms import Layer
from scheduler.cli.given import Given, ListError, Told, from_file, from_list, open_list, read_in_order
from scheduler.cli.options import DONE, PARTLY, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table, warn
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.progress import Meter
from scheduler.workers import ReadingPool

# How a command line names standard input, and the file it is.
STANDARD_INPUT, STANDARD_FILE = Path("-"), Path("/dev/stdin")
# What a reader gives up on; every other outcome is a reading, of a page that is merely no contact page.
_UNREAD = ("unreadable", "internal_error", "wrong_type")
# What no reader of a page meets: it stands among the sightings, where its layer is told, and is no number of the page.
_UNSHOWN: frozenset[Layer] = frozenset({"attribute", "script", "comment"})


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY))
@click.argument("files", nargs=-1, metavar="FILE…", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--media", default="", help="MIME type, such as text/html; else by name and first bytes.")
@click.option(
    "--region", "regions", multiple=True, metavar="CC", help="Read national forms as in this country (repeat)."
)
@click.option("--url", default="", help="The address the file came from.")
@click.option("--language", default="", metavar="LL", help="The language of the file.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object a file.")
@click.option("--explain", is_flag=True, help="Also say which digits are no phone number, and why.")
@click.option(
    "--jsonl", "is_list", is_flag=True, help='FILE, else standard input, is a list of {"id", "text" or "path", …}.'
)
@click.option(
    "--dir",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where paths in a list start.",
)
@common_options
def read(
    files: tuple[Path, ...],
    *,
    is_list: bool,
    is_json: bool,
    explain: bool,
    folder: Path | None,
    settings: Settings,
    **given: Any,
) -> int:
    """Show the numbers in files: HTML, PDF, Word (.docx), JSON, text, and pictures with the extra `ocr`.

    Each is read in a process of its own limits, so a hostile one hurts nothing. A file that cannot be read makes
    exit code 3; a line of a list says so itself, in `outcome` and `detail`.
    """
    told = Told(**(given | {"regions": regions_of(given["regions"])}), country=settings.country, explains=explain)
    if not files and not is_list:
        raise click.UsageError("name at least one FILE, or give a list with --jsonl")
    if files and not any(file == STANDARD_INPUT or file.exists() for file in files):
        raise click.UsageError(f"{files[0]}: there is no such file")
    if is_list and len(files) > 1:
        raise click.UsageError(f"--jsonl takes one list, got {len(files)} files")
    limits = settings.reading
    with ReadingPool(limits.workers, limits.memory_bytes, limits.timeout_s) as pool:
        if is_list:
            # Every line of a list gets its answer, trouble included, so the list as a whole is done.
            _print_all(pool, _listed(files, folder, told), explain=explain)
            return DONE
        documents = [from_file(str(file), STANDARD_FILE if file == STANDARD_INPUT else file, told) for file in files]
        if is_json:
            return _print_all(pool, documents, explain=explain)
        return _show_all(pool, documents, settings.lang, explain=explain)


def regions_of(given: Iterable[str]) -> tuple[str, ...]:
    """Split regions given as `CN`, as `CN,HK`, or several times, into codes. Raises click.UsageError."""
    codes = tuple(code.strip().upper() for text in given for code in text.split(",") if code.strip())
    faults = [fault for code in codes for fault in country_faults(code, "--region")]
    if faults:
        raise click.UsageError(faults[0])
    return codes


def to_line(given: Given, reading: Reading | None, *, explain: bool) -> dict[str, Any]:
    """Make what `--json` prints of one document: its numbers once each, in order, and every sighting.

    A number that stands only in a script, a comment or an attribute is among the sightings alone.

    A document that could not be read also says so: `outcome` and `detail`.
    """
    if reading is None:
        return {"id": given.name, "numbers": [], "sightings": [], "outcome": "unreadable", "detail": given.trouble}
    line: dict[str, Any] = {
        "id": given.name,
        "numbers": list(dict.fromkeys(one.number for one in reading.sightings if one.layer not in _UNSHOWN)),
        "sightings": reading.sightings,
    }
    if explain:
        line |= {"outcome": reading.outcome, "detail": reading.detail, "refusals": reading.refusals}
    elif reading.outcome in _UNREAD:
        line |= {"outcome": reading.outcome, "detail": reading.detail}
    return line


def _listed(files: tuple[Path, ...], folder: Path | None, told: Told) -> Iterator[Given]:
    base = folder or (files[0].parent if files else Path.cwd())
    with open_list(files[0] if files and files[0] != STANDARD_INPUT else None) as lines:
        try:
            yield from from_list(lines, base, told)
        except ListError as error:
            raise click.UsageError(str(error)) from error


def _print_all(pool: ReadingPool, documents: Iterable[Given], *, explain: bool) -> int:
    unread = 0
    with Meter("documents", quiet=sys.stdout.isatty() or not sys.stderr.isatty()) as meter:
        for given, reading in read_in_order(pool, documents):
            print_json(to_line(given, reading, explain=explain))
            unread += reading is None or reading.outcome in _UNREAD
            meter.advance()
    return PARTLY if unread else DONE


def _show_all(pool: ReadingPool, documents: list[Given], lang: str, *, explain: bool) -> int:
    code = DONE
    for given, reading in read_in_order(pool, documents):
        if len(documents) > 1:
            print_line(f"{given.name}:")
        if reading is None or reading.outcome in _UNREAD:
            detail = given.trouble if reading is None else f"{reading.outcome}: {reading.detail}"
            warn(f"{given.name}: {detail}")
            code = PARTLY
            continue
        _show(given, reading, lang, explain=explain)
    return code


def _show(given: Given, reading: Reading, lang: str, *, explain: bool) -> None:
    if given.job is not None:
        regions = " ".join(given.job.page.regions)
        warn(say(lang, "read_for", name=given.name, regions=regions) if regions else say(lang, "no_region"))
    if not reading.sightings:
        print_line(say(lang, "no_numbers"))
    print_table(
        head(lang, "number", "printed", "layer", "purpose", "place", "quote"),
        [
            (print_number(one.number), one.raw, one.layer, one.purpose, one.place, _short(one.quote))
            for one in reading.sightings
        ],
    )
    if explain:
        rows = [(one.raw, one.reason, one.layer, one.place) for one in reading.refusals]
        print_line(say(lang, "outcome_is", outcome=reading.outcome, detail=reading.detail))
        print_table(head(lang, "no_number", "reason", "layer", "place"), rows)


def _short(quote: str) -> str:
    # One row of a table: the JSON carries the whole.
    return quote if len(quote) <= 60 else quote[:59] + "…"
