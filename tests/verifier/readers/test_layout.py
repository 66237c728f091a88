import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.readers.layout import Cell, lay_out

HEIGHT = 10


def at(x, top, text, height=HEIGHT):
    """A cell whose letters are half as wide as it is high."""
    return Cell(text, x, top, x + len(text) * height / 2, top + height)


def lines(*cells):
    return [(line.cell.text, line.lead, line.heading) for line in lay_out(cells)]


def texts(*cells):
    return [line.cell.text for line in lay_out(cells)]


def test_pieces_of_one_line_are_one_text_whatever_their_order():
    assert texts(at(57, 0, "7946 0000"), at(0, 1, "Call us"), at(38, 0, "020")) == ["Call us 020 7946 0000"]


def test_letters_that_touch_are_one_word():
    assert texts(at(0, 0, "Hot"), at(15.5, 0, "line")) == ["Hotline"]


def test_columns_stand_apart():
    assert texts(at(0, 0, "Terms of service"), at(120, 0, "Complaints")) == ["Terms of service", "Complaints"]


def test_figures_of_a_narrow_table_stand_apart():
    assert texts(at(0, 0, "248"), at(22, 0, "721"), at(44, 0, "4227")) == ["248", "721", "4227"]


def test_a_figure_raised_beside_a_number_is_no_part_of_it():
    assert texts(at(0, 0, "020 7946 0000"), at(65, -1, "2", height=6)) == ["2", "020 7946 0000"]


def test_a_text_printed_twice_for_boldness_is_read_once():
    assert texts(at(0, 0, "Hotline"), at(0.3, 0, "Hotline")) == ["Hotline"]


def test_a_number_is_introduced_by_the_words_to_its_left_and_by_its_column():
    found = lines(
        at(0, 0, "Branch"), at(120, 0, "Telephone"), at(240, 0, "Fax"),
        at(0, 20, "Leeds"), at(120, 20, "020 7946 0001"), at(240, 20, "020 7946 0002"),
        at(0, 40, "Hull"), at(120, 40, "020 7946 0003"), at(240, 40, "020 7946 0004"),
    )  # fmt: skip
    assert ("020 7946 0004", "Hull", "Fax") in found
    assert ("020 7946 0001", "Leeds", "Telephone") in found


def test_a_number_alone_is_introduced_by_the_line_above():
    assert lines(at(0, 0, "Customer service"), at(0, 15, "020 7946 0000"))[1] == (
        "020 7946 0000",
        "Customer service",
        "",
    )


def test_a_figure_far_below_its_column_is_still_introduced_by_it():
    column = [at(0, 0, "Telephone"), *(at(0, 30 * row, f"020 7946 000{row}") for row in range(1, 9))]
    assert lines(*column)[-1] == ("020 7946 0008", "Telephone", "")


def test_a_line_of_the_column_beside_introduces_no_words():
    left = "the number of your account and of your card"
    found = lines(at(0, 0, "we read"), at(0, 12, left), at(300, 0, "Call our hotline"), at(300, 12, "at 020 7946 0000"))
    assert ("at 020 7946 0000", "Call our hotline", "") in found


def test_a_long_line_beside_a_number_is_no_label_of_it():
    left = "please have the number of your account and of your card ready"
    found = lines(at(0, 12, left), at(400, 0, "Call our hotline"), at(400, 12, "020 7946 0000"))
    assert ("020 7946 0000", "Call our hotline", "") in found


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Call 020 7946-", "0000 at any hour", "Call 020 7946-0000 at any hour"),
        ("Fax (020)", "7946 0001", "Fax (020) 7946 0001"),
        ("Dial 0800-", "HELP now", "Dial 0800-HELP now"),
    ],
)
def test_a_number_that_a_line_leaves_open_is_closed_by_the_next(first, second, whole):
    assert texts(at(0, 0, first), at(0, 12, second)) == [whole]


def test_a_number_broken_by_the_edge_of_its_paragraph_is_whole():
    above, broken = "A lost card: at any hour", "you can call +44 20 7946"
    below = "0000 from where you are"
    assert texts(at(0, 0, above), at(0, 12, broken), at(0, 24, below)) == [above, f"{broken} {below}"]


def test_a_line_with_room_for_what_follows_broke_nothing():
    above, short, below = "A lost card is blocked at once when you", "call 020 7946", "0000 is no number of ours"
    assert texts(at(0, 0, above), at(0, 12, short), at(0, 24, below)) == [above, short, below]


def test_figures_below_figures_stay_apart():
    assert texts(at(0, 0, "2019-"), at(0, 12, "2020")) == ["2019-", "2020"]


boxes = st.builds(
    Cell,
    st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=9),
    *[st.floats(-1e4, 1e4)] * 4,
)


@given(st.lists(boxes, max_size=20))
def test_no_boxes_end_the_layout_and_none_of_the_text_is_new(cells):
    said = "".join(cell.text for cell in cells)
    assert set("".join(line.cell.text for line in lay_out(cells))) <= {*said, " "}
