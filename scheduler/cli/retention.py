"""The verb `retention`: what of the archive is old enough to go, and when the disk will be full."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.disk import Forecast, forecast
from scheduler.opened import existing_store
from scheduler.retention import Retention, give_up, look_through

GIB = 1024**3


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.option("--apply", "is_applied", is_flag=True, help="Do it; else it is only told.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def retention(*, is_applied: bool, is_json: bool, settings: Settings) -> int:
    """Say which captures are old enough to go (`[retention] keep_days`), and how long the disk lasts.

    What a line, an open finding or a page rests on is copied out of the old files before they go.
    """
    now = datetime.now(UTC)  # noqa: TID251 - the shell's clock
    with existing_store(settings) as store:
        found = (give_up if is_applied else look_through)(store, settings, now)
    disk = forecast(settings, now)
    if is_json:
        print_json(
            {"since": found.since, "folders": found.folders, "size_bytes": found.size_bytes, "is_applied": is_applied}
            | {"needed": len(found.needed), "gone": len(found.gone), "disk": disk}
        )
    else:
        _print(found, disk, settings, is_applied=is_applied)
    return DONE


def _print(found: Retention, disk: Forecast, settings: Settings, *, is_applied: bool) -> None:
    lang = settings.lang
    print_table(head(lang, "part", "size_mib"), [(name, f"{size / 1024**2:.1f}") for name, size in disk.parts.items()])
    print_line(say(lang, "disk_free", free=f"{disk.free_bytes / GIB:.1f}"))
    if disk.per_day is None or disk.levels_at is None:
        print_line(say(lang, "disk_unknown"))
    else:
        print_line(
            say(
                lang,
                "disk_grows",
                per_day=f"{disk.per_day / 1024**2:.1f}",
                days="∞" if disk.full_in_days is None else f"{disk.full_in_days:.0f}",
                keep_days=settings.retention.keep_days,
                level=f"{disk.levels_at / GIB:.1f}",
            )
        )
    if not found.folders:
        print_line(say(lang, "nothing_old", since=f"{found.since:%Y-%m-%d}"))
        return
    print_line(
        say(
            lang,
            "given_up" if is_applied else "would_give_up",
            folders=len(found.folders),
            size=f"{found.size_bytes / 1024**2:.1f}",
            gone=len(found.gone),
            needed=len(found.needed),
            since=f"{found.since:%Y-%m-%d}",
        )
    )
