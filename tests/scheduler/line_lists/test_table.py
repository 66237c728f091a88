import io

import pytest

from scheduler.line_lists import table
from scheduler.line_lists.listed import MOST_LINE_CHARS, ListFault
from scheduler.line_lists.table import read_table


def rows(text):
    return list(read_table(io.StringIO(text)))


def test_every_number_of_a_row_is_given_with_what_the_row_says():
    [one, fax] = rows(
        "operator;phone;fax;addr:country;website;label\n"
        "Example Pay;020 7946 0018;020 7946 0019;gb;https://pay.example/;lost cards\n"
    )
    assert (one.place, one.number, one.names) == ("line 2", "020 7946 0018", ("Example Pay",))
    assert (one.country, one.url, one.label, one.purpose) == ("GB", "https://pay.example/", "lost cards", "")
    assert (fax.number, fax.purpose) == ("020 7946 0019", "fax")


def test_a_purpose_is_taken_where_it_is_one():
    found = rows("provider,number,purpose\nexpay,020 7946 0018,fraud\nexpay,020 7946 0019,chat\n")
    assert [one.purpose for one in found] == ["fraud", ""]


@pytest.mark.parametrize(
    ("row", "fault"),
    [("expay\n", "1 cells"), ("expay,1,2\n", "3 cells"), ("ex\x00pay,1\n", "NUL"), ("expay,\n", "")],
)
def test_a_row_that_is_none_is_given_with_its_fault(row, fault):
    [one] = rows("provider,number\n" + row)
    assert one.place == "line 2"
    assert one.number in {"", "1"}
    assert fault in one.fault


def test_a_row_without_an_end_is_cut_and_the_next_one_is_read():
    found = rows("provider,number\nexpay," + "9" * (MOST_LINE_CHARS * 20) + "\nexpay,95188\n")
    assert found[-1].number == "95188"
    assert all(len(one.number) <= 400 for one in found)


def test_a_quote_left_open_is_told():
    found = rows('provider,number\nexpay,"95188\n' + "x,y\n" * 50_000)
    assert any("quote left open" in one.fault for one in found)


def test_a_table_without_numbers_is_no_list():
    with pytest.raises(ListFault, match="expected headings"):
        rows("name,colour\nx,red\n")


def test_empty_lines_are_no_rows():
    assert rows("provider,number\n\n,\n") == []
    assert table.read_table is read_table
