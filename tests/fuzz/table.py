"""All targets one after the other, each in a process of its own, and the page of it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WHAT = {
    "finder": "text in four countries' settings, sighted with reasons",
    "html": "a page, through both readers, the skim and the presence of a known key",
    "pdf": "a document",
    "warc": "an archive that is imported, and what the import wrote read again",
    "toml": "a provider's description, and settings",
    "api": "a request's method, address and headers, through the door and every route",
}
HEAD = """# Fuzzing

Written by `make fuzz`; a short, seeded form is in every `make test` (tests/fuzz), where Hypothesis draws the edits. Each target takes bytes and has
named ways out; whatever else it raises, an answer of 500, a sighting outside its text, a reading that cannot be written and read again, a
capture that we wrote and cannot read, or more than 20 s for one input, is a crash. Each runs for {minutes:.1f} minutes or {executions:,} executions,
whichever comes first, in a process of its own with a limit of memory, from a small corpus of our own bytes (tests/fuzz/corpus).

**guided**: by [Atheris](https://github.com/google/atheris), which keeps what reaches new parts of the program; `make fuzz` uses it where it can be
imported (it has wheels for some Pythons only, so it is in no lock). Otherwise seeds are edited at random, from the seed {seed}.

| target | what | executions | seconds | guided | slowest, s | crashes |
| --- | --- | --: | --: | --- | --: | --: |"""
SEED = 8


def play(wanted: Sequence[str], seconds: float, executions: int, folder: Path) -> Iterator[dict[str, Any]]:
    """Fuzz the targets wanted, all where it is empty; what breaks one is kept in `folder`."""
    is_guided = importlib.util.find_spec("atheris") is not None
    for name in WHAT:
        if wanted and name not in wanted:
            continue
        began = time.monotonic()
        command = [sys.executable, "-m", "tests.fuzz.play", name, str(seconds), str(executions), str(SEED), str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        died = {"target": name, "executions": 0, "slowest_s": 0.0, "crashes": {"died": done.stderr[-2000:]}}
        told = json.loads(lines[-1]) if lines else died
        yield {**told, "seconds": round(time.monotonic() - began), "guided": is_guided}


def as_markdown(rows: Sequence[dict[str, Any]], seconds: float, executions: int) -> str:
    """Give the page."""
    table = [
        f"| {row['target']} | {WHAT[row['target']]} | {row['executions']:,} | {row['seconds']} "
        f"| {'yes' if row['guided'] else 'no'} | {row['slowest_s']:.2f} | {len(row['crashes'])} |"
        for row in rows
    ]
    return "\n".join([HEAD.format(minutes=seconds / 60, executions=executions, seed=SEED), *table, ""])
