"""A dozen of the deaths of `make faults`: on both stores, in every phase but the whole pass, which tests/scheduler/test_run.py kills."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.faults.play import DESK, FAULTY, LIVE, PLANNED
from tests.faults.rows import Row, as_markdown
from tests.postgres import is_here

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261123
# Each phase once, that in which people's words are at stake on both stores; two deaths each, or three.
SHORT = (
    "commit/sqlite",
    "review/sqlite",
    "review/postgresql",
    "release/sqlite",
    "migration/postgresql",
    "troubles/run",
    "troubles/accept",
)


@pytest.fixture(scope="module")
def rows():
    if not is_here():
        pytest.skip("PostgreSQL's initdb and pg_ctl are not on this machine")
    words = ["0.04", str(SEED), *SHORT]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.play", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, FAULTY), done.stderr
    return [msgspec.json.decode(line, type=Row) for line in done.stdout.splitlines()]


@pytest.mark.postgres
def test_killed_anywhere_and_started_again_it_comes_to_what_an_undisturbed_twin_has(rows):
    deaths = [row for row in rows if not row.trouble]
    assert {(row.phase, row.store): row.broken for row in deaths if row.broken} == {}
    assert sum(row.kills for row in deaths) == 12


@pytest.mark.postgres
@pytest.mark.parametrize("trouble", ["disk full", "database gone"])
def test_a_trouble_at_any_step_is_told_with_exit_6_and_when_it_is_over_the_command_is_repeated(rows, trouble):
    met = [row for row in rows if row.trouble == trouble]
    assert {row.phase: row.broken for row in met if row.broken} == {}
    assert {row.phase for row in met} == {"run", "accept"}
    assert any(row.during for row in met)


def test_the_whole_play_dies_five_hundred_times_and_its_page_tells_of_each_row(rows):
    assert (sum(PLANNED.values()) + DESK + LIVE) * 2 >= 500
    page = as_markdown(rows, SEED)
    assert page.count("\n| ") == len(rows) + 5


def test_a_deed_that_fails_is_no_death():
    script = (
        "from tests.faults.dying import die\n"
        "def deed(say):\n    say('began')\n    raise KeyError('ours')\n"
        "try:\n    die(deed, step=9)\nexcept AssertionError as error:\n    print('KeyError' in str(error), 'began' in str(error))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
