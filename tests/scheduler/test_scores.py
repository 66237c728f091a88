"""`read --jsonl` on the labelled sets of ../shared/data, scored with the scorer that came with them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.real_pages import DATA, asks_for_all_pages, needs_data, rows_of

pytestmark = [pytest.mark.data, needs_data, pytest.mark.timeout(900)]

COMMAND = f"{sys.executable} -m scheduler.cli.main read --jsonl {{manifest}} --dir {{dir}}"
LINE = re.compile(r"^(?P<name>[a-z][a-z ,()-]*?[a-z)])\s+(?:nan|[0-9.]+)\s+\((?P<hit>\d+)/(?P<of>\d+)\)$", re.MULTILINE)
ROOT = Path(__file__).resolve().parents[2]
# All 408 silver pages take a minute and a half on a busy machine; a quarter of them is read every time.
SILVER_ONE_OF = 1 if asks_for_all_pages() else 4


class Score(NamedTuple):
    """The scorer's figures by name, hits and how many there are, and all it printed."""

    figures: dict[str, tuple[int, int]]
    said: str

    def share(self, name: str) -> float:
        hit, of = self.figures[name]
        return hit / of

    def missed(self, name: str) -> int:
        hit, of = self.figures[name]
        return of - hit


def score(manifest: Path, folder: Path) -> Score:
    """Score the program on one set. folder: the current folder and home of the program."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "HOTLINEWATCH_READING__TIMEOUT_S": "60",
    }
    done = subprocess.run(
        [sys.executable, str(DATA / "score.py"), str(manifest), "--run", COMMAND],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environ,
    )
    assert done.returncode == 0, done.stderr
    sys.stdout.write(f"\n{manifest.name}\n{done.stdout}")
    return Score({one["name"]: (int(one["hit"]), int(one["of"])) for one in LINE.finditer(done.stdout)}, done.stdout)


VISIBLE = "recall, visible numbers"
MARKUP = "recall, markup-only numbers"
FAX = "recall, fax numbers"
SHORT = "recall, short codes"
PRECISION = "precision (gold pages)"
# Where the page that `make sets` writes holds the scorer's figures.
PAGE = ROOT / "docs" / "reading-sets.md"
COLUMNS = {
    VISIBLE: "recall, visible",
    PRECISION: "precision",
    SHORT: "short codes",
    MARKUP: "markup-only",
    FAX: "fax found",
}
FRACTION = re.compile(r"\((\d+)/(\d+)\)")
STALE = "docs/reading-sets.md says more than a reading gives: mend what got worse, or run `make sets`"


def published(name: str) -> dict[str, tuple[int, int]]:
    """The figures of one set on the checked-in page, as labelled, by the scorer's names."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    head = [cell.strip() for cell in next(line for line in lines if line.startswith("| set |")).split("|")]
    cells = next(line for line in lines if line.startswith(f"| {name} |")).split("|")
    found = {figure: FRACTION.search(cells[head.index(column)]) for figure, column in COLUMNS.items()}
    return {figure: (int(said[1]), int(said[2])) for figure, said in found.items() if said is not None}


# Floors a little under what was measured when they were written: a lost or an invented number more fails them.
@pytest.mark.parametrize(
    ("manifest", "floors"),
    [
        ("gold-west.jsonl", {VISIBLE: 0.995, PRECISION: 0.96, FAX: 0.99}),
        ("gold-webstruct.jsonl", {VISIBLE: 0.99, PRECISION: 0.98, FAX: 0.98}),
        ("gold-cjk.jsonl", {VISIBLE: 0.985, PRECISION: 0.98, SHORT: 0.99}),
        ("zh-policies.jsonl.gz", {VISIBLE: 0.99, PRECISION: 0.97, SHORT: 0.99}),
        ("pdfs.jsonl", {VISIBLE: 0.99, PRECISION: 0.93, FAX: 0.99}),
    ],
)
def test_reading_a_labelled_set_is_as_good_as_it_was(manifest, floors, tmp_path):
    found = score(DATA / manifest, tmp_path)
    assert "0 without a prediction line" in found.said
    assert {name: found.share(name) for name, floor in floors.items() if found.share(name) < floor} == {}
    said = published(manifest.partition(".")[0])
    assert set(floors) <= set(said)
    assert {name: found.figures[name] for name, (hit, of) in said.items() if found.share(name) < hit / of} == {}, STALE


def test_reading_the_silver_pages_is_as_good_as_it_was(tmp_path):
    rows = [row for row in rows_of("silver.jsonl") if int(row["id"], 16) % SILVER_ONE_OF == 0]
    # The scorer looks for the archives beside its manifest, and its zstd reads no link.
    for file in DATA.glob("silver-*.tar.zst"):
        shutil.copy(file, tmp_path)
    manifest = tmp_path / "silver.jsonl"
    manifest.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    found = score(manifest, tmp_path)
    assert "0 without a prediction line" in found.said
    assert found.share(VISIBLE) >= 0.995
    assert found.share(MARKUP) >= 0.95  # 108 of 112 on all pages
    assert found.share(FAX) >= 0.99
    # A part of the pages cannot miss more than all of them are said to miss.
    said = published("silver")
    assert said[VISIBLE][1] > 500
    assert {name: found.figures[name] for name, (hit, of) in said.items() if found.missed(name) > of - hit} == {}, STALE
