"""The formats a release holds, found by walking `publish/formats`: one module a format, one file `directory.<name>`."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType

import publish.formats
from publish.contents import Contents

Render = Callable[[Contents], str]


class FormatError(ValueError):
    """A format module that offers nothing or too much, or a format that nobody offers."""


def read_format(module: ModuleType) -> Render:
    """Read what a format module offers: exactly one public function, `render(contents) -> str`.

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


def render_all(contents: Contents) -> dict[str, bytes]:
    """Render a release in every format: file name → bytes."""
    return {f"directory.{name}": render(contents).encode("utf-8") for name, render in find_formats().items()}
