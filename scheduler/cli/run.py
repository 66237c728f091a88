"""The verb `run`: one pass now, live or from WARC files, then the report and the release."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import msgspec

from directory.nights import Night
from directory.providers import find_provider, load_providers
from reports.nightly import compose
from reports.render import render
from scheduler.cli.options import (
    CANARY_MISSED,
    DONE,
    NOTHING,
    PARTLY,
    STORE_TROUBLE,
    USAGE,
    common_options,
    exit_codes,
)
from scheduler.cli.policy import warn_unadopted
from scheduler.cli.printing import warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.imprint import imprint_of
from scheduler.opened import made_store, providers_of

# Files may come from a machine whose clock runs ahead of ours; a day covers one that is set to another zone.
CLOCKS_DIFFER = timedelta(days=1)
SHOWN = "%Y-%m-%dT%H:%M:%SZ"


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, CANARY_MISSED, STORE_TROUBLE))
@click.argument("names", nargs=-1, metavar="[PROVIDER…]")
@click.option(
    "--from",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.warc.gz",
    help="Take the pages from a WARC file instead of the network; may be given again.",
)
@click.option("--at", "at", metavar="TIME", help="The time the run stands for, ISO 8601 with a zone.")
@click.option(
    "--providers",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read the provider files of this folder instead of the shipped set.",
)
@click.option("--contact", metavar="ADDRESS", help="Your mail or web address, told to every site that is asked.")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object instead of the report.")
@common_options
def run(
    names: tuple[str, ...],
    *,
    files: tuple[Path, ...],
    at: str | None,
    folder: Path | None,
    contact: str | None,
    quiet: bool,
    is_json: bool,
    settings: Settings,
) -> int:
    """Check providers' pages now, compare with the directory, and write the report.

    PROVIDER is an id or any of its names; all are checked when none is named. A run that was cut off is resumed by
    repeating the same command.
    """
    # Imported here: a night needs everything there is, and `--help` nothing of it.
    from scheduler.order import order_run  # noqa: PLC0415
    from scheduler.passes import make_pass  # noqa: PLC0415

    if contact is not None:
        settings = msgspec.structs.replace(settings, contact=contact)
    if not files and not settings.contact:
        raise click.UsageError(
            "a live run names whom to write to: give --contact you@example.org, HOTLINEWATCH_CONTACT, "
            "or `contact` in hotlinewatch.toml; `--from FILE.warc.gz` needs none"
        )
    if not files and not ("@" in settings.contact or "://" in settings.contact):
        raise click.UsageError(
            f"contact {settings.contact!r}: expected a mail or web address that a site's owner can write to"
        )
    providers = providers_of(settings) if folder is None else load_providers(folder)
    chosen = [find_provider(providers, name) for name in names] or list(providers.values())
    with made_store(settings) as store:
        now = datetime.now(UTC)  # noqa: TID251 - the shell's clock
        order = order_run(store, chosen, files, time_of(at), now)
        if order.at > now + CLOCKS_DIFFER:
            warn(say(settings.lang, "run_in_future", at=f"{order.at:{SHOWN}}", now=f"{now:{SHOWN}}"))
        done = make_pass(order, settings, store, providers, now, quiet=quiet)
        warn_unadopted(store, settings)
    report = compose(done.night, done.previous, settings.lang, imprint_of(settings, done.policy))
    click.echo(render(report, "json" if is_json else "text"), nl=False)
    code = exit_code(done.night)
    warn(say(settings.lang, "report_written", path=str(done.written["html"])))
    if done.accepted:
        warn(say(settings.lang, "decided_by_policy", count=done.accepted))
    if done.released is not None:
        warn(say(settings.lang, "release_made", path=str(done.released)))
    if code in (NOTHING, CANARY_MISSED):
        warn(say(settings.lang, "nothing_fetched" if code == NOTHING else "canary_missed", count=done.night.run.pages))
    return code


def time_of(text: str | None) -> datetime | None:
    """Read --at. Raises click.UsageError for a time without a zone."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"--at {text!r}: expected a time such as 2026-11-22T02:00:00Z") from error
    if at.tzinfo is None:
        raise click.UsageError(f"--at {text!r}: has no zone; write 2026-11-22T02:00:00Z or …+08:00")
    return at.astimezone(UTC)


def exit_code(night: Night) -> int:
    """Give the exit code of design § 6 for a finished night."""
    if night.run.canary == "missed":
        return CANARY_MISSED
    if not night.run.fetched:
        return NOTHING
    return PARTLY if night.run.failed or night.run.held else DONE
