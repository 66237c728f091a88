"""Read every labelled set of ../shared/data with the program, score it, and write docs/reading-sets.md.

    python benchmarks/reading_sets.py              all sets; writes the page
    python benchmarks/reading_sets.py gold-west …  these sets alone, printed and not written

Each miss and false hit stands there with the reason that reading_sets.toml gives it; one without a reason, or a reason
whose fault is gone, is named at the end. Exit code 3 when a fault has no reason, 2 for a set that is not there.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.set_faults import (
    Fault,
    change_faults,
    explained,
    page_faults,
    peer_faults,
    read_cases,
    stale,
    typed_faxes,
)
from benchmarks.set_page import Outcome, tables, write_page
from benchmarks.set_runs import (
    ROOT,
    SETS,
    Answers,
    LabelledSet,
    is_installed,
    read_by_matcher,
    read_by_program,
    rows_and_files,
    scored,
)
from directory.number import country_of
from tests.real_pages import DATA, NOTHING_REAL

PAGE = ROOT / "docs" / "reading-sets.md"
# What the texts of terms-changes are read for, as their labels were.
ASSUMED = "US"
UNEXPLAINED = 3
USAGE = 2
# The scorer's names of the figures, and what the table calls them.
FIGURES = {
    "recall, visible numbers": "visible",
    "recall, markup-only numbers": "markup",
    "recall, fax numbers": "fax",
    "recall, short codes": "short",
    "precision (gold pages)": "precision",
    "recall": "visible",
    "precision": "precision",
    "recall, added": "added",
    "recall, removed": "removed",
    "precision, both": "precision",
}


def measure(one: LabelledSet, folder: Path) -> Outcome:
    """Read and score one set, by the program and by the matcher."""
    if not is_installed(one.extra):
        return Outcome(one, missing=f"not read: the extra `{one.extra}` is not installed")
    rows = rows_and_files(one, folder)
    if one.form == "changes":
        return measure_changes(one, rows, folder)
    answers = read_by_program(DATA / one.file, folder)
    matcher = read_by_matcher(rows, folder) if one.name != "images" else {}
    faults = list((peer_faults if one.form == "peers" else page_faults)(rows, answers))
    outcome = Outcome(
        one,
        rows=rows,
        faults=faults,
        figures=figures(one, as_predictions(answers), folder),
        baseline=figures(one, as_predictions(matcher), folder) if matcher else {},
        faxes=typed_faxes(rows, answers) if one.form == "pages" else (0, 0),
    )
    return agreed(outcome)


def measure_changes(one: LabelledSet, rows: list[dict], folder: Path) -> Outcome:
    """Read both texts of each pair and compare the keys."""
    manifest = folder / "texts.jsonl"

    def by_program(texts: list[dict]) -> Answers:
        manifest.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
        return read_by_program(manifest, folder)

    changes = compared(rows, by_program)
    matcher = compared(rows, lambda texts: read_by_matcher(texts, folder))
    outcome = Outcome(
        one,
        rows=rows,
        faults=list(change_faults(rows, changes)),
        figures=figures(one, changes, folder),
        baseline=figures(one, matcher, folder),
    )
    return agreed(outcome)


def compared(rows: Sequence[dict], read: Callable[[list[dict]], Answers]) -> dict[str, dict[str, list[str]]]:
    """What came and what went between the two texts of each row, both read for the United States.

    A number that a text lacks is looked for in it once more as the number's own country prints it: +44 0808 801 0677 has not
    gone while 0808 801 0677 stands there.
    """
    pairs = {row["id"]: row for row in rows}
    found = _numbers_read([(name, side, ASSUMED) for name in pairs for side in ("old", "new")], pairs, read)
    came = {name: found[name, "new", ASSUMED] - found[name, "old", ASSUMED] for name in pairs}
    went = {name: found[name, "old", ASSUMED] - found[name, "new", ASSUMED] for name in pairs}
    lacking = [(name, "old", key) for name in pairs for key in came[name]]
    lacking += [(name, "new", key) for name in pairs for key in went[name]]
    abroad = {(name, side, country_of(key)) for name, side, key in lacking}
    found |= _numbers_read(sorted(abroad - found.keys()), pairs, read)
    return {
        name: {
            "added": sorted(key for key in came[name] if key not in found[name, "old", country_of(key)]),
            "removed": sorted(key for key in went[name] if key not in found[name, "new", country_of(key)]),
        }
        for name in pairs
    }


def _numbers_read(
    wanted: Sequence[tuple[str, str, str]], pairs: dict[str, dict], read: Callable[[list[dict]], Answers]
) -> dict[tuple[str, str, str], set[str]]:
    """The keys in one side of a pair, read for one country; wanted: id of the pair, side, country."""
    answers = read([{"id": "/".join(one), "text": pairs[one[0]][one[1]], "assumed_region": one[2]} for one in wanted])
    return {one: set(answers["/".join(one)].numbers) for one in wanted}


def as_predictions(answers: Answers) -> dict[str, dict]:
    return {name: {"numbers": list(answer.numbers)} for name, answer in answers.items()}


def figures(one: LabelledSet, said: dict[str, dict], folder: Path) -> dict[str, tuple[int, int]]:
    return {FIGURES[name]: figure for name, figure in scored(DATA / one.file, said, folder).items() if name in FIGURES}


def agreed(outcome: Outcome) -> Outcome:
    """The outcome, once our list of faults and the scorer's figures say the same. Raises ValueError when they do not."""
    for group, (hit, of) in outcome.figures.items():
        listed = sum(fault.group == group or (group == "short" and fault.is_short) for fault in outcome.faults)
        if listed != of - hit:
            raise ValueError(
                f"{outcome.set.name}: the scorer counts {of - hit} faults in {group}, our list has {listed}"
            )
    return outcome


def main(names: Sequence[str]) -> int:
    if not DATA.is_dir():
        print(f"skipped: {NOTHING_REAL}")
        return 0
    unknown = set(names) - {one.name for one in SETS}
    if unknown:
        print(f"no set named {sorted(unknown)}; there are {[one.name for one in SETS]}", file=sys.stderr)
        return USAGE
    cases = read_cases()
    outcomes = []
    for one in SETS:
        if not names or one.name in names:
            print(f"reading {one.name} …", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory() as folder:
                outcomes.append(measure(one, Path(folder)))
    print(tables(outcomes, cases))
    if not names:
        PAGE.write_text(write_page(outcomes, cases), encoding="utf-8")
    return told(outcomes, {one.set.name: one.faults for one in outcomes if not one.missing}, cases)


def told(outcomes: Sequence[Outcome], faults: dict[str, Sequence[Fault]], cases: dict) -> int:
    """Say which faults have no reason yet and which reasons have no fault any more; give the exit code."""
    for key in stale(faults, faults, cases):
        print(f"stale, no longer occurs: {', '.join(key)}", file=sys.stderr)
    bare = [
        (outcome.set.name, fault)
        for outcome in outcomes
        for fault, case in explained(outcome.set.name, outcome.faults, cases)
        if case is None
    ]
    for name, fault in bare:
        print(f"not explained yet: {name}, {fault.id}, {fault.number}, {fault.kind} ({fault.group})", file=sys.stderr)
    return UNEXPLAINED if bare else os.EX_OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
