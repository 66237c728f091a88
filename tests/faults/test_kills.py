"""A dozen of the deaths of `make faults`: on both stores, in every phase but the whole pass, which tests/scheduler/test_run.py kills."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.faults.play import PLANNED, Row

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261123
# Each phase once, those in which people's words are at stake on both stores; two deaths each.
SHORT = (
    "commit/sqlite",
    "report/sqlite",
    "review/sqlite",
    "review/postgresql",
    "release/postgresql",
    "migration/postgresql",
)


@pytest.mark.postgres
def test_killed_anywhere_and_started_again_it_comes_to_what_an_undisturbed_twin_has():
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.play", "0.03", str(SEED), *SHORT],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    rows = [msgspec.json.decode(line, type=Row) for line in done.stdout.splitlines()]
    assert {(row.phase, row.store): row.broken for row in rows if row.broken} == {}
    assert done.returncode == 0, done.stderr
    assert sum(row.kills for row in rows) == 12


def test_the_whole_play_dies_five_hundred_times():
    assert sum(PLANNED.values()) * 2 >= 500


def test_a_deed_that_fails_is_no_death():
    script = (
        "from tests.faults.dying import die\n"
        "def deed(say):\n    say('began')\n    raise KeyError('ours')\n"
        "try:\n    die(deed, step=9)\nexcept AssertionError as error:\n    print('KeyError' in str(error), 'began' in str(error))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
