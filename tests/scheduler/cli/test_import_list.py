import gzip

import pytest

from scheduler.cli.import_list import UNREAD_SHOWN

ROWS = "Company_Phone_Number,Created_Date\n2025550101,2026-10-01\n2025550101,2026-10-01\n,2026-10-01\n"
HOW = ("--as", "reports", "--source", "ftc", "--date", "2026-10-01", "--quiet")


@pytest.fixture
def bring(run, home):
    """Import a text as the FTC's list of a day."""

    def call(text, *more, name="list.csv"):
        (home / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return run("import", name, *HOW, *more)

    return call


def test_a_list_is_imported_listed_and_taken_out(bring, run):
    done = bring(ROWS)
    assert (done.code, done.err) == (0, "")
    assert done.out == "ftc 2026-10-01: 1 numbers of 2 rows; 1 rows without a number, 0 left out\n"
    [one] = run("lists", "--json").json["lists"]
    assert (one["source"], one["format"], one["region"], one["numbers"]) == ("ftc", "ftc", "US", 1)
    assert one["about"] == "callers"
    assert run("lists", "remove", "ftc").code == 0
    assert run("lists", "--json").json == {"lists": []}


def test_the_same_file_again_changes_nothing_and_another_one_asks_first(bring, run):
    bring(ROWS)
    assert "already" in bring(ROWS).out
    other = ROWS + "2025550102,2026-10-01\n"
    refused = bring(other)
    assert (refused.code, "--replace" in refused.err) == (2, True)
    assert bring(other, "--replace").code == 0
    assert bring(other, "--about", "called").code == 2
    assert bring(other, "--about", "called", "--replace").code == 0
    assert [(one["numbers"], one["about"]) for one in run("lists", "--json").json["lists"]] == [(2, "called")]


def test_rows_left_out_are_said_with_their_lines_and_kept_in_a_file(bring, home):
    text = ROWS + "unknown,x\n" * (UNREAD_SHOWN + 2)
    done = bring(text, "--unread", "left.csv", "--json")
    assert done.code == 3
    assert done.err.startswith("line 5: 'unknown': no number that can be dialled\n")
    assert "and 2 more" in done.err
    assert (done.json["list"]["unread"], len(done.json["unread"])) == (UNREAD_SHOWN + 2, UNREAD_SHOWN)
    kept = (home / "left.csv").read_text(encoding="utf-8").splitlines()
    assert (kept[:2], len(kept)) == (["line,number,why", "5,unknown,no number that can be dialled"], UNREAD_SHOWN + 3)


def test_a_packed_list_reads_the_same_and_a_cut_one_does_not_count(bring, run):
    assert bring(gzip.compress(ROWS.encode()), name="list.csv.gz").code == 0
    run("lists", "remove", "ftc")
    cut = bring(gzip.compress((ROWS * 500).encode())[:-9], name="list.csv.gz")
    assert (cut.code, "no whole gzip file" in cut.err) == (2, True)
    assert run("lists", "--json").json == {"lists": []}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--region", "UK"), "the United Kingdom is 'GB'"),
        (("--source", "The FTC"), "expected up to 40 small letters"),
        (("--date", "2999-01-01"), "a day that has begun"),
        (("--date", "October"), "October"),
        (("--column", "phone"), "no column 'phone'"),
    ],
)
def test_a_name_a_day_a_country_or_a_column_that_is_none_is_refused(bring, more, says):
    done = bring(ROWS, *more)
    assert (done.code, says in done.err) == (2, True)


def test_a_list_without_a_number_is_nothing_there(bring):

    assert bring("none\n").code == 4
