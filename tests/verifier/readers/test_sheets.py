import pytest
from bs4 import BeautifulSoup

from verifier.readers.sheets import Sheet, drawn_in, names_of, sheet_texts

TAG = BeautifulSoup("<p class='x'>a</p>", "html.parser").p


def said(*texts):
    found = {}
    for is_harmless in (True, False):
        for weight, name, value in Sheet(texts).declared(TAG, "p", 1, frozenset(), is_harmless=is_harmless):
            if weight >= found.get(name, ((),))[0] or not found.get(name):
                found[name] = (weight, value)
    return {name: value for name, (_, value) in found.items()}


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([".x{display:none}"], {"display": "none"}),
        ([".x{display:none}", "p.x{display:block}"], {"display": "block"}),
        (["@media print{.x{display:none}}"], {}),
        (["@media screen{@supports (a:b){.x{display:none}}}"], {"display": "none"}),
        (["@media (max-width:9em){.x{display:none;visibility:visible}}"], {}),
        (["@media (max-width:767px){.x{display:none;visibility:visible}}"], {"visibility": "visible"}),
        (["@font-face{font-family:x} .x{opacity:0}"], {"opacity": "0"}),
        (["", "}", "{{{", ".x{"], {}),
    ],
)
def test_the_rules_that_hold_for_an_element_are_found(texts, found):
    assert said(*texts) == found


def test_only_the_sheets_of_a_screen_are_read():
    soup = BeautifulSoup(
        "<style>a{}</style><style media=print>b{}</style><style media='(max-width:9px)'>c{}</style><style type=x>d{}</style>",
        "html.parser",
    )
    assert list(sheet_texts(soup.find_all("style"))) == ["a{}"]


def test_what_a_sheet_draws_is_its_strings_joined():
    assert list(drawn_in("a::after{content:'95' \"188\"} b{content:none}")) == ["95188"]


def test_names_gather_on_the_way_down_until_they_are_too_many():
    names = names_of(TAG, "p", frozenset({"div"}))
    assert names == {"div", "p", ".x"}
    assert names_of(TAG, "p", names) is names
    assert names_of(TAG, "p", frozenset(map(str, range(600)))) is None
