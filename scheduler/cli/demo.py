"""The verb `demo`: two recorded nights, the decisions between them, the report and a first release; no network."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from directory.findings import Finding
from directory.nights import Night
from directory.number import print_number
from directory.providers import load_providers
from directory.records import Provider, Record
from scheduler.cli.deciding import account_of, append, bound_to, draft_of, rules_of
from scheduler.cli.options import DONE, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line
from scheduler.cli.words import say
from scheduler.config import DATABASE_NAME, FILE_NAME, Settings
from scheduler.in_force import policy_in_force
from scheduler.logs import secrets_of, start_logs
from scheduler.opened import made_store

if TYPE_CHECKING:
    from directory.store import Store

FOLDER = "demo-data"
# Lies in a folder that the demo made, so that it may be made anew.
MARK = "made-by-hotlinewatch-demo"
KEY = "demo-release-key.pem"
NIGHTS = ("night-1.warc.gz", "night-2.warc.gz")


class Told(Record, frozen=True):
    """What happened: counts of the first night, the second night's findings and pages, and where to look."""

    pages: int
    lines: int
    accepted: int
    findings: tuple[Finding, ...]
    failed: tuple[str, ...]
    redesigned: tuple[str, ...]
    canary: str
    report: str
    release: str


@click.command(epilog=exit_codes(DONE, USAGE, STORE_TROUBLE))
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object instead of the story.")
@common_options
@click.pass_context
def demo(context: click.Context, *, quiet: bool, is_json: bool, settings: Settings) -> int:
    """Tell the whole story on two recorded nights: check, decide, check again, report, release.

    Everything goes into the folder demo-data here (or --data), which is made anew each time.
    """
    start_logs(settings.log, quiet=True, secrets=secrets_of(settings))
    data = settings.data if _is_given(context) else Path.cwd() / FOLDER
    _make_anew(data)
    settings = msgspec.structs.replace(
        settings,
        data=data,
        database=f"sqlite:///{data / DATABASE_NAME}",
        key=data.parent / f".{data.name}-{KEY}",
        contact=settings.contact or "maintainers@hotlinewatch.example",
        crawl=type(settings.crawl)(),
    )
    with resources.as_file(resources.files("lab") / "demo") as source, made_store(settings) as store:
        config = _describe(data, source)
        told = _play(source, settings, store, quiet=quiet)
    if is_json:
        print_json(told)
    for line in () if is_json else [*story(told, settings.lang), say(settings.lang, "demo_next", config=str(config))]:
        print_line(line)
    return DONE


def _is_given(context: click.Context) -> bool:
    """Whether --data was given on this command line, before or behind the verb."""
    return any(bool((one.params or {}).get("data")) or bool((one.obj or {}).get("data")) for one in _chain(context))


def _chain(context: click.Context | None) -> list[click.Context]:
    found = []
    while context is not None:
        found.append(context)
        context = context.parent
    return found


def _make_anew(data: Path) -> None:
    if data.exists() and any(data.iterdir()) and not (data / MARK).is_file():
        raise click.UsageError(f"{data}: is not empty and was not made by the demo; --data names another folder")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    (data / MARK).write_text("The demo makes this folder anew each time.\n", encoding="utf-8")


def _describe(data: Path, source: Path) -> Path:
    """Write the settings and provider files under which other verbs see what the demo saw."""
    shutil.copytree(source / "providers", data / "providers")
    file = data / FILE_NAME
    file.write_text(
        f'data = "."\nproviders = "providers"\nshipped = false\nkey = "../.{data.name}-{KEY}"\n', encoding="utf-8"
    )
    return file


def _play(source: Path, settings: Settings, store: Store, *, quiet: bool) -> Told:
    """Run both nights with the decisions between them."""
    # Imported here: a night needs everything there is, and `--help` nothing of it.
    from scheduler.order import order_run  # noqa: PLC0415
    from scheduler.passes import previous_night  # noqa: PLC0415
    from scheduler.releasing import release_now  # noqa: PLC0415
    from scheduler.run import run_night, write_reports  # noqa: PLC0415

    providers = load_providers(source / "providers")
    now = datetime.now(UTC)  # noqa: TID251 - the shell's clock
    orders = [order_run(store, list(providers.values()), [source / name], None, now) for name in NIGHTS]
    first = run_night(orders[0], settings, store, providers, quiet=quiet)
    accepted = _accept(store, providers, first)
    second = run_night(orders[1], settings, store, providers, quiet=quiet)
    written = write_reports(second, previous_night(store, second), settings, policy_in_force(store))
    released = release_now(store, settings, providers, second.run.at, second)
    return Told(
        pages=first.run.pages,
        lines=len(first.findings),
        accepted=len(accepted),
        findings=second.findings,
        failed=tuple(page for page, (state, _) in second.transitions.items() if state != "recovered"),
        redesigned=second.redesigned,
        canary=second.run.canary,
        report=str(written["html"]),
        release=str(released),
    )


def _accept(store: Store, providers: dict[str, Provider], night: Night) -> list[Finding]:
    """Accept, as a maintainer would on the first morning, what the policy lets go in bulk."""
    store.add_account("demo", "reviewer", None, night.run.at)
    account = account_of(store, "demo")
    rules = rules_of(store)
    taken = [finding for finding in night.findings if finding.is_bulkable]
    for finding in taken:
        reason = "First entry: claimed in the provider's file, or seen in two channels."
        append(store, draft_of("accept", providers[finding.provider], account, reason, **bound_to(finding)), rules)
    return taken


def story(told: Told, lang: str) -> list[str]:
    """Write the story of the demo, a line each."""
    lines = [say(lang, "demo_first", pages=told.pages, lines=told.lines, accepted=told.accepted)]
    for one in told.findings:
        shown = {"number": _shown(one.number), "was": _shown(one.was)}
        words = "demo_replaced" if one.matter == "replacement" else "demo_suspected"
        lines.append(say(lang, words, provider=one.provider, level=one.level, id=one.id, **shown))
    lines += [say(lang, "demo_failed", page=page) for page in told.failed]
    lines += [say(lang, "demo_redesigned", page=page) for page in told.redesigned]
    lines += [say(lang, "demo_report", path=told.report), say(lang, "demo_release", path=told.release)]
    return lines


def _shown(key: str) -> str:
    return print_number(key) if key else ""
