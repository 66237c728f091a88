"""Plain text to a Document: a block a line; runs of blanks end a column, bars part the cells of a table's row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from directory.records import Page, PageFacts
from verifier.document import Block, Document
from verifier.filters import filter_blocks
from verifier.readers.charset import decode

MEDIA = ("text/plain", "text/markdown", "text/csv")
_COLUMNS = re.compile(r"\t+| {4,}")
# | Poland | 0800 000 000 |, a row of a table in Markdown; a bar behind a backslash parts nothing.
_ROW = re.compile(r"\|.*\|")
_CELLS = re.compile(r"(?<!\\)\|")
# +86 0816, the end of a line at which a number is broken: a country's code and too few digits for a whole number.
_BROKEN = re.compile(r"\+[0-9](?:[ ()-]{0,2}[0-9]){0,8} ?$")
_GOES_ON = re.compile(r"\s*[0-9]")
LEAD_CHARS = 60


def read_text(body: bytes, page: Page, charset: str = "") -> Document:
    """Read a plain text. charset: as declared, "" for none. `place` is `line N`."""
    decoded = decode(body, charset, page.language)
    blocks: list[Block] = []
    lead = row = ""
    for number, line in _whole_lines(decoded.text.replace("\x00", "").splitlines()):
        is_row = _ROW.fullmatch(line.strip()) is not None
        cells = [cell.strip() for cell in (_CELLS if is_row else _COLUMNS).split(line)]
        if is_row:
            # A cell is led by its row's first one; where that is empty, the row above it goes on.
            row = cells[1] or row
        for text in filter(None, cells):
            blocks.append(
                Block(text, f"line {number}", "visible", row[-LEAD_CHARS:] if is_row and text != row else lead)
            )
            lead = "" if any(char.isdigit() for char in text) else text[-LEAD_CHARS:]
    facts = PageFacts(encoding=decoded.encoding, text_chars=len(decoded.text))
    return Document(filter_blocks(blocks, page.filters), facts)


def _whole_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, one that ends inside a number together with the next that is not empty."""
    at = 0
    while at < len(lines):
        line, first = lines[at], at
        at += 1
        if _BROKEN.search(line) is not None:
            following = next((index for index in range(at, len(lines)) if lines[index].strip()), at)
            if following < len(lines) and _GOES_ON.match(lines[following]) is not None:
                line, at = f"{line.rstrip()} {lines[following].lstrip()}", following + 1
        yield first + 1, line
