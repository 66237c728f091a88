"""What verbs print: JSON for programs, tables for people, and never a character that a terminal obeys."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
import msgspec

from reports.shown import show, text_width

# Controls above ASCII, the marks that turn or hide text (Unicode UAX 9 and general category Cf), and tags, in which
# whole sentences hide: JSON may carry them as they are, a terminal would obey them. As escapes they stay the same value.
_OBEYED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
COLUMN_GAP = "  "


def to_json(value: Any) -> str:
    """Write a value as one line of JSON: keys as given, records by their fields, every character safe to print."""
    text = msgspec.json.encode(value, enc_hook=str).decode("utf-8")
    return _OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], text)


def print_json(value: Any) -> None:
    """Print one JSON value on a line of its own."""
    click.echo(to_json(value))


def print_line(text: str = "") -> None:
    """Print one line for people; characters that a terminal would obey are drawn as signs."""
    click.echo(show(text))


def warn(text: str) -> None:
    """Print one line on stderr."""
    click.echo(show(text), err=True)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings: drawn on a terminal, in aligned plain text elsewhere. No rows print nothing."""
    cells = [[show(cell) for cell in row] for row in rows]
    if not cells:
        return
    if sys.stdout.isatty():
        _draw(headings, cells)
        return
    columns = range(len(headings))
    widths = [max(text_width(row[column]) for row in [headings, *cells]) for column in columns]
    for row in [list(headings), *cells]:
        padded = [cell + " " * (width - text_width(cell)) for cell, width in zip(row, widths, strict=True)]
        click.echo(COLUMN_GAP.join(padded).rstrip())


def _draw(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    # Imported here: drawing costs 0.1 s that a pipe need not pay.
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(file=sys.stdout, highlight=False).print(table)
