"""The verb `import`: lists that others made, into this installation."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click

from directory.countries import country_faults
from directory.register import About, ReportList
from scheduler.cli.given import open_list
from scheduler.cli.import_lines import import_lines
from scheduler.cli.line_options import line_options
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.importing import digest_of, find_same, import_reports
from scheduler.opened import made_store
from scheduler.progress import Meter
from scheduler.report_lists import ListError, Row, Table, read_table

# It stands in the reason of every finding that rests on the list.
SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
# A list with more faults than these is looked through with --unread.
UNREAD_SHOWN = 20


_KINDS = ("candidates", "claims", "reports")
# Options that mean something for one kind of list only; a person who gives one elsewhere meant another kind.
_FOR_REPORTS = ("day", "about", "column", "is_replaced")
_FOR_LINES = ("by", "own", "providers", "countries", "purposes", "format", "charset", "is_dry")


@click.command("import", epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as", "kind", type=click.Choice(_KINDS), default="candidates", show_default=True, help="What to make of it."
)
@click.option("--source", default="", metavar="NAME", help="Who published it, in short: osm, own, ftc.")
@click.option("--by", default="", metavar="ACCOUNT", help="Who imports it (`user list`); stands in the origin.")
@click.option("--of", "own", default="", metavar="PROVIDER", help="Whose lines they are where the rows do not say.")
@line_options
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="With reports: the day the list is of.")
@click.option("--about", type=click.Choice(get_args(About)), help="Numbers called, or forgeable ones of callers.")
@click.option("--region", default="", metavar="CC", help="Whose national numbers it holds, where nothing says it.")
@click.option("--column", default="", metavar="NAME", help="The column with the numbers, in a table of another kind.")
@click.option("--replace", "is_replaced", is_flag=True, help="Put it in the place of another list of that day.")
@click.option("--unread", type=click.Path(dir_okay=False, path_type=Path), help="Write all rows left out to this CSV.")
@click.option("--quiet", is_flag=True, help="Say nothing of how far it is.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def import_list(file: Path, *, is_json: bool, settings: Settings, **given: Any) -> int:
    """Read a list that others keep, plain or .gz: lines of providers, or numbers that people complained of.

    \b
    candidates  lines of providers in CSV, vCard, YAML, JSON, JSON lines or GeoJSON become candidates
                of the directory, with their origin; never more, and once only
    claims      the same lists, each number judged as `check` judges it; nothing is kept
    reports     numbers go into the register of reported ones; needs --source and --date

    Providers are found by id, name, alias or the host of an address. A row that fits none or several, or holds no
    number, is told with its place and what was expected; --unread FILE keeps all of them.

    FTC and FCC complaint data are told by their columns; any other table takes --column, and a file without columns
    is one number a line. FTC and FCC lists name callers, whose numbers are often forged and weigh less; all others
    name numbers that people were told to call, unless --about says otherwise. A list counts when all of it was read; two of one source and day never stand together.
    """  # noqa: D301 - click's own mark for a table
    wrong = [name for name in (_FOR_LINES if given["kind"] == "reports" else _FOR_REPORTS) if given[name]]
    if wrong:
        option = next(one for one in import_list.params if one.name == wrong[0]).opts[0]
        raise click.UsageError(f"{option}: means nothing with --as {given['kind']}")
    if given["kind"] != "reports":
        return import_lines(file, given, settings, is_json=is_json)
    if not given["source"] or given["day"] is None:
        raise click.UsageError("--as reports: needs --source and --date, the day the list is of")
    try:
        return _import(file, given, settings, is_json=is_json)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise click.UsageError(f"{file}: is no whole gzip file: {error}; nothing of it counts") from error


def _import(file: Path, given: dict[str, Any], settings: Settings, *, is_json: bool) -> int:
    lang = settings.lang
    with ExitStack() as stack:
        body = stack.enter_context(open_list(file))
        lines = io.TextIOWrapper(body, encoding="utf-8-sig", errors="replace", newline="")
        table = _table(file, lines, given["column"])
        head = _head(file, table, settings, given)
        unread = _Unread(lang, given["unread"], stack)
        store = stack.enter_context(made_store(settings))
        there, is_same = find_same(store, head)
        if there is not None and not is_same and not given["is_replaced"]:
            raise click.UsageError(say(lang, "list_differs", source=head.source, day=head.dated_on.isoformat()))
        meter = stack.enter_context(Meter("rows read", quiet=given["quiet"] or is_same))
        done = there if is_same else import_reports(store, head, table, unread.tell, meter.advance)
    unread.close()
    if done is None:
        warn(say(lang, "list_empty", file=file))
        return NOTHING
    if is_json:
        print_json({"list": done, "was_there": is_same, "unread": unread.shown})
    else:
        counts = {"numbers": done.numbers, "rows": done.rows, "empty": done.empty, "unread": done.unread}
        key = "list_was_there" if is_same else "list_read"
        print_line(say(lang, key, source=done.source, day=done.dated_on.isoformat(), **counts))
    return PARTLY if done.unread else DONE


class _Unread:
    """Rows left out: the first of them said at once, all of them in a file where one is named."""

    def __init__(self, lang: str, file: Path | None, stack: ExitStack) -> None:
        self.shown: list[dict[str, object]] = []
        self._lang = lang
        self._count = 0
        self._rows = None
        if file is not None:
            lines = stack.enter_context(file.open("w", encoding="utf-8", newline=""))
            self._rows = csv.writer(lines, lineterminator="\n")
            self._rows.writerow(("line", "number", "why"))

    def tell(self, row: Row) -> None:
        """Say one row, and keep it."""
        why = row.fault or say(self._lang, "row_unread")
        number = " ".join(row.cells)
        self._count += 1
        if self._rows is not None:
            self._rows.writerow((row.line, number, why))
        if self._count <= UNREAD_SHOWN:
            self.shown.append({"line": row.line, "number": number, "why": why})
            warn(say(self._lang, "row_left_out", line=row.line, number=repr(number), why=why))

    def close(self) -> None:
        """Say how many more there were than were said."""
        if self._count > UNREAD_SHOWN:
            warn(say(self._lang, "rows_left_out", count=self._count - UNREAD_SHOWN))


def _table(file: Path, lines: io.TextIOWrapper, column: str) -> Table:
    try:
        return read_table(lines, column)
    except ListError as error:
        raise click.UsageError(f"{file}: {error}") from error


def _head(file: Path, table: Table, settings: Settings, given: dict[str, Any]) -> ReportList:
    """What is known of a list before its rows are read. Raises click.UsageError for a name, day or region that is none."""
    now = datetime.now(UTC)  # noqa: TID251 - the shell's clock
    source, day, region = given["source"], given["day"].date(), given["region"].upper()
    if SOURCE.fullmatch(source) is None:
        raise click.UsageError(f"--source: got {source!r}, expected up to 40 small letters, digits, '.', '_' or '-'")
    if day > now.date():
        raise click.UsageError(f"--date: got {day}, expected a day that has begun (UTC)")
    if region and (faults := country_faults(region, "--region")):
        raise click.UsageError(faults[0])
    return ReportList(
        source=source,
        dated_on=day,
        about=given["about"] or table.about,
        format=table.format,
        region=region or table.region or settings.country,
        digest=digest_of(file),
        imported_at=now,
    )
