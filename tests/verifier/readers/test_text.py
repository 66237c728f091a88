import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.records import Expect, Page
from verifier.readers.text import read_text
from verifier.sight import sight_block

PAGE = Page(
    url="https://pay.example/help.txt", channel="help", language="zh", regions=("CN",), expect=Expect(least=0, most=9)
)


def test_a_line_is_a_block_with_its_number_and_blanks_end_a_column():
    blocks = read_text("帮助\n\n客服热线\t95188    商户热线".encode(), PAGE).blocks
    assert [(block.text, block.place) for block in blocks] == [
        ("帮助", "line 1"),
        ("客服热线", "line 3"),
        ("95188", "line 3"),
        ("商户热线", "line 3"),
    ]


def test_a_column_or_a_line_without_digits_leads_the_next():
    blocks = read_text("客服热线\t95188\n商户热线：\n95017\n1998\n95187".encode(), PAGE).blocks
    found = [(one.number, one.label) for block in blocks for one in sight_block(block, ("CN",)).sightings]
    assert found == [("CN:95188", "客服热线"), ("CN:95017", "商户热线")]


def test_the_first_cell_of_a_row_leads_the_others_and_the_rows_below_that_lack_one():
    table = "| Country | Line |\n| --- | --- |\n| United Kingdom | 0808 157 0123 |\n| | 0808 157 0124 |\n\n95188"
    blocks = read_text(table.encode(), PAGE).blocks
    assert [(block.text, block.lead) for block in blocks if any(map(str.isdigit, block.text))] == [
        ("0808 157 0123", "United Kingdom"),
        ("0808 157 0124", "United Kingdom"),
        ("95188", ""),
    ]


@pytest.mark.parametrize("broken", ["客服电话：+86 0571\n88156688", "客服电话：+86 0571\n\n88156688（24小时）"])
def test_a_number_broken_over_two_lines_is_read_whole(broken):
    blocks = read_text(broken.encode(), PAGE).blocks
    assert [one.number for block in blocks for one in sight_block(block, ("CN",)).sightings] == ["+8657188156688"]


@pytest.mark.parametrize("whole", ["+86 571 8815 6688\n12 Wensan Road", "400-666-8800\n400-627-2273", "1 + 1\n2"])
def test_lines_that_end_with_a_whole_number_stay_apart(whole):
    assert [block.text for block in read_text(whole.encode(), PAGE).blocks] == whole.splitlines()


def test_the_declared_charset_is_heard_and_filters_apply():
    assert read_text("客服热线".encode("gbk"), PAGE, "gbk").blocks[0].text == "客服热线"
    rule = {"name": "letters_as_digits", "pairs": {"O": "0"}}
    page = Page(url=PAGE.url, channel="help", language="zh", regions=("CN",), expect=PAGE.expect, filters=(rule,))
    assert read_text(b"4OO-666-8800", page).blocks[0].text == "400-666-8800"


@given(body=st.binary(max_size=300))
def test_every_body_is_read(body):
    document = read_text(body, PAGE)
    assert document.refused == ""
    assert all(block.text and block.text == block.text.strip() for block in document.blocks)
