import pytest

from verifier.readers.declarations import declared_in, unescape, variables_in


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("display:none", {"display": "none"}),
        ("DISPLAY : None ;", {"display": "none"}),
        ("display:/**/none", {"display": "none"}),
        (r"d\69splay:none", {"display": "none"}),
        ("display:block;display:none", {"display": "none"}),
        ("font:italic 12px/1.5 serif", {"font-size": "12px"}),
        ("margin:1px 2px", {"margin-top": "1px", "margin-right": "2px", "margin-left": "2px"}),
        ("background:#fff url(a.png)", {"background-color": "image"}),
        ("background:#FFF none", {"background-color": "#fff"}),
        ("background:none", {"background-color": "transparent"}),
        ("scale:0", {"transform": "scale(0)"}),
        ("cursor:pointer;--x:none;border:0", {}),
        ("", {}),
        (";;:;", {}),
    ],
)
def test_declarations_are_read_in_the_properties_that_tell(body, said):
    found = {one.name: one.value for one in declared_in(body)}
    assert {name: value for name, value in found.items() if name != "margin-bottom"} == said


def test_a_declaration_that_insists_is_marked():
    assert [one.is_important for one in declared_in("display:none !important;color:red")] == [True, False]


@pytest.mark.parametrize(
    ("body", "shows"),
    [
        ("display:block", True),
        ("display:none", False),
        ("opacity:1", True),
        ("opacity:0", False),
        ("font-size:14px", True),
        ("font-size:5%", False),
        ("margin-left:-9999px", False),
        ("margin-left:10px", True),
        ("color:#fff", False),
        ("unicode-bidi:bidi-override", False),
    ],
)
def test_a_declaration_knows_whether_it_hides_nothing(body, shows):
    assert [one.shows for one in declared_in(body)] == [shows]


def test_escapes_are_read():
    assert unescape(r"\39 5188 \"x\"") == '95188 "x"'
    assert unescape(r"\0 \110000 \d800 ") == "\ufffd" * 3


def test_a_variable_of_two_values_stays_unknown():
    assert variables_in("a{--x: none;--y:1px} b{--y:2px}") == {"var(--x)": "none", "var(--y)": "var(--y)"}
