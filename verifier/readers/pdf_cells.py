"""The characters of a PDF page, as pdfium places them, joined to cells: runs that stand on one line without a wide gap."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from verifier.readers.layout import Cell, is_column_gap

# A run goes on while the next character stands on its line and is not set back.
LINE_SHIFT = 0.3
SET_BACK = 0.5
# pdfium's own sign for a hyphen at a line's end.
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\xad": "-"}
QUARTER_TURNS = 4


class Glyph(NamedTuple):
    """One character and its box, turned so that its text runs to the right and lines go down."""

    char: str
    is_typed: bool
    turn: int
    x0: float
    top: float
    x1: float
    bottom: float


def page_cells(text: Any, most_chars: int) -> dict[int, list[Cell]]:
    """The cells of a pdfium text page by the quarter turns of their text; coordinates turned upright, see `upright`."""
    found: dict[int, list[Cell]] = {}
    run: list[Glyph] = []
    for glyph in _glyphs(text, most_chars):
        if run and not _goes_on(run, glyph):
            _close(run, found)
            run = []
        if run or not glyph.char.isspace():
            run.append(glyph)
    _close(run, found)
    return found


def upright(turn: int, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """left, bottom, right, top of a page as x0, top, x1, bottom of text that is turned `turn` quarters to the left."""
    left, bottom, right, top = box
    return (
        (left, -top, right, -bottom),
        (bottom, left, top, right),
        (-right, bottom, -left, top),
        (-top, -right, -bottom, -left),
    )[turn]


def on_page(turn: int, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The way back from `upright`."""
    x0, top, x1, bottom = box
    return ((x0, -bottom, x1, -top), (top, x0, bottom, x1), (-x1, top, -x0, bottom), (-bottom, -x1, -top, -x0))[turn]


def _glyphs(text: Any, most_chars: int) -> Iterator[Glyph]:
    rect = pdfium.FS_RECTF()
    high = ""
    for index in range(min(max(pdfium.FPDFText_CountChars(text), 0), most_chars)):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        if "\ud800" <= char <= "\udbff":
            high = char
            continue
        if "\udc00" <= char <= "\udfff":
            char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        high = ""
        char = _HYPHENS.get(char, char)
        if not pdfium.FPDFText_GetLooseCharBox(text, index, rect):
            continue
        turn = (
            0 if char.isspace() else -round(pdfium.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % QUARTER_TURNS
        )
        is_typed = pdfium.FPDFText_IsGenerated(text, index) == 0
        if char.isprintable() or char.isspace():
            yield Glyph(char, is_typed, turn, *upright(turn, (rect.left, rect.bottom, rect.right, rect.top)))


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    if glyph.char.isspace():
        return glyph.char not in "\r\n"
    last = next(one for one in reversed(run) if not one.char.isspace())
    height = last.bottom - last.top
    gap = glyph.x0 - last.x1
    if glyph.turn != last.turn or abs(glyph.bottom - last.bottom) > LINE_SHIFT * height or gap < -SET_BACK * height:
        return False
    is_figures = last.char.isdigit() and glyph.char.isdigit() and not (run[-1].char.isspace() and run[-1].is_typed)
    return not is_column_gap(gap, height, is_figures=is_figures)


def _close(run: list[Glyph], found: dict[int, list[Cell]]) -> None:
    shown = [glyph for glyph in run if not glyph.char.isspace()]
    if not shown:
        return
    text = " ".join("".join(glyph.char for glyph in run).split())
    found.setdefault(shown[0].turn, []).append(
        Cell(
            text,
            shown[0].x0,
            min(glyph.top for glyph in shown),
            max(glyph.x1 for glyph in shown),
            max(glyph.bottom for glyph in shown),
        )
    )
