from datetime import timedelta
from types import ModuleType

import pytest

from publish.contents import Contents
from publish.render import FormatError, find_formats, read_format, render_all


def a_module(source):
    module = ModuleType("publish.formats.invented")
    exec(source, vars(module))  # noqa: S102 - the test's own source
    return module


def test_the_formats_of_the_folder_are_found():
    assert list(find_formats()) == ["csv", "json"]


@pytest.mark.parametrize(
    ("source", "offered"),
    [("", "nothing"), ("def render(c): ...\ndef draw(c): ...", "draw, render"), ("x = 1", "nothing")],
)
def test_a_module_that_offers_nothing_or_two_things_stops_the_start(source, offered):
    with pytest.raises(FormatError, match=offered):
        read_format(a_module(source))


def test_each_format_is_one_file(lines, made, ground):
    contents = Contents(number=1, made=made, expires_at=made + timedelta(days=7), ground=ground, entries=tuple(lines))
    assert sorted(render_all(contents)) == ["directory.csv", "directory.json"]
