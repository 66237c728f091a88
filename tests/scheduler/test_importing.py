import io
from datetime import UTC, date, datetime

import msgspec
import pytest

from directory.register import ReportList
from directory.store import Store
from scheduler.importing import PIECE_KEYS, digest_of, find_same, import_reports
from scheduler.report_lists import read_table

HEAD = ReportList(
    source="own",
    dated_on=date(2026, 10, 1),
    about="called",
    format="plain",
    region="US",
    digest="d" * 64,
    imported_at=datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
)


@pytest.fixture
def imported(store: Store):
    """Import a text; give the list, the rows told and how many rows were counted."""

    def call(text, head=HEAD):
        told, passed = [], []
        table = read_table(io.StringIO(text, newline=""), "phone" if text.startswith("phone") else "")
        done = import_reports(store, head, table, told.append, lambda: passed.append(1))
        return done, told, len(passed)

    return call


def test_rows_are_counted_as_read_empty_or_left_out_and_none_is_lost(imported, store):
    text = "phone,x\n2025550101,a\n2025550101,b\n,c\nnone,d\n2025550102,e\n"
    done, told, passed = imported(text)
    assert (done.numbers, done.rows, done.empty, done.unread, passed) == (2, 3, 1, 1, 5)
    assert [(row.line, row.cells) for row in told] == [(5, ("none",))]
    assert {one.key: one.reports for one in store.reports_of(["+12025550101", "+12025550102"])} == {
        "+12025550101": 2,
        "+12025550102": 1,
    }


def test_a_list_longer_than_one_piece_is_whole_in_the_end(imported, store):
    numbers = [f"202{n:07}" for n in range(5_000_000, 5_000_000 + PIECE_KEYS + 10)]
    done, _, _ = imported("\n".join([*numbers, numbers[0]]))
    assert done.numbers == len(numbers)
    assert [one.reports for one in store.reports_of([f"+1{numbers[0]}"])] == [2]


def test_a_list_without_a_number_leaves_nothing(imported, store):
    assert imported("none\nat all\n")[0] is None
    assert store.report_lists() == []


def test_the_same_file_read_the_same_way_is_the_same_list(imported, store):
    assert find_same(store, HEAD) == (None, False)
    done, _, _ = imported("2025550101\n")
    later = msgspec.structs.replace(HEAD, imported_at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
    assert find_same(store, later) == (done, True)
    assert find_same(store, msgspec.structs.replace(later, region="CA")) == (done, False)
    assert find_same(store, msgspec.structs.replace(later, digest="e" * 64)) == (done, False)
    assert find_same(store, msgspec.structs.replace(later, source="ftc")) == (None, False)


def test_a_digest_is_of_the_whole_file(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(b"abc")
    assert digest_of(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
