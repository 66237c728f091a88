import io

import pytest

from scheduler.report_lists import LINE_MOST_CHARS, ListError, Row, formats, keys_of, read_table

FTC = (
    "Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,"
    "Recorded_Message_Or_Robocall\n"
)
FTC_ROW = '{},2026-10-01 00:00:35,2026-09-30 18:22:00,Springfield,Ohio,202,"Debt (cards, loans)",Y\n'
FCC = "Ticket Created,Form,Issue,Caller ID Number,Type of Call or Messge,Advertiser Business Number,City\n"


def table_of(text, column=""):
    return read_table(io.StringIO(text, newline=""), column)


def rows_of(text, column=""):
    return list(table_of(text, column).rows)


def test_an_ftc_file_is_told_by_its_column():
    table = table_of(FTC + FTC_ROW.format("2025550101") + FTC_ROW.format(""))
    assert (table.format, table.region, table.about) == ("ftc", "US", "callers")
    assert list(table.rows) == [Row(2, ("2025550101",)), Row(3, ())]


def test_an_fcc_row_gives_the_number_shown_and_the_one_to_call_each_once():
    rows = "2026-10-01,Phone,Robocalls,202-555-0101,Live Voice,202-555-0102,Springfield\n"
    same = "2026-10-01,Phone,Robocalls,202-555-0101,Live Voice,202-555-0101,Springfield\n"
    assert rows_of(FCC + rows + same) == [Row(2, ("202-555-0101", "202-555-0102")), Row(3, ("202-555-0101",))]


@pytest.mark.parametrize(
    "named", ["caller_id_number,city", "﻿CALLER ID NUMBER;City".lstrip("﻿"), "City\tcaller id number"]
)
def test_capitals_underscores_and_the_sign_between_columns_make_no_difference(named):
    assert table_of(named + "\n").format == "fcc"


def test_any_column_can_be_named():
    text = "name;phone\nExample Support;020 7946 0101\n"
    assert (table_of(text, "Phone").format, rows_of(text, "Phone")) == ("column:phone", [Row(2, ("020 7946 0101",))])


def test_one_number_a_line_needs_no_columns_and_notes_are_passed_over():
    text = "# seen in October\n\n020 7946 0101\r\n+1 202 555 0101\n"
    assert (table_of(text).format, table_of(text).about) == ("plain", "called")
    assert rows_of(text) == [Row(3, ("020 7946 0101",)), Row(4, ("+1 202 555 0101",))]


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", "", "line 1: is empty"),
        ("name,phone\nx,1\n", "", r"columns 'name,phone'; say which holds the numbers with --column"),
        ("name,phone\nx,1\n", "tel", "no column 'tel', it has 'name,phone'"),
    ],
)
def test_a_file_that_nothing_tells_is_refused_with_its_line(text, column, says):
    with pytest.raises(ListError, match=says):
        table_of(text, column)


def test_rows_cut_short_and_quotes_left_open_are_told_and_the_rest_is_read():
    short, row = rows_of("a,phone\nx\ny,2025550101\n", "phone")
    assert (short.line, short.fault, row.cells) == (2, "has 1 cells, expected 2 at least", ("2025550101",))
    text = "phone,a\n" + '"2025550101,x\n' + "2025550102,x\n" * 20_000
    fault, *rest = rows_of(text, "phone")
    assert fault.line == 2
    assert "is a quote left open?" in fault.fault
    assert rest


def test_lines_are_counted_as_an_editor_counts_them():
    assert [row.line for row in rows_of('a,phone\n"x\ny",2025550101\nz,2025550102\n', "phone")] == [2, 4]
    assert [row.line for row in rows_of("1" * (2 * LINE_MOST_CHARS) + "\n2025550101\n")] == [1, 1, 2]


@pytest.mark.parametrize(
    ("cell", "region", "keys"),
    [
        ("2025550101", "US", ("+12025550101",)),
        ("(202) 555-0101 x12", "US", ("+12025550101;ext=12",)),
        ("+44 20 7946 0101", "", ("+442079460101",)),
        ("'2025550101", "US", ("+12025550101",)),
        ('="2025550101"', "US", ("+12025550101",)),
        ("2025550101.0", "US", ("+12025550101",)),
        ("CN:95188", "US", ("CN:95188",)),
        ("+8695188", "US", ("CN:95188",)),
        ("95188", "CN", ("CN:95188",)),
        ("2025550101", "", ()),
        ("Unknown", "US", ()),
        ("2025550101 call back", "US", ()),
        ("1", "US", ()),
        ("", "US", ()),
    ],
)
def test_a_cell_is_read_as_dialled_in_the_lists_country(cell, region, keys):
    assert keys_of(cell, region) == keys


def test_every_format_names_a_column_and_a_country():
    assert {name: bool(one.columns and one.region) for name, one in formats().items()} == {"ftc": True, "fcc": True}
