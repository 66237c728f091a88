"""The verb `doctor`: whether this machine and this installation can do the work."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from crawler.render import find_chromium, try_chromium, why_not
from directory.providers import lint
from directory.records import Record
from scheduler.cli.given import Told, make_job
from scheduler.cli.options import DONE, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings, exceptions
from scheduler.in_force import policy_in_force, unadopted
from scheduler.nursery import ReadingPoolError
from scheduler.opened import NothingThere, existing_store, has_store
from scheduler.workers import ReadingPool
from verifier.policy import PolicyError, policy_name

LEAST_PYTHON = (3, 11)
# A night of 50 providers keeps some 100 MB of pages; a month of them should fit.
LEAST_FREE_BYTES = 4 * 1024**3
# The day this version was made: a clock before it is wrong, and dates of decisions would be too.
NOT_BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
# Extra → modules that it brings.
EXTRAS = {
    "ocr": ("onnxruntime", "rapidocr"),
    "postgres": ("psycopg",),
    "cluster": ("procrastinate", "psycopg"),
    "spark": ("pyspark",),
    "mcp": ("mcp",),
}
# A number set aside for fiction (Ofcom), on a page that is not there.
SAMPLE = "Call 020 7946 0018"
SAMPLE_KEY = "+442079460018"


class Check(Record, frozen=True):
    """One thing looked at. state: `note` is worth knowing, `fault` keeps some verb from working."""

    id: str
    state: Literal["ok", "note", "fault"]
    detail: str


@click.command(epilog=exit_codes(DONE, USAGE, STORE_TROUBLE))
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def doctor(*, is_json: bool, settings: Settings) -> int:
    """Check Python, libraries, extras, browser, data, database, workers, providers, settings and clock; changes nothing."""
    checks = [check(settings) for check in _CHECKS]
    is_well = all(check.state != "fault" for check in checks)
    if is_json:
        print_json({"is_well": is_well, "checks": checks})
    else:
        lang = settings.lang
        rows = [(say(lang, f"doctor_{one.id}"), say(lang, f"doctor_{one.state}"), one.detail) for one in checks]
        print_table(head(lang, "doctor_what", "state", "doctor_detail"), rows)
    return DONE if is_well else STORE_TROUBLE


def _python(settings: Settings) -> Check:
    del settings
    here = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, LEAST_PYTHON))
    is_new = sys.version_info[:2] >= LEAST_PYTHON
    return Check(id="python", state="ok" if is_new else "fault", detail=here if is_new else f"{here}, need {wanted}")


def _libraries(settings: Settings) -> Check:
    del settings
    needed = [line for line in importlib.metadata.requires("hotlinewatch") or [] if "extra ==" not in line]
    names = [next(part for part in line.replace("<", ">").split(">") if part).strip("=! ;") for line in needed]
    found, missing = [], []
    for name in sorted(names):
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        detail = f"missing: {', '.join(missing)}; `make install` installs them"
        return Check(id="libraries", state="fault", detail=detail)
    return Check(id="libraries", state="ok", detail=", ".join(found))


def _extras(settings: Settings) -> Check:
    absent = [name for name, modules in EXTRAS.items() if not all(map(importlib.util.find_spec, modules))]
    said = [f"{name}: pip install 'hotlinewatch[{name}]'" for name in absent]
    is_needed = settings.database.startswith("postgresql") and "postgres" in absent
    if not said:
        return Check(id="extras", state="ok", detail=", ".join(EXTRAS))
    return Check(id="extras", state="fault" if is_needed else "note", detail="not installed: " + "; ".join(said))


def _browser(settings: Settings) -> Check:
    sandbox = settings.crawl.browser_sandbox
    missing = why_not(sandbox=sandbox)
    if missing:
        return Check(id="browser", state="note", detail=missing)
    said = try_chromium(sandbox=sandbox)
    if said:
        detail = f"{find_chromium()}: showed no page: {said}"
        if sandbox:
            detail += "; where it can have no sandbox, set browser_sandbox = false under [crawl]"
        return Check(id="browser", state="note", detail=detail)
    return Check(id="browser", state="ok", detail=f"{find_chromium()}: pages that need scripts can be rendered")


def _data(settings: Settings) -> Check:
    nearest = next(folder for folder in (settings.data, *settings.data.parents) if folder.is_dir())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            free = shutil.disk_usage(nearest).free
    except OSError as error:
        return Check(id="data", state="fault", detail=f"{nearest}: cannot be written: {error.strerror}")
    if free < LEAST_FREE_BYTES:
        detail = (
            f"{settings.data}: {free / 1024**3:.1f} GiB free, expected {LEAST_FREE_BYTES / 1024**3:.0f} for a month"
        )
        return Check(id="data", state="note", detail=detail)
    there = "" if nearest == settings.data else ", made by the first run"
    return Check(id="data", state="ok", detail=f"{settings.data}: {free / 1024**3:.0f} GiB free{there}")


def _database(settings: Settings) -> Check:
    # Imported here: everything else is checked even where SQLAlchemy is missing.
    from directory.store_door import Door, parse_url  # noqa: PLC0415
    from directory.store_schema import HEAD, schema_of  # noqa: PLC0415
    from directory.store_trouble import StoreTrouble  # noqa: PLC0415

    if not has_store(settings):
        return Check(
            id="database", state="note", detail="none yet; `hotlinewatch run` or `hotlinewatch demo` makes one"
        )
    try:
        door = Door(parse_url(settings.database), lock_wait_s=1.0)
        with door.looking() as connection:
            schema = schema_of(connection, door.where)
        door.close()
    except StoreTrouble as error:
        return Check(id="database", state="fault", detail=str(error))
    state = "" if schema == HEAD else f", brought to {HEAD} by the next verb that opens it"
    return Check(id="database", state="ok", detail=f"{door.where}: schema {schema or 'empty'}{state}")


def _workers(settings: Settings) -> Check:
    limits = settings.reading
    job = make_job(SAMPLE.encode(), "text/plain", Told(regions=("GB",)))
    try:
        with ReadingPool(1, limits.memory_bytes, limits.timeout_s) as pool:
            _, reading = next(pool.read([job]))
    except ReadingPoolError as error:
        return Check(id="workers", state="fault", detail=str(error))
    if [sighting.number for sighting in reading.sightings] != [SAMPLE_KEY]:
        return Check(id="workers", state="fault", detail=f"a sample was not read: {reading.outcome} {reading.detail}")
    detail = f"{limits.workers} × {limits.memory_bytes // 1024**2} MiB, {limits.timeout_s:g} s a document"
    return Check(id="workers", state="ok", detail=detail)


def _providers(settings: Settings) -> Check:
    faults = lint(None) + ([] if settings.providers is None else lint(settings.providers))
    if faults:
        more = f" (and {len(faults) - 1} more; `hotlinewatch providers lint`)" if len(faults) > 1 else ""
        return Check(id="providers", state="fault", detail=faults[0] + more)
    return Check(id="providers", state="ok", detail="every description is sound")


def _contact(settings: Settings) -> Check:
    if settings.contact:
        return Check(id="contact", state="ok", detail=settings.contact)
    detail = "none set; a live run refuses to start: set `contact` in hotlinewatch.toml or HOTLINEWATCH_CONTACT"
    return Check(id="contact", state="note", detail=detail)


def _protection(settings: Settings) -> Check:
    weak = exceptions(settings)
    return Check(id="protection", state="note" if weak else "ok", detail="; ".join(weak) or "nothing weakened")


def _policy(settings: Settings) -> Check:
    # Imported here: everything else is checked even where SQLAlchemy is missing.
    from directory.store_trouble import StoreTrouble  # noqa: PLC0415

    if settings.policy is not None and not settings.policy.is_file():
        return Check(id="policy", state="fault", detail=f"{settings.policy}: no such file, named by `policy`")
    try:
        with existing_store(settings) as store:
            in_force = policy_in_force(store)
    except (NothingThere, StoreTrouble):
        # Whether there is a database, and what is wrong with it, is its own check.
        in_force = policy_in_force(None)
    except PolicyError as error:
        return Check(id="policy", state="fault", detail=str(error))
    differs = unadopted(settings, in_force)
    decides = "it accepts safe additions itself" if in_force.additions_by_policy else "only persons decide"
    return Check(
        id="policy",
        state="note" if differs else "ok",
        detail=differs or f"in force: {policy_name(in_force)}; {decides}",
    )


def _clock(settings: Settings) -> Check:
    del settings
    now = datetime.now(UTC)  # noqa: TID251 - this is the check of the clock
    newest = max((datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC), NOT_BEFORE))
    if now < NOT_BEFORE:
        return Check(id="clock", state="fault", detail=f"{now:%Y-%m-%d %H:%M} UTC is before {NOT_BEFORE:%Y-%m-%d}")
    if now < newest:
        return Check(id="clock", state="note", detail=f"{now:%Y-%m-%d %H:%M} UTC is before the program's own files")
    return Check(id="clock", state="ok", detail=f"{now:%Y-%m-%d %H:%M} UTC")


_CHECKS: tuple[Callable[[Settings], Check], ...] = (
    _python,
    _libraries,
    _extras,
    _browser,
    _data,
    _database,
    _workers,
    _providers,
    _contact,
    _protection,
    _policy,
    _clock,
)
