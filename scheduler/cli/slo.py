"""The verb `slo`: how fast changes are found, how fresh the lines are, how often alarms were false."""

from __future__ import annotations

import click

from reports.slo import DAYS
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.shelves import now
from scheduler.config import Settings
from scheduler.opened import existing_store


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
@click.option("--days", type=click.IntRange(1, 3650), default=DAYS, show_default=True, help="How far back to look.")
@click.option("--html", "is_html", is_flag=True, help="Print the page that nights write, instead of text.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@click.option("--check", "is_checked", is_flag=True, help="Exit with 3 where a promise is not kept.")
@common_options
def slo(days: int, *, is_html: bool, is_json: bool, is_checked: bool, settings: Settings) -> int:
    """Tell how well this installation keeps its promises: found in time, fresh, not crying wolf.

    Every pass writes the same as slo.en.html, slo.zh.html and slo.json beside its report.
    """
    # Imported here: drawing costs what `--help` need not pay.
    from reports.slo_page import render_page  # noqa: PLC0415
    from reports.slo_sheet import sheet_of  # noqa: PLC0415
    from scheduler.promises import measure_promises  # noqa: PLC0415

    if is_html and is_json:
        raise click.UsageError("--html, --json: expected one of them")
    with existing_store(settings) as store:
        found = measure_promises(store, now(), days)
    if is_json:
        print_json(found)
    elif is_html:
        click.echo(render_page(found, settings.lang), nl=False)
    else:
        sheet = sheet_of(found, settings.lang)
        print_line(f"{sheet.title} · {sheet.said}")
        for table in sheet.tables:
            print_line()
            print_line(table.title)
            if table.hint:
                print_line(table.hint)
            print_table(table.heads, table.rows)
    return PARTLY if is_checked and any(one.is_kept is False for one in found.objectives) else DONE
