import pytest

from directory.records import Expect, Page, Record
from directory.shape import crop, shape_faults, show


class Case(Record, frozen=True):
    title: str
    names: dict[str, str] = {}  # noqa: RUF012 - msgspec copies an empty default
    bounds: tuple[Expect, ...] = ()


def test_data_of_the_right_shape_has_no_fault():
    assert shape_faults({"title": "x", "names": {"zh": "名"}, "bounds": [{"least": 0, "most": 1}]}, Case, "") == []


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ({}, "case.title: missing, expected a text"),
        ({"title": "x", "titel": 1}, "case.titel: unknown key; did you mean 'title'?"),
        ({"title": ["x"]}, "case.title: got a list, expected a text"),
        ({"title": " "}, "case.title: got '', expected a text"),
        ({"title": "x", "names": {"zh": 1}}, "case.names: got a table, expected a table"),
        ({"title": "x", "names": "zh"}, "case.names: got 'zh', expected a table"),
        ({"title": "x", "bounds": {"least": 0}}, "case.bounds: got a table, expected a list"),
        ({"title": "x", "bounds": [3]}, "case.bounds[0]: got 3, expected a table"),
        (
            {"title": "x", "bounds": [{"least": 0, "most": 1}, {"least": True, "most": 1}]},
            "case.bounds[1].least: got true, expected a whole number",
        ),
        ({"title": "x\x1b[2J"}, "case.title: holds the character U+001B, expected plain text"),
    ],
)
def test_a_fault_says_where_what_came_and_what_was_expected(raw, fault):
    assert shape_faults(raw, Case, "case.") == [fault]


def test_every_missing_key_is_named():
    assert len(shape_faults({}, Page, "")) == 5


def test_a_message_stays_short_and_harmless():
    assert len(crop("x" * 1000)) == 61
    assert crop("a\u202eb\n") == "a\\u202eb\\u000a"
    assert show(10**5000) == "a huge number"
    assert show("it's") == '"it\'s"'
