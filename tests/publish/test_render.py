from types import ModuleType

import pytest

from publish.render import FormatError, find_formats, read_format, render_all, render_format
from tests.publish.conftest import contents_of


def a_module(source):
    module = ModuleType("publish.formats.invented")
    exec(source, vars(module))  # noqa: S102 - the test's own source
    return module


def test_the_formats_of_the_folder_are_found():
    assert list(find_formats()) == ["atom", "csv", "hashes", "json", "jsonld", "ndjson", "readme", "sbom", "vcard"]


@pytest.mark.parametrize(
    ("source", "offered"),
    [("", "nothing"), ("def render(c): ...\ndef draw(c): ...", "draw, render"), ("x = 1", "nothing")],
)
def test_a_module_that_offers_nothing_or_two_things_stops_the_start(source, offered):
    with pytest.raises(FormatError, match=offered):
        read_format(a_module(source))


def test_every_file_of_every_format_is_rendered_once(lines, ground):
    paths = [path for path, _ in render_all(contents_of(lines, ground))]
    assert len(paths) == len(set(paths))
    assert {"directory.csv", "directory.json", "schema.json"} <= set(paths)


def test_an_unknown_format_is_told_with_those_there_are(lines, ground):
    with pytest.raises(FormatError, match=r"expected one of.*json"):
        render_format("xls", contents_of(lines, ground))
