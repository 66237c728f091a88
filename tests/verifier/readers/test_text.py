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
