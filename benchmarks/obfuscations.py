"""Obfuscated numbers, family by family: how many we read, beside the phone library's matcher with and without NFKC.

python benchmarks/obfuscations.py [--missed]     --missed: also every case that was not read
"""

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lab.obfuscation_table import LIBRARY, Row, cases_of, missed, rows_of
from lab.obfuscations import families


def show(rows: Sequence[Row]) -> None:
    print(f"library: {LIBRARY}, PhoneNumberMatcher at VALID, as it is and after NFKC; marked: found only after folding")
    print(f"{'family':<32}{'cases':>7}{'read':>8}{'marked':>8}{'library':>9}{'NFKC':>7}")
    for row in rows:
        print(f"{row.family:<32}{row.cases:>7}{shares(row)}")
    whole = Row("all", *(sum(column) for column in zip(*(row[1:] for row in rows), strict=True)))
    worst = min(rows, key=lambda row: row.share)
    print(f"{f'all {len(rows)} families':<32}{whole.cases:>7}{shares(whole)}")
    print(f"worst family: {worst.family}, {worst.share:.1%}")


def shares(row: Row) -> str:
    return "".join(
        f"{count / row.cases:>{width}.1%}"
        for count, width in ((row.ours, 8), (row.marked, 8), (row.library, 9), (row.library_nfkc, 7))
    )


def main() -> None:
    show(rows_of(families()))
    if "--missed" in sys.argv[1:]:
        for family in families():
            for case, keys in missed(cases_of(family)):
                print(f"missed: {case.family}: {case.text!r} [{case.region}]: expected {case.key}, got {keys}")


if __name__ == "__main__":
    main()
