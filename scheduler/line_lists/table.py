"""Tables: CSV and its kin, a row at a time; what each column holds is told by its heading."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from directory.shape import show
from directory.terms import PURPOSES
from scheduler.line_lists.fields import NUMBERS, field_of
from scheduler.line_lists.listed import MOST_FIELD_CHARS, MOST_LINE_CHARS, Listed, ListFault
from scheduler.line_lists.numbers import apart

_DELIMITERS = (",", ";", "\t", "|")


class _Heads(NamedTuple):
    """The places of the columns by field, those that tell most first; numbers: place → purpose."""

    delimiter: str
    width: int
    fields: dict[str, tuple[int, ...]]
    numbers: dict[int, str]


def read_table(file: TextIO) -> Iterator[Listed]:
    """Give every number of a table with what its row says of it. Raises ListFault where no column holds numbers.

    A row that is cut short, never ends or holds signs of no text is given with its fault, never dropped.
    """
    first = file.readline(MOST_LINE_CHARS)
    heads = _heads(first)
    reader = csv.reader(_pieces(file), delimiter=heads.delimiter)
    begins = 2
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Listed(f"line {begins}", fault=f"{error}; is a quote left open, or a line without an end?")
        else:
            if any(cell.strip() for cell in row):
                yield from _listed(f"line {begins}", row, heads)
        begins = reader.line_num + 2


def _heads(first: str) -> _Heads:
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        found: dict[str, list[tuple[int, int]]] = {}
        for place, cell in enumerate(cells):
            field = field_of(cell)
            if field is not None:
                found.setdefault(field.name, []).append((field.rank, place))
        fields = {name: tuple(place for _, place in sorted(ranked)) for name, ranked in found.items()}
        numbers = {place: purpose for name, purpose in NUMBERS.items() for place in sorted(fields.get(name, ()))}
        if numbers:
            return _Heads(delimiter, len(cells), fields, numbers)
    raise ListFault(
        f"line 1: no column holds numbers, it has {show(first.strip())}; expected headings such as "
        "provider,country,number,label (a list of reported numbers: --as reports)"
    )


def _listed(place: str, row: Sequence[str], heads: _Heads) -> Iterator[Listed]:
    if any("\x00" in cell for cell in row):
        yield Listed(place, fault="holds NUL signs; is it UTF-16 without its mark? --charset says it")
        return
    if len(row) != heads.width:
        fault = f"has {len(row)} cells, its table {heads.width}"
        yield Listed(place, number=_numbers_of(row, heads), names=_cells(row, heads, "provider"), fault=fault)
        return
    purpose = next(iter(_cells(row, heads, "purpose")), "")
    listed = Listed(
        place,
        names=_cells(row, heads, "provider"),
        url=next(iter(_cells(row, heads, "url")), ""),
        country=next(iter(_cells(row, heads, "country")), "").upper(),
        label=next(iter(_cells(row, heads, "label")), ""),
    )
    is_empty = True
    for column, said in heads.numbers.items():
        for number in apart(row[column]):
            is_empty = False
            yield listed._replace(number=number, purpose=said or (purpose if purpose in PURPOSES else ""))
    if is_empty:
        yield listed


def _cells(row: Sequence[str], heads: _Heads, field: str) -> tuple[str, ...]:
    places = [place for place in heads.fields.get(field, ()) if place < len(row)]
    return tuple(cell for place in places if (cell := row[place].strip()[:MOST_FIELD_CHARS]))


def _numbers_of(row: Sequence[str], heads: _Heads) -> str:
    return " ".join(row[place].strip()[:MOST_FIELD_CHARS] for place in heads.numbers if place < len(row))


def _pieces(file: TextIO) -> Iterator[str]:
    """The lines of a file, one without an end cut into pieces."""
    while piece := file.readline(MOST_LINE_CHARS):
        yield piece
