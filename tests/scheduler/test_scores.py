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


# Floors a little under what was measured when they were written: a lost or an invented number more fails them.
@pytest.mark.parametrize(
    ("manifest", "floors"),
    [
        ("gold-west.jsonl", {VISIBLE: 0.99, PRECISION: 0.955, FAX: 0.99}),
        ("gold-webstruct.jsonl", {VISIBLE: 0.99, PRECISION: 0.97, FAX: 0.97}),
        ("gold-cjk.jsonl", {VISIBLE: 0.96, PRECISION: 0.96, SHORT: 0.99}),
        ("zh-policies.jsonl.gz", {VISIBLE: 0.985, PRECISION: 0.955, SHORT: 0.99}),
        ("pdfs.jsonl", {VISIBLE: 0.99, PRECISION: 0.93, FAX: 0.99}),
    ],
)
def test_reading_a_labelled_set_is_as_good_as_it_was(manifest, floors, tmp_path):
    found = score(DATA / manifest, tmp_path)
    assert "0 without a prediction line" in found.said
    assert {name: found.share(name) for name, floor in floors.items() if found.share(name) < floor} == {}


def test_reading_the_silver_pages_is_as_good_as_it_was(tmp_path):
    rows = [row for row in rows_of("silver.jsonl") if int(row["id"], 16) % SILVER_ONE_OF == 0]
    # The scorer looks for the archives beside its manifest, and its zstd reads no link.
    for file in DATA.glob("silver-*.tar.zst"):
        shutil.copy(file, tmp_path)
    manifest = tmp_path / "silver.jsonl"
    manifest.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    found = score(manifest, tmp_path)
    assert "0 without a prediction line" in found.said
    assert found.share(VISIBLE) >= 0.99
    assert found.share(MARKUP) >= 0.95  # 108 of 112 on all pages
    assert found.share(FAX) >= 0.99
