"""Plain text to a Document: a block a line; runs of blanks end a column."""

from __future__ import annotations

import re

from directory.records import Page, PageFacts
from verifier.document import Block, Document
from verifier.filters import filter_blocks
from verifier.readers.charset import decode

MEDIA = ("text/plain", "text/markdown", "text/csv")
_COLUMNS = re.compile(r"\t+| {4,}")
LEAD_CHARS = 60


def read_text(body: bytes, page: Page, charset: str = "") -> Document:
    """Read a plain text. charset: as declared, "" for none. `place` is `line N`."""
    decoded = decode(body, charset, page.language)
    blocks: list[Block] = []
    lead = ""
    for number, line in enumerate(decoded.text.replace("\x00", "").splitlines(), 1):
        for column in _COLUMNS.split(line):
            text = column.strip()
            if not text:
                continue
            blocks.append(Block(text, f"line {number}", "visible", lead))
            lead = "" if any(char.isdigit() for char in text) else text[-LEAD_CHARS:]
    facts = PageFacts(encoding=decoded.encoding, text_chars=len(decoded.text))
    return Document(filter_blocks(blocks, page.filters), facts)
