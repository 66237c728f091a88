import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.records import Expect, Page
from verifier.readers.json import read_json
from verifier.readers.jsonpath import MOST_VALUES
from verifier.sight import sight_block

PAGE = Page(
    url="https://pay.example/help.json", channel="help", language="zh", regions=("CN",), expect=Expect(least=0, most=9)
)


def found_in(body, page=PAGE):
    return [
        (one.number, one.place)
        for block in read_json(body, page).blocks
        for one in sight_block(block, ("CN",)).sightings
    ]


def test_every_string_and_number_is_a_block_at_its_json_path():
    body = b'{"help": {"service_hotline": "95188", "list": [{"tel": 4006668800}]}, "on": true, "none": null, "x": 1.5}'
    assert found_in(body) == [("CN:95188", "$.help.service_hotline"), ("+864006668800", "$.help.list[0].tel")]
    assert [block.lead for block in read_json(body, PAGE).blocks] == ["help service hotline", "list tel"]


@pytest.mark.parametrize(
    "body",
    [
        b'callback({"tel": "95188"})',
        b'callback({"tel": "95188"});',
        b'/**/jQuery.cb_1( {"tel": "95188"} ) ;',
        b'\xef\xbb\xbf{"tel": "95188"}',
        b'{"tel": "95188\x00"}',
    ],
)
def test_padding_marks_and_nulls_are_passed_over(body):
    assert [key for key, _ in found_in(body)] == ["CN:95188"]


def test_a_text_of_several_lines_is_several_blocks():
    assert [block.text for block in read_json(b'{"a": "one\\n\\ntwo"}', PAGE).blocks] == ["one", "two"]


@pytest.mark.parametrize("body", [b"", b"{", b"Tel 95188", b"<html>", b"[" * 200_000, b"callback(", b'{"a": 1}}'])
def test_what_is_no_json_is_refused_in_words(body):
    document = read_json(body, PAGE)
    assert document.blocks == ()
    assert document.refused.startswith("no JSON: ")


def test_a_flood_of_values_ends():
    assert len(read_json(b"[" + b"1," * (2 * MOST_VALUES) + b"1]", PAGE).blocks) == MOST_VALUES


def test_letters_that_the_description_names_are_read_as_digits():
    rule = {"name": "letters_as_digits", "pairs": {"O": "0"}}
    page = Page(url=PAGE.url, channel="help", language="zh", regions=("CN",), expect=PAGE.expect, filters=(rule,))
    assert [key for key, _ in found_in(b'{"tel": "4OO-666-8800"}', page)] == ["+864006668800"]


@given(body=st.binary(max_size=300))
def test_every_body_gives_a_document(body):
    read_json(body, PAGE)


def test_markup_in_a_string_is_read_as_a_page_is():
    body = b'{"answer": "<p>\\u5ba2\\u670d\\u70ed\\u7ebf <b>95</b><b>188</b></p><p style=display:none>95017</p>"}'
    blocks = read_json(body, PAGE).blocks
    assert [(block.text, block.layer, block.place) for block in blocks] == [
        ("客服热线 95188", "visible", "$.answer"),
        ("95017", "hidden", "$.answer"),
    ]


def test_a_sign_of_less_is_no_markup():
    assert [block.text for block in read_json(b'{"a": "1 < 2 and 3 > 2"}', PAGE).blocks] == ["1 < 2 and 3 > 2"]
