"""The verb `sweep`: what third-party pages claim, judged against the directory."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from reports.sweep import Summary
from reports.sweep_page import render_sweep
from scheduler.cli.claims import Known, known_now, with_register
from scheduler.cli.opened import providers_of
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.config import Settings
from scheduler.sweeping import default_workers, judge_told, sweep_slices

SHOWN = 30


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for claims.ndjson and the summary."
)
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; the default is one a processor.")
@click.option("--provider", "only", multiple=True, help="Look for this provider alone (id); may be said again.")
@click.option("--json", "is_json", is_flag=True, help="Print each claim with its verdict, a line of JSON each.")
@common_options
def sweep(
    files: tuple[Path, ...],
    *,
    out: Path | None,
    workers: int | None,
    only: tuple[str, ...],
    is_json: bool,
    settings: Settings,
) -> int:
    """Judge the numbers that pages in WARC or WET files give for known providers.

    With --out: claims.ndjson, summary.json, summary.en.html and summary.zh.html.
    """
    known = known_now(settings, providers_of(settings))
    if unknown := sorted(set(only) - set(known.providers)):
        raise click.UsageError(f"--provider {unknown[0]}: no such provider; `hotlinewatch providers list` names them")
    summary, counted = (
        Summary(),
        Counter(dict.fromkeys(("files", "pages", "named", "broken", "claims", "faults"), 0)),
    )
    with with_register(known, settings) as full:
        lines = _judged(files, full, settings, only, workers or default_workers(), counted)
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            lines = _kept(lines, out / "claims.ndjson")
        for line in lines:
            summary.add(line)
            if is_json:
                print_json(line)
    if out is not None:
        _write(summary, counted, out)
    if not is_json:
        _print(summary, counted)
    return NOTHING if not counted["pages"] else PARTLY if counted["faults"] or summary.left_out else DONE


def _judged(
    files: tuple[Path, ...],
    known: Known,
    settings: Settings,
    only: tuple[str, ...],
    workers: int,
    counted: Counter[str],
) -> Iterator[dict[str, Any]]:
    providers = {name: one for name, one in known.providers.items() if not only or name in only}
    for one in sweep_slices(files, providers, min(workers, len(files))):
        counted.update(files=1, pages=one.pages, named=one.named, broken=one.broken, claims=len(one.claims))
        if one.fault:
            counted["faults"] += 1
            click.echo(f"{one.file}: {one.fault}", err=True)
        yield from (judge_told(told, known, settings.lang) for told in one.claims)


def _kept(lines: Iterator[dict[str, Any]], file: Path) -> Iterator[dict[str, Any]]:
    with file.open("w", encoding="utf-8") as kept:
        for line in lines:
            kept.write(json.dumps(line, ensure_ascii=False) + "\n")
            yield line


def _write(summary: Summary, counted: Counter[str], out: Path) -> None:
    whole = {"counted": dict(counted), "claims": summary.claims(), "clusters": summary.clusters()}
    (out / "summary.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for lang in ("en", "zh"):
        (out / f"summary.{lang}.html").write_text(render_sweep(summary, counted, lang), encoding="utf-8")


def _print(summary: Summary, counted: Counter[str]) -> None:
    print_line(" · ".join(f"{name} {count}" for name, count in counted.items()))
    rows = [
        [
            row["provider"],
            row["number"],
            row["verdict"],
            str(row["pages"]),
            row["first"][:10],
            ", ".join(row["hosts"][:3]),
        ]
        for row in summary.claims()[:SHOWN]
    ]
    print_table(["provider", "number", "verdict", "pages", "since", "hosts"], rows)
