from types import ModuleType

import pytest

from reports.nightly import compose
from reports.render import FormatError, find_formats, read_format, render


def a_module(source):
    module = ModuleType("reports.formats.invented")
    exec(source, vars(module))  # noqa: S102 - the test's own source
    return module


def test_the_formats_of_the_folder_are_found():
    assert list(find_formats()) == ["html", "json", "md", "text"]


def test_a_module_that_offers_nothing_stops_the_start():
    with pytest.raises(FormatError, match="offers nothing"):
        read_format(a_module("SUFFIX = '.x'"))


def test_a_module_that_offers_two_things_stops_the_start():
    with pytest.raises(FormatError, match="draw, render"):
        read_format(a_module("SUFFIX = '.x'\ndef render(report): ...\ndef draw(report): ..."))


def test_a_module_without_a_suffix_stops_the_start():
    with pytest.raises(FormatError, match="SUFFIX is None"):
        read_format(a_module("def render(report): ..."))


def test_an_unknown_format_is_answered_with_the_known_ones(quiet_night):
    with pytest.raises(FormatError, match="html, json, md, text"):
        render(compose(quiet_night), "docx")
