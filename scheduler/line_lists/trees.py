"""JSON, JSON lines, GeoJSON and YAML as trees of plain texts: bounded, without tags, references or code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import msgspec
import yaml

from scheduler.line_lists.listed import MIB, MOST_LINE_CHARS, MOST_TREE_BYTES, Listed, ListFault
from scheduler.line_lists.tree import MOST_DEPTH, read_tree

# A list of the longest kind has some twenty nodes a line (MOST_ROWS).
_MOST_NODES = 4_000_000
# Every scalar stays the text it is: 0171 is no octal number, +44… loses no plus, and no tag makes an object.
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
# A row of JSON lines holds one organisation.
_MOST_ROW_CHARS = 16 * MOST_LINE_CHARS


def read_json(file: TextIO) -> Iterator[Listed]:
    """Give the numbers of one JSON value; GeoJSON and Overpass answers are read by their properties and tags.

    Raises ListFault for what is no JSON, or too large to stand in memory.
    """
    text = _whole(file)
    try:
        tree = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ListFault(f"is no JSON: {error}; a value a line is a list of its own kind (.jsonl)") from error
    yield from read_tree(tree)


def read_json_lines(file: TextIO) -> Iterator[Listed]:
    """Give the numbers of a file with one JSON value a line; a line that is none is given with its fault."""
    line = 0
    while text := file.readline(_MOST_ROW_CHARS):
        line += 1
        if not text.endswith("\n") and len(text) == _MOST_ROW_CHARS:
            while text and not text.endswith("\n"):
                text = file.readline(_MOST_ROW_CHARS)
            yield Listed(f"line {line}", fault=f"is longer than {_MOST_ROW_CHARS} signs, expected one organisation")
            continue
        if not text.strip():
            continue
        try:
            tree = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            yield Listed(f"line {line}", fault=f"is no JSON: {error}")
            continue
        yield from read_tree(tree, f"line {line}")


def read_yaml(file: TextIO) -> Iterator[Listed]:
    """Give the numbers of a YAML file, one document or several behind `---`.

    Raises ListFault for what is no YAML, is too large, nests too deep, or refers to itself: a reference can make ten
    lines into ten million, and no list of lines needs one.
    """
    text = _whole(file)
    _check_yaml(text)
    try:
        documents = list(yaml.load_all(text, Loader=_LOADER))
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise ListFault(f"is no YAML: {_first_line(error)}") from error
    for number, tree in enumerate(documents, start=1):
        yield from read_tree(tree, f"document {number}" if len(documents) > 1 else "")


def _check_yaml(text: str) -> None:
    nodes = depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            nodes += isinstance(event, yaml.NodeEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            where = f"line {event.start_mark.line + 1}"
            if isinstance(event, yaml.AliasEvent):
                raise ListFault(
                    f"{where}: refers to another place (*{event.anchor}); expected a list without references"
                )
            if depth > MOST_DEPTH or nodes > _MOST_NODES:
                raise ListFault(f"{where}: nests more than {MOST_DEPTH} deep or holds more than {_MOST_NODES} values")
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, ListFault):
            raise
        raise ListFault(f"is no YAML: {_first_line(error)}") from error


def _whole(file: TextIO) -> str:
    text = file.read(MOST_TREE_BYTES + 1)
    if len(text) > MOST_TREE_BYTES:
        raise ListFault(f"is larger than {MOST_TREE_BYTES // MIB} MiB; as JSON lines or CSV a list may be longer")
    return text


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
