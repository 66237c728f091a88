"""The verb `sweep`: what third-party pages claim, judged against the directory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from directory.records import Provider
from scheduler.addressed import ListError, fetch_addresses, left_out, read_addresses
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table, warn
from scheduler.cli.words import head, say
from scheduler.cluster.extra import need_cluster
from scheduler.config import Settings
from scheduler.known import known_now, with_register
from scheduler.opened import providers_of
from scheduler.parquet import parquet_kept
from scheduler.progress import Meter
from scheduler.sweeping import Slice, default_workers, sweep_slices
from scheduler.swept import Sweep, kept

SHOWN = 30


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--urls",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Fetch the addresses of this list, one a line, and sweep what comes.",
)
@click.option("--watch", "is_watch", is_flag=True, help="Look at the watch list (setting `watch`) now, as each week.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for claims.ndjson and the summary."
)
@click.option("--parquet", "is_parquet", is_flag=True, help="With --out: claims.parquet in place of claims.ndjson.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Processes of this machine; the default is one a processor, or every worker of a cluster.",
)
@click.option("--spark", metavar="MASTER", help="Sweep on a Spark cluster, spark://host:7077 (extra spark).")
@click.option("--provider", "only", multiple=True, help="Look for this provider alone (id); may be said again.")
@click.option("--json", "is_json", is_flag=True, help="Print each claim with its verdict, a line of JSON each.")
@common_options
def sweep(
    files: tuple[Path, ...],
    *,
    urls: Path | None,
    is_watch: bool,
    out: Path | None,
    is_parquet: bool,
    workers: int | None,
    spark: str | None,
    only: tuple[str, ...],
    is_json: bool,
    settings: Settings,
) -> int:
    """Judge the numbers that pages in WARC or WET files give for known providers.

    With --out: claims.ndjson, summary.json, summary.en.html and summary.zh.html.
    """
    if bool(files) + (urls is not None) + is_watch != 1:
        raise click.UsageError("expected files, or --urls FILE, or --watch: one of the three")
    if is_parquet and out is None:
        raise click.UsageError("--parquet: expected --out DIR beside it, where claims.parquet goes")
    if is_watch:
        return _watch(settings, is_json=is_json)
    known = known_now(settings, providers_of(settings))
    wanted = _wanted(known.providers, only)
    with (
        _files(files, urls, settings) as given,
        _slices(given, wanted, workers, spark, settings) as slices,
        with_register(known, settings) as full,
    ):
        done = Sweep(full, settings, warn)
        with Meter(say(settings.lang, "slices_swept"), len(given)) as meter:
            lines = done.lines(slices, meter)
            if out is not None:
                lines = (parquet_kept if is_parquet else kept)(lines, out)
            for line in lines:
                if is_json:
                    print_json(line)
    if out is not None:
        done.write(out)
    if not is_json:
        _print(done, settings.lang)
    if not done.counted["pages"]:
        return NOTHING
    return PARTLY if done.counted["faults"] or done.summary.left_out else DONE


def _wanted(providers: Mapping[str, Provider], only: Sequence[str]) -> dict[str, Provider]:
    """The providers that are looked for, all where none is named."""
    if unknown := sorted(set(only) - set(providers)):
        raise click.UsageError(f"--provider {unknown[0]}: no such provider; `hotlinewatch providers list` names them")
    return {name: one for name, one in providers.items() if not only or name in only}


@contextmanager
def _slices(
    files: Sequence[Path],
    providers: Mapping[str, Provider],
    workers: int | None,
    spark: str | None,
    settings: Settings,
) -> Iterator[Iterator[Slice]]:
    """What each file says, as processes of this machine, all workers of the installation, or a Spark cluster find it."""
    if spark is None and settings.cluster.shards and workers is None:
        need_cluster()
        from scheduler.cluster.slices import sweep_on_workers  # noqa: PLC0415 - an optional extra

        with Meter(say(settings.lang, "slices_read"), len(files)) as meter:
            yield sweep_on_workers(files, providers, settings, meter)
    elif spark is None:
        yield sweep_slices(files, providers, min(workers or default_workers(), len(files)))
    else:
        from scheduler.spark_sweep import spark_context, sweep_on_spark  # noqa: PLC0415 - for clusters alone

        with spark_context(spark) as context:
            yield sweep_on_spark(context, files, providers)


@contextmanager
def _files(files: tuple[Path, ...], urls: Path | None, settings: Settings) -> Iterator[list[Path]]:
    """The files to sweep: those given, or what the addresses of a list give now."""
    if urls is None:
        yield list(files)
        return
    _need_contact(settings)
    try:
        addresses = read_addresses(urls)
    except ListError as error:
        raise click.UsageError(str(error)) from error
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-sweep-") as place:
        with Meter(say(settings.lang, "addresses_fetched"), len(addresses)) as meter:
            slices = fetch_addresses(addresses, settings, Path(place), meter)
        for address, why in left_out(Path(place)).items():
            warn(f"{address}: {why}")
        yield slices


def _watch(settings: Settings, *, is_json: bool) -> int:
    from scheduler.watching import watch  # noqa: PLC0415 - a crawl's imports, which a plain sweep does without

    if settings.watch is None:
        raise click.UsageError('there is no watch list: set `watch = "FILE"` in hotlinewatch.toml (docs/sweep.md)')
    _need_contact(settings)
    try:
        done = watch(settings, providers_of(settings), datetime.now(UTC))  # noqa: TID251 - the shell's clock
    except ListError as error:
        raise click.UsageError(str(error)) from error
    for address, why in done.unread.items():
        warn(f"{address}: {why}")
    if is_json:
        print_json(done)
    else:
        print_line(
            f"{say(settings.lang, 'swept_pages')} {done.pages} · {say(settings.lang, 'swept_claims')} {done.claims} · {done.folder}"
        )
        print_table(
            head(settings.lang, "swept_new", "hosts"),
            [(claim, ", ".join(urls[:3])) for claim, urls in done.new.items()],
        )
    return NOTHING if not done.pages else PARTLY if done.unread else DONE


def _need_contact(settings: Settings) -> None:
    if not settings.contact:
        raise click.UsageError(
            "live fetches name whom to write to: set HOTLINEWATCH_CONTACT, or `contact` in hotlinewatch.toml"
        )


def _print(done: Sweep, lang: str) -> None:
    print_line(" · ".join(f"{say(lang, f'swept_{name}')} {count}" for name, count in done.counted.items()))
    rows = [
        [
            row["provider"],
            row["number"],
            say(lang, f"verdict_{row['verdict']}"),
            str(row["pages"]),
            row["first"][:10],
            ", ".join(row["hosts"][:3]),
        ]
        for row in done.summary.claims()[:SHOWN]
    ]
    print_table(head(lang, "provider", "number", "verdict", "swept_pages", "since", "hosts"), rows)
