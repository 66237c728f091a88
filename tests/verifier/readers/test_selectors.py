import pytest
from bs4 import BeautifulSoup

from verifier.readers.selectors import key_of, read_selector, split_selectors

PAGE = BeautifulSoup(
    "<div class='a'><ul id='l'><li class='b c'><p data-x='1'>t</p></li><li><i>t</i></li></ul></div>", "html.parser"
)


@pytest.mark.parametrize(
    "selector",
    [
        "p",
        "*",
        ".b",
        ".b.c",
        "li.b",
        "#l",
        ".a li",
        ".a > ul > li",
        ".a > li",
        "ul .b p",
        "div ul>li p",
        "div > p",
        "[data-x]",
        "li:not(.b)",
        "li + li",
        "li:first-child p",
    ],
)
def test_a_selector_names_what_the_library_says_it_names(selector):
    read = read_selector(selector)
    assert [tag for tag in PAGE.find_all(True) if read.matches(tag)] == PAGE.select(selector)


@pytest.mark.parametrize("selector", ["", ">", "a:not(", "a{", "[", "::", "1a"])
def test_what_is_no_selector_is_none(selector):
    assert read_selector(selector) is None


@pytest.mark.parametrize(
    ("selector", "key"),
    [
        ("p", "p"),
        ("P.a", ".a"),
        (".a p#b.c", "#b"),
        ("li:not(.a)", "li"),
        ("[hidden]", "*"),
        ("a > *", "*"),
        ("ul li:is(.x, .y)", "li"),
    ],
)
def test_a_selector_is_looked_up_by_the_last_element_s_rarest_name(selector, key):
    assert key_of(selector) == key


def test_a_list_is_split_outside_its_brackets():
    assert list(split_selectors("a, b:is(c, d) ,:where(.e),:root")) == ["a", "b:is(c, d)", ".e", "html"]


def test_the_more_exact_selector_weighs_more():
    weights = [read_selector(one).weight for one in ("p", ".a", "p.a", "#l", "#l .a")]
    assert weights == sorted(weights)
