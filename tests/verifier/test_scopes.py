from verifier.countries import read_label
from verifier.scopes import Scopes, spot_of


def walk(*lines: tuple[str, str]) -> list[tuple[str, ...]]:
    """The countries at each (path, text); a text that is a label opens a scope."""
    scopes = Scopes()
    return [scopes.countries_at(spot_of(path, is_heading=False), read_label(text)) for path, text in lines]


def test_a_spot_is_named_by_the_element_around_inline_ones():
    assert spot_of("html > body > dl > dt:nth-of-type(2) > b:nth-of-type(1)", is_heading=False).tag == "dt"
    assert spot_of("html > body > h3:nth-of-type(2)", is_heading=False).level == 3
    assert spot_of("#germany", is_heading=True).level == 6


def test_a_label_holds_inside_what_holds_it_and_its_text():
    assert walk(
        ("html > main > div > h3", "Germany"),
        ("html > main > div > p", "x"),
        ("html > main > p", "x"),
        ("html > p", "x"),
    ) == [("DE",), ("DE",), (), ()]


def test_a_heading_of_the_same_level_ends_a_label_a_lower_one_does_not():
    path = "html > main > "
    assert walk((f"{path}h2", "Germany"), (f"{path}p", "x"), (f"{path}h3", "Cards"), (f"{path}p", "x")) == [("DE",)] * 4
    assert walk((f"{path}h2", "Germany"), (f"{path}p", "x"), (f"{path}h2", "Cards"), (f"{path}p", "x"))[2:] == [(), ()]


def test_the_last_of_a_list_of_countries_introduces_nothing_behind_the_list():
    lines = ("html > ul > li:nth-of-type(1)", "Germany"), ("html > ul > li:nth-of-type(2)", "France")
    assert walk(*lines, ("html > p", "x"))[2] == ()
    assert walk(*lines, ("html > ul > li:nth-of-type(2) > p", "x"))[2] == ("FR",)


def test_where_paths_do_not_tell_a_label_holds_for_some_lines():
    assert walk(("line 1", "Germany"), *((f"line {n}", "x") for n in range(2, 8)))[1:] == [("DE",)] * 4 + [()] * 2
