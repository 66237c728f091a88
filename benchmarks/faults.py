"""Kill the program at more than five hundred points, fill its disk, stop its database; write docs/faults.md.

    python benchmarks/faults.py            all; writes the page
    python benchmarks/faults.py review …   these phases; printed and not written

Exit code 3 when something was lost, doubled or left half done.
"""

import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.play import FAULTY, play_all
from tests.faults.rows import as_markdown

PAGE = Path(__file__).resolve().parents[1] / "docs" / "faults.md"
SEED = 8


def main(wanted: list[str]) -> int:
    began = time.monotonic()
    rows = []
    for row in play_all(1, SEED, wanted):
        rows.append(row)
        print(
            f"{row.phase:12} {row.store:11} {row.trouble or 'killed':14} {row.kills:4} times, {len(row.broken)} broken",
            flush=True,
        )
        print(*(f"    FAULT: {fault}\n" for fault in row.broken), sep="", end="", flush=True)
    kills, faults = sum(row.kills for row in rows if not row.trouble), sum(len(row.broken) for row in rows)
    print(f"{kills} kills, {faults} broken, {timedelta(seconds=round(time.monotonic() - began))}")
    if not wanted:
        PAGE.write_text(as_markdown(rows, SEED), encoding="utf-8")
    return FAULTY if faults or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
