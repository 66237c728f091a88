"""A whole sweep: slices to judged claims, each written down as it comes, and the summary of all."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reports.sweep import WRONG, Summary
from reports.sweep_page import render_sweep
from scheduler.config import Settings
from scheduler.known import Known
from scheduler.progress import Meter
from scheduler.sweeping import Slice, judge_told

CLAIMS, SUMMARY = "claims.ndjson", "summary.json"
COUNTED = ("files", "pages", "named", "broken", "claims", "faults")
# A claim as a line of JSON: what `check --json` prints, and where it stood.
Line = dict[str, Any]


class Sweep:
    """One sweep. summary, counted: what it came to so far. warn: told of each slice that is not whole."""

    def __init__(self, known: Known, settings: Settings, warn: Callable[[str], None]) -> None:
        self.summary = Summary()
        self.counted = Counter(dict.fromkeys(COUNTED, 0))
        self._known = known
        self._lang = settings.lang
        self._warn = warn

    def lines(self, slices: Iterable[Slice], meter: Meter) -> Iterator[Line]:
        """Give every claim of these slices, judged."""
        for one in slices:
            self.counted.update(files=1, pages=one.pages, named=one.named, broken=one.broken, claims=len(one.claims))
            if one.fault:
                self.counted["faults"] += 1
                self._warn(f"{one.file}: {one.fault}")
            for told in one.claims:
                line = judge_told(told, self._known, self._lang)
                self.summary.add(line)
                yield line
            meter.advance(note=Path(one.file).name)

    def write(self, out: Path) -> None:
        """Write the summary: as JSON, and as a page in both languages."""
        whole = {
            "counted": dict(self.counted),
            "claims": self.summary.claims(),
            "clusters": self.summary.clusters(),
        }
        (out / SUMMARY).write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (out / "summary.en.html").write_text(render_sweep(self.summary, self.counted, "en"), encoding="utf-8")
        (out / "summary.zh.html").write_text(render_sweep(self.summary, self.counted, "zh"), encoding="utf-8")


def kept(lines: Iterator[Line], out: Path) -> Iterator[Line]:
    """Give the lines on, each written to `claims.ndjson` first."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / CLAIMS).open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            yield line


def wrong_claims(out: Path) -> dict[tuple[str, str], list[str]]:
    """The false or suspicious claims of a sweep that was written to `out`: provider and number → where they stand."""
    if not (out / SUMMARY).is_file():
        return {}
    rows = json.loads((out / SUMMARY).read_text(encoding="utf-8"))["claims"]
    return {(row["provider"], row["number"]): row["urls"] for row in rows if row["verdict"] in WRONG}


@contextmanager
def in_place(out: Path) -> Iterator[Path]:
    """Give a folder that takes the place of `out` when the block is done, and is gone when it is not."""
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        shutil.rmtree(out, ignore_errors=True)
        fresh.rename(out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
