import pytest
from bs4 import BeautifulSoup

from verifier.readers.places import Frame
from verifier.readers.unseen import (
    attribute_blocks,
    called_in,
    drawn_blocks,
    loose_blocks,
    printed_value,
    script_blocks,
)

FRAME = Frame("p", "p", "visible", True, known_path="p")


def test_only_the_lines_with_digits_of_a_comment_are_kept():
    found = list(loose_blocks("Help\n  Tel  95188 \nmore", "comment", FRAME))
    assert [(block.text, block.layer) for block in found] == [("Tel 95188", "comment")]


def test_an_attribute_is_led_by_its_own_name_and_those_beside_it():
    (block,) = attribute_blocks({"data-hotline": "95188", "class": "top", "data-x": "95017"}, FRAME)
    assert (block.text, block.lead, block.place) == ("95188", "hotline top", "p[data-hotline]")


@pytest.mark.parametrize(
    ("attributes", "printed"),
    [
        ({"type": "button", "value": "Call"}, "Call"),
        ({"type": "SUBMIT", "value": "Call"}, "Call"),
        ({"readonly": "", "value": "95188"}, "95188"),
        ({"value": "95188"}, ""),
        ({"type": "hidden", "value": "95188"}, ""),
        ({"type": "hidden", "readonly": "", "value": "95188"}, ""),
        ({"type": "button"}, ""),
    ],
)
def test_a_page_prints_what_nobody_can_type_over(attributes, printed):
    assert printed_value("input", attributes) == printed
    assert printed_value("option", attributes) == ""


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("<script type='application/json'>{'a': 1}</script>", []),
        (
            '<script type="application/json">{"phones": ["020 7946 0000"], "id": 9518800}</script>',
            [("phones", "020 7946 0000")],
        ),
        (
            '<script type="application/json">{"contact_phone": {"value": 2079460000}}</script>',
            [("contact phone value", "2079460000")],
        ),
        ("<script>x = {fax: '020 7946 0001', size: 12345}</script>", [("fax", "020 7946 0001")]),
    ],
)
def test_the_state_of_a_script_gives_its_phone_numbers(script, found):
    tag = BeautifulSoup(script, "html.parser").script
    assert [(block.lead, block.text) for block in script_blocks(tag, FRAME)] == found


def test_what_a_style_draws_stands_in_the_layer_of_attributes():
    assert [block.layer for block in drawn_blocks("a::before{content:'Tel 95188'}", FRAME)] == ["attribute"]


def test_the_address_of_a_frame_or_a_script_hands_numbers_over():
    address = "https://calls.example/box.js?n=%2B442079460018&id=12345678"
    assert called_in("script", {"src": address}) == ["+442079460018"]
    assert called_in("iframe", {"src": "https://calls.example/?phone=020 7946 0018"}) == ["020 7946 0018"]
    assert called_in("img", {"src": address}) == []
    assert called_in("script", {"src": "https://calls.example/442079460018.js"}) == []
