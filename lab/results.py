"""Write what the lab found out: scores as JSON, page and table; every trial; times in a file of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import jinja2
import msgspec

from lab.scores import Row, Scores
from lab.trials import Played, Timing


def write_results(scores: Scores, played: Played, folder: Path) -> dict[str, Path]:
    """Write everything into a folder; gives name → file. All but `timings` are the same for the same inputs."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "scores": ("scores.json", msgspec.json.format(msgspec.json.encode(scores), indent=1).decode()),
        "page": ("scores.html", page_of(scores)),
        "table": ("lab.md", table_of(scores)),
        "trials": ("trials.jsonl", "".join(msgspec.json.encode(one).decode() + "\n" for one in played.results)),
        "timings": (
            "timings.json",
            msgspec.json.format(msgspec.json.encode(times_of(played.timings)), indent=1).decode(),
        ),
    }
    for file, text in texts.values():
        (folder / file).write_text(text, encoding="utf-8")
    return {name: folder / file for name, (file, _) in texts.items()}


def page_of(scores: Scores) -> str:
    """The scores as one HTML page with plots, without script; everything in it is escaped."""
    loader = jinja2.PackageLoader("lab", ".")
    room = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return room.get_template("scores.html.j2").render(scores=scores)


def table_of(scores: Scores) -> str:
    """The scores as Markdown, for docs/lab.md."""
    world = scores.world
    lines = [
        "# The lab",
        "",
        "Printed by `make lab`: what the program finds of numbers that were planted, and what it asks without need.",
        f"The world is invented: {world['providers']} providers, {world['pages']} pages, {world['numbers']} numbers;",
        f"{world['trials']} trials. The same seed gives the same table.",
        "",
        "| what | target | came | |",
        "| --- | --- | --- | --- |",
        *(
            f"| {one.what} | {one.target} | {one.came} | {'met' if one.is_met else '**missed**'} |"
            for one in scores.targets
        ),
        "",
        *_rows("Attacks: found at their level or above", scores.attacks),
        *_rows("Honest changes: within their bound", scores.honest),
        "## What each signal pays",
        "",
        "Every finding weighed again without the signal: attacks no longer found at their level (lost) or no longer urgent; honest",
        "changes that would then stay within their bound (spared) or leave it (broken); review alarms on unchanged numbers that would go.",
        "",
        "| signal | weight | fires in attacks | in honest changes | lost | no longer urgent | spared | broken | alarms |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {one.signal} | {one.weight:g} | {one.attacks} | {one.honest} | {one.lost} | {one.lost_urgent} | {one.spared} "
            f"| {one.broken} | {one.alarms} |"
            for one in scores.ablation
        ),
    ]
    return "\n".join(lines) + "\n"


def _rows(title: str, rows: Sequence[Row]) -> list[str]:
    return [
        f"## {title}",
        "",
        "| operator | what it does | from | wanted | as wanted | development | held out | review | urgent |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {row.operator} | {row.words} | {row.source} | {', '.join(row.expected)} | {row.met.words} | "
            f"{row.development.hits}/{row.development.of} | {row.held_out.hits}/{row.held_out.of} | "
            f"{row.review.hits}/{row.review.of} | {row.urgent.hits}/{row.urgent.of} |"
            for row in rows
        ),
        "",
    ]


def times_of(timings: Sequence[Timing]) -> dict[str, dict[str, float]]:
    """How long the nights of each kind took: count, captures, seconds in all, the median a night and milliseconds a capture."""
    by_kind: dict[str, list[Timing]] = defaultdict(list)
    for one in timings:
        by_kind[one.kind].append(one)
    return {
        kind: {
            "nights": len(some),
            "captures": sum(one.captures for one in some),
            "wall_s": round(sum(one.wall_s for one in some), 1),
            "median_night_s": round(median(one.wall_s for one in some), 2),
            "a_capture_ms": round(
                1000 * sum(one.wall_s for one in some) / max(1, sum(one.captures for one in some)), 2
            ),
        }
        for kind, some in sorted(by_kind.items())
    }
