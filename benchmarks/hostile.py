"""Play every attack against the program, print how each was met, and write docs/hostile.md.

    python benchmarks/hostile.py               all; writes the page
    python benchmarks/hostile.py gzip pdf …    those whose names begin so; printed and not written

Exit code 3 when one did not end as it must, or not within its time and memory.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.hostile.cases import Met
from tests.hostile.table import as_markdown, play

PAGE = Path(__file__).resolve().parents[1] / "docs" / "hostile.md"
FAULTY = 3


def tell(_family: str, met: Met) -> None:
    case = met.case
    row = f"{case.name:22} {met.outcome:20} {met.seconds:6.1f} s of {case.seconds:4g} {met.mib:6.0f} MiB of {case.mib:5.0f}"
    print(row, *(f"\n    FAULT: {fault}" for fault in met.faults()), flush=True)


def main(wanted: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-hostile-") as folder:
        rows = play(wanted, Path(folder), tell)
    faulty = [met for _, met in rows if met.faults()]
    print(f"{len(rows)} attacks, {len(faulty)} not met as they must be")
    if not wanted:
        PAGE.write_text(as_markdown(rows), encoding="utf-8")
    return FAULTY if faulty or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
