"""The short, seeded form of `make fuzz`: Hypothesis draws the edits, and makes what breaks a target as small as it can."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutate import KINDS, MOST_BYTES, edited
from tests.fuzz.table import as_markdown
from tests.fuzz.targets import CORPUS, TARGETS

ROOT = Path(__file__).resolve().parents[2]
# The whole form runs each for a quarter of an hour; here a target has a second or two.
EXAMPLES = {"finder": 80, "html": 80, "pdf": 150, "warc": 150, "toml": 150, "api": 200}
NUMBERS = st.integers(0, 2**16)
EDITS = st.lists(st.tuples(st.integers(0, len(KINDS) - 1), NUMBERS, NUMBERS, NUMBERS), max_size=8)
SEEDS = {name: [file.read_bytes() for file in sorted((CORPUS / name).iterdir())] for name in TARGETS}


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_is_met(name):
    for seed in SEEDS[name]:
        TARGETS[name].run(seed)


@pytest.mark.parametrize("name", TARGETS)
def test_no_edit_of_a_seed_ends_but_in_a_named_way(name):
    target = TARGETS[name]

    @settings(max_examples=EXAMPLES[name], derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(SEEDS[name]), EDITS)
    def meets(seed, edits):
        target.run(edited(seed, edits, target.words))

    meets()


def test_the_corpus_is_small_and_edits_keep_what_they_make_small():
    files = [file for folder in CORPUS.iterdir() for file in folder.iterdir()]
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)
    assert sum(file.stat().st_size for file in files) < 64 * 1024
    assert len(edited(b"ab" * 30, [(5, 0, 60, 7)] * 40, (b"x",))) <= MOST_BYTES


def test_a_target_that_breaks_is_told_with_what_broke_it(tmp_path):
    # Nothing but the seeds' first bytes can be read as a method and an address: this one has none.
    script = (
        "import sys; from tests.fuzz import play, targets\n"
        "def run(data):\n    raise KeyError('ours')\n"
        "targets.TARGETS['api'] = targets.Target('api', run, (b'x',))\n"
        f"session = play.Session('api', play.Path({str(tmp_path)!r}), seconds=5, executions=3)\n"
        "sys.exit(play.edit_seeds(session, 1))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    told = json.loads(done.stdout)
    assert told["executions"] == 3
    (where,) = told["crashes"]
    assert where.startswith("KeyError at <string>")
    assert len(list(tmp_path.glob("api-*"))) == 1


def test_the_page_has_a_row_for_each_target():
    told = [
        {"target": name, "executions": 9, "seconds": 1.0, "slowest_s": 0.1, "crashes": {}, "guided": True}
        for name in TARGETS
    ]
    page = as_markdown(told, 900, 1_000_000)
    assert all(f"| {name} |" in page for name in TARGETS)
