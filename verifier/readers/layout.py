"""Where text stands on a page, in words for the finder: cells of text to lines, each with what introduces it.

A PDF and a picture know boxes of text and nothing else: this module says which belong together.
Coordinates run from the left and from the top; every measure is a multiple of a line's height, so units do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from verifier.meaning import LABEL_CHARS

# Gaps in heights of a line. A typed blank is a quarter of one and up to one in justified text; the columns of the
# labelled tables stand at least 1.5 apart, those of the narrowest two thirds, where both sides are figures.
COLUMN_GAP = 1.0
FIGURES_GAP = 0.55
BLANK_GAP = 0.15
# How far boxes of one line reach into each other; more is text printed over text.
OVERLAP = 0.5
# Raised and lowered signs, footnotes of a figure among them, are smaller than the line they stand in.
ALIKE_SIZE = 0.75
# Lines of one paragraph stand closer than this, from foot to head.
LINE_GAP = 0.9
# The line before stands at most this many heights above.
MOST_LEAD_GAP = 2.0
# A cell of a column looks this many rows up or down for the next of it: columns beside it have rows of their own.
MOST_ROWS_UP = 6
_FIGURE = re.compile(r"[^\w+(]*[+(]*[0-9]")
_NUMBER = re.compile(r"[0-9]{4}")
_WORD = re.compile(r"[^\W\d_]{2}")
# 206-231- | 3500, (816) | 329-4059: what a line's end leaves open.
_OPEN_END = re.compile(r"[0-9)] ?[-\u2010-\u2014/]$|[+(]$|\(\+?[0-9]{1,5}\)$")
_FIGURE_END = re.compile(r"[0-9]$")
_GOES_ON = re.compile(r"[(\[]?[0-9]")
_GOES_ON_OPEN = re.compile(r"[(\[]?(?:[0-9]|[A-Z]{3,})")


class Cell(NamedTuple):
    """A run of text on one line and its box. x0 < x1 from the left, top < bottom from the top."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """From head to foot."""
        return self.bottom - self.top


class Line(NamedTuple):
    """A cell as the finder reads it.

    lead: what introduces it; heading: of its column, where the lead stands to its left; "" where nothing does.
    column: what heads the cells below this one.
    """

    cell: Cell
    lead: str
    heading: str
    column: str


def lay_out(cells: Iterable[Cell]) -> list[Line]:
    """The lines of one page from top to bottom, columns and table cells apart, each with what introduces it.

    A cell that begins with a figure is introduced by the words to its left and by its column's heading; any other,
    and one that neither of them introduces, by the line above.
    """
    rows: list[list[Line]] = []
    for row in _close_numbers([_join_row(row) for row in _rows(cells)]):
        over = rows[-MOST_ROWS_UP:]
        rows.append([_introduce(over, row[:place], cell) for place, cell in enumerate(row)])
    return [line for row in rows for line in row]


def _introduce(rows: Sequence[Sequence[Line]], before: Sequence[Cell], cell: Cell) -> Line:
    """A cell with what introduces it. rows: those above; before: the cells to its left."""
    above = next((line for row in reversed(rows) for line in row if _is_over(line.cell, cell)), None)
    is_near = above is not None and cell.top - above.cell.bottom <= MOST_LEAD_GAP * cell.height
    line_above = _label(above.cell.text) if above is not None and is_near else ""
    over = above.column if above is not None else ""
    column = _label(cell.text) if _WORD.search(cell.text) is not None else over
    if _FIGURE.match(cell.text) is None:
        return Line(cell, line_above, "", column)
    left = next((one.text for one in reversed(before) if _WORD.search(one.text) and not _NUMBER.search(one.text)), "")
    if left and len(left) <= LABEL_CHARS:
        return Line(cell, left, over, column)
    return Line(cell, line_above or over, "", column)


def _label(text: str) -> str:
    """What a line says of what follows it: its end, where no figure stands in it."""
    return "" if any(map(str.isdigit, text)) else text[-LABEL_CHARS:]


def _is_over(one: Cell, other: Cell) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _rows(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Cells by line, top to bottom: one belongs to a line when its middle lies within the line's first cell."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: (cell.top + cell.bottom, cell.x0)):
        middle = (cell.top + cell.bottom) / 2
        first = rows[-1][0] if rows else None
        if first is not None and first.top < middle < first.bottom and (first.top + first.bottom) / 2 > cell.top:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda cell: cell.x0) for row in rows]


def _join_row(row: Sequence[Cell]) -> list[Cell]:
    joined: list[Cell] = []
    for cell in row:
        last = joined[-1] if joined else None
        if last is None or not _is_next(last, cell):
            # Bold letters are often made by printing twice.
            if last is None or last.text != cell.text or cell.x0 > last.x1:
                joined.append(cell)
            continue
        blank = " " if cell.x0 - last.x1 > BLANK_GAP * last.height else ""
        joined[-1] = _union(last, cell, f"{last.text}{blank}{cell.text}")
    return joined


def _is_next(last: Cell, cell: Cell) -> bool:
    gap = cell.x0 - last.x1
    if not _is_alike(last, cell) or gap < -OVERLAP * cell.height:
        return False
    return not is_column_gap(gap, last.height, is_figures=last.text[-1:].isdigit() and cell.text[:1].isdigit())


def is_column_gap(gap: float, height: float, *, is_figures: bool) -> bool:
    """Whether a gap is too wide for one text; is_figures: it stands between two of them, and no blank is typed there."""
    return gap > height * (FIGURES_GAP if is_figures else COLUMN_GAP)


def _union(one: Cell, other: Cell, text: str) -> Cell:
    return Cell(
        text, min(one.x0, other.x0), min(one.top, other.top), max(one.x1, other.x1), max(one.bottom, other.bottom)
    )


def _close_numbers(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows with each number whole that a line's end broke: its rest is taken up into the line it began in."""
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            for below, under in enumerate(rows[number + 1 : number + 1 + MOST_ROWS_UP], number + 1):
                rest = next((one for one in under if _is_under(cell, one)), None)
                if rest is not None and _is_broken(rows, number, cell, rest):
                    blank = "" if cell.text.endswith("-") else " "
                    row[place] = _union(cell, rest, f"{cell.text}{blank}{rest.text}")
                    rows[below] = [one for one in under if one is not rest]
                if rest is not None:
                    break
    return [row for row in rows if row]


def _is_under(cell: Cell, other: Cell) -> bool:
    """Whether `other` is the next line of the same paragraph or list."""
    gap = other.top - cell.bottom
    is_near = -OVERLAP * cell.height <= gap <= LINE_GAP * cell.height
    return is_near and _is_alike(cell, other) and _is_over(cell, other)


def _is_alike(cell: Cell, other: Cell) -> bool:
    small, large = sorted((cell.height, other.height))
    return small >= ALIKE_SIZE * large


def _is_broken(rows: Sequence[Sequence[Cell]], number: int, cell: Cell, rest: Cell) -> bool:
    if _WORD.search(cell.text) is None and _WORD.search(rest.text) is None:
        return False
    if _OPEN_END.search(cell.text):
        return _GOES_ON_OPEN.match(rest.text) is not None
    if not (_FIGURE_END.search(cell.text) and _GOES_ON.match(rest.text)):
        return False
    # Full to the right edge that its neighbours share: what follows had no room in it.
    word = len(rest.text.partition(" ")[0]) / len(rest.text) * (rest.x1 - rest.x0)
    near = [
        one.x1
        for row in rows[max(0, number - 3) : number + 4]
        for one in row
        if one is not cell and _is_over(one, cell)
    ]
    edge = max(near, default=0.0)
    return edge - word < cell.x1 < edge + cell.height
