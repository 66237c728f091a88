"""The formats a report can be rendered in, found by walking `reports/formats`: one module a format."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType
from typing import NamedTuple

import reports.formats
from reports.view import Report


class FormatError(ValueError):
    """A format module that offers nothing or too much, or a format that nobody offers."""


class Format(NamedTuple):
    """One way to render a report. suffix: of the file it goes to, with its dot."""

    name: str
    suffix: str
    render: Callable[[Report], str]


def read_format(module: ModuleType) -> Format:
    """Read what format a module offers: exactly one public function, `render(report) -> str`, and its SUFFIX.

    Raises FormatError when it offers nothing or two things.
    """
    place = module.__name__
    offered = sorted(
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == place and not name.startswith("_")
    )
    if offered != ["render"]:
        raise FormatError(
            f"{place}: offers {', '.join(offered) or 'nothing'}, expected the one function render(report)"
        )
    suffix = getattr(module, "SUFFIX", None)
    if not isinstance(suffix, str) or not suffix.startswith("."):
        raise FormatError(f"{place}: SUFFIX is {suffix!r}, expected a file suffix such as '.html'")
    return Format(place.rpartition(".")[2], suffix, module.render)


def find_formats() -> Mapping[str, Format]:
    """Every format by its name, sorted. Raises FormatError when a module in the folder is no format."""
    names = sorted(found.name for found in pkgutil.iter_modules(reports.formats.__path__))
    modules = [importlib.import_module(f"{reports.formats.__name__}.{name}") for name in names]
    return MappingProxyType({each.name: each for each in map(read_format, modules)})


def render(report: Report, name: str) -> str:
    """Render the report in one format. Raises FormatError for a name that no module has."""
    formats = find_formats()
    if name not in formats:
        raise FormatError(f"report format {name!r}: expected one of {', '.join(formats)}")
    return formats[name].render(report)
