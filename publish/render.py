"""The formats a release holds, found by walking `publish/formats`: one module a format, which renders files by path."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType, ModuleType

import publish.formats
from publish.contents import Contents

# Path in the release → text, a file at a time, so that a large release never stands in memory in every format.
Render = Callable[[Contents], Iterator[tuple[str, str]]]


class FormatError(ValueError):
    """A format module that offers nothing or too much, a file that two formats write, or a format that nobody offers."""


def read_format(module: ModuleType) -> Render:
    """Read what a format module offers: exactly one public function, `render(contents)`, giving (path, text) pairs.

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
            f"{place}: offers {', '.join(offered) or 'nothing'}, expected the one function render(contents)"
        )
    render: Render = module.render
    return render


def find_formats() -> Mapping[str, Render]:
    """Find every format by its name, sorted. Raises FormatError when a module in the folder is no format."""
    names = sorted(found.name for found in pkgutil.iter_modules(publish.formats.__path__))
    found = {name: importlib.import_module(f"{publish.formats.__name__}.{name}") for name in names}
    return MappingProxyType({name: read_format(module) for name, module in found.items()})


def render_format(name: str, contents: Contents) -> Iterator[tuple[str, str]]:
    """Render a release in one format: (path, text) pairs. Raises FormatError for an unknown name."""
    formats = find_formats()
    if name not in formats:
        raise FormatError(f"format {name!r}: there is none of that name, expected one of {', '.join(formats)}")
    return formats[name](contents)


def render_all(contents: Contents) -> Iterator[tuple[str, bytes]]:
    """Render a release in every format: (path, bytes) pairs. Raises FormatError when two formats write one file."""
    written = set()
    for name, render in find_formats().items():
        for path, text in render(contents):
            if path in written:
                raise FormatError(f"publish.formats.{name}: writes {path}, which another format has written")
            written.add(path)
            yield path, text.encode("utf-8")
