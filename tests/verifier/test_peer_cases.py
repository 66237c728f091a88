"""What other projects test their finders with: we read it too, but for the differences that are written down."""

import pytest

from benchmarks.set_faults import peer_faults, read_cases
from benchmarks.set_runs import Answer
from tests.real_pages import DATA, needs_data, rows_of
from verifier.sight import sight_numbers

pytestmark = [pytest.mark.data, needs_data]

ROWS = rows_of("peer-cases.jsonl") if DATA.is_dir() else []


def known(name):
    """What is written down of one case, as (number, kind)."""
    return {(number, kind) for where, case, number, kind in read_cases() if (where, case) == ("peer-cases", name)}


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_peer_s_case_is_read_as_the_peer_reads_it_or_differs_as_written_down(row):
    # A line is a text of its own, as the reader of plain texts takes it.
    lines = [part for line in row["text"].splitlines() for part in line.split("    ")]
    found = [one.number for line in lines for one in sight_numbers(line.strip(), [row["assumed_region"]])]
    faults = peer_faults([row], {row["id"]: Answer(tuple(found))})
    assert {(one.number, one.kind) for one in faults} == known(row["id"])


def test_what_is_written_down_is_no_fault_of_ours():
    verdicts = {case.verdict for key, case in read_cases().items() if key[0] == "peer-cases"}
    assert verdicts <= {"beyond", "label"}
