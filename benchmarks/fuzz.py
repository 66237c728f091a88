"""Fuzz every target for a quarter of an hour or a million executions, and write docs/fuzz.md.

    python benchmarks/fuzz.py                     all; writes the page
    python benchmarks/fuzz.py --seconds 60 html   one, shortly; printed and not written

What breaks a target is kept in fuzz-found/; the exit code is 3 then.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.fuzz.table import WHAT, as_markdown, play

ROOT = Path(__file__).resolve().parents[1]
FAULTY = 3


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("targets", nargs="*", choices=[*WHAT, []])
    asked.add_argument("--seconds", type=float, default=900)
    asked.add_argument("--executions", type=int, default=1_000_000)
    asked.add_argument("--found", type=Path, default=ROOT / "fuzz-found")
    given = asked.parse_args()
    rows = []
    for row in play(given.targets, given.seconds, given.executions, given.found):
        rows.append(row)
        print(
            f"{row['target']:8} {row['executions']:9,} executions in {row['seconds']} s, slowest {row['slowest_s']} s",
            flush=True,
        )
        print(*(f"    CRASH {where}: {what}\n" for where, what in row["crashes"].items()), sep="", end="", flush=True)
    if not given.targets:
        (ROOT / "docs" / "fuzz.md").write_text(as_markdown(rows, given.seconds, given.executions), encoding="utf-8")
    return FAULTY if any(row["crashes"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
