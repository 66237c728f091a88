from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.readers.docx_text import MOST_DEPTH, Text, XmlRefused, read_texts

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def texts(xml):
    return list(read_texts(f"<w:body {SPACE}>{xml}</w:body>".encode()))


def test_paragraphs_and_cells_are_counted_apart():
    paragraph = "<w:p><w:t>{}</w:t></w:p>"
    row = (
        f"<w:tr><w:tc>{paragraph.format('a')}{paragraph.format('b')}</w:tc><w:tc>{paragraph.format('c')}</w:tc></w:tr>"
    )
    assert texts(f"{paragraph.format('x')}<w:tbl>{row}</w:tbl>{paragraph.format('y')}") == [
        Text("x", 1), Text("a b", 1, 1, 1), Text("c", 1, 1, 2), Text("y", 2),
    ]  # fmt: skip


def test_a_table_in_a_cell_has_its_own_number():
    inner = "<w:tbl><w:tr><w:tc><w:p><w:t>in</w:t></w:p></w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{inner}<w:p><w:t>out</w:t></w:p></w:tc></w:tr></w:tbl>"
    assert texts(outer) == [Text("in", 2, 1, 1), Text("out", 1, 1, 1)]


def test_markup_of_another_kind_says_nothing():
    assert list(read_texts(b"<p><t>020 7946 0000</t></p>")) == []


@pytest.mark.parametrize("xml", [b"", b"<a>", b"<!DOCTYPE a><a/>", b"<a>" * (MOST_DEPTH + 1), b"\xff\xfe<"])
def test_what_is_no_plain_markup_is_refused(xml):
    with pytest.raises(XmlRefused):
        list(read_texts(xml))


@given(st.binary(max_size=100))
def test_any_bytes_are_read_or_refused(xml):
    with suppress(XmlRefused):
        assert isinstance(list(read_texts(xml)), list)
