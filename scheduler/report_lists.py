"""Files of numbers that people complained of, read a row at a time: FTC and FCC data, one column of a table, one number a line."""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import chain
from typing import NamedTuple, TextIO

import msgspec

from directory.number import BadKey, parts_of
from directory.printed import read_number
from directory.records import Record
from directory.register import About
from directory.shape import show

# A line of the longest published list has 200 characters; a file without line ends is no list.
LINE_MOST_CHARS = 16_384
DELIMITERS = (",", ";", "\t")
# What spreadsheets put around a number to keep it as text, and behind one that they took for an amount.
AROUND = " \t\r\n'\"="
AMOUNT = re.compile(r"(\d{5,})\.0")
# Letters other than those that introduce an extension: no list spells its numbers, and words beside one are no part of it.
LETTERS = re.compile(r"[A-Za-z]")
EXTENSION = re.compile(r"(?i)(?<![a-z])(?:ext(?:ension)?\.?|x)(?=[\s:.]*\d)")


class ListError(ValueError):
    """A file that is no list: says where, what came, what was expected."""


class Format(Record, frozen=True):
    """A known kind of list: the columns that hold its numbers, whose national numbers they are, and who is named."""

    columns: tuple[str, ...]
    region: str
    about: About


class Row(NamedTuple):
    """One row: where it begins (counted from 1), its numbers as written, () for none, and why it cannot be read."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


class Table(NamedTuple):
    """A list as it lies in a file. format: "plain", "column:NAME", or an id of the formats; region: the format's, or ""."""

    format: str
    region: str
    rows: Iterator[Row]
    about: About = "called"


@functools.cache
def formats() -> dict[str, Format]:
    """Give the known kinds of lists by id."""
    text = files("scheduler").joinpath("report_formats.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Format])


def read_table(file: TextIO, column: str = "") -> Table:
    """Tell what kind of list a file is, and give its rows, a few lines in memory at a time.

    column: the name of the column that holds the numbers, "" to tell by the first line. Raises ListError.
    """
    first = file.readline(LINE_MOST_CHARS)
    if not first.strip():
        raise ListError("line 1: is empty, expected the names of columns, or a number")
    if column:
        delimiter, picked = _columns(first, (column,))
        if not picked:
            raise ListError(f"line 1: has no column {column!r}, it has {_named(first)}")
        return Table(f"column:{_fold(column)}", "", _cells(file, delimiter, picked))
    for name, known in formats().items():
        delimiter, picked = _columns(first, known.columns)
        if picked:
            return Table(name, known.region, _cells(file, delimiter, picked), known.about)
    if LETTERS.search(first) and any(mark in first for mark in DELIMITERS):
        raise ListError(f"line 1: has the columns {_named(first)}; say which holds the numbers with --column")
    return Table("plain", "", _lines(first, file))


def keys_of(cell: str, region: str) -> tuple[str, ...]:
    """The key that a cell is read as, as a tuple of one; () where nobody can dial it. region: "" reads only keys and +…"""
    text = cell.strip(AROUND)
    text = AMOUNT.sub(r"\1", text) if AMOUNT.fullmatch(text) else text
    try:
        parts_of(text)
    except BadKey:
        is_spelled = LETTERS.search(EXTENSION.sub("", text)) is not None
        return () if is_spelled else tuple(read_number(text, [region] if region else [])[:1])
    # A whole number is read, not believed, as +8695188 is CN:95188.
    return tuple(read_number(text, [])[:1]) if text.startswith("+") else (text,)


def _columns(first: str, wanted: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """By which sign a first line is cut so that it has some of the wanted columns, and their places."""
    names = {_fold(name) for name in wanted}
    for delimiter in DELIMITERS:
        heads = next(csv.reader([first], delimiter=delimiter), [])
        picked = tuple(place for place, head in enumerate(heads) if _fold(head) in names)
        if picked:
            return delimiter, picked
    return "", ()


def _named(first: str) -> str:
    return show(first.strip())


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _cells(file: TextIO, delimiter: str, picked: tuple[int, ...]) -> Iterator[Row]:
    """The picked cells of each row behind the first line; a row that is cut short or never ends says so."""
    reader = csv.reader(_pieces(file), delimiter=delimiter)
    begins = 2
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(begins, (), f"lines {begins} to {reader.line_num + 1}: {error}; is a quote left open?")
        else:
            cells = tuple(row[place].strip() for place in picked if place < len(row))
            if row:
                is_short = len(cells) < len(picked)
                fault = f"has {len(row)} cells, expected {max(picked) + 1} at least" if is_short else ""
                yield Row(begins, tuple(dict.fromkeys(filter(None, cells))), fault)
        begins = reader.line_num + 2


def _lines(first: str, file: TextIO) -> Iterator[Row]:
    """One number a line; empty lines and those that begin with # are notes."""
    line, begins = 0, True
    for piece in chain([first], _pieces(file)):
        line += begins
        begins = piece.endswith("\n")
        text = piece.strip()
        if text and not text.startswith("#"):
            yield Row(line, (text,))


def _pieces(file: TextIO) -> Iterator[str]:
    """The lines of a file, one without an end cut into pieces."""
    while piece := file.readline(LINE_MOST_CHARS):
        yield piece
