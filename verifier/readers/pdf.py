"""PDF to a Document: lines of text with page and box; pdfium first, pypdf when it finds nothing.

Runs only inside a reading worker: a PDF of 580 bytes can make pdfium take eight gigabytes (reliability, 4.3).
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from directory.records import Page, PageFacts
from verifier.document import Block, Document
from verifier.readers.layout import lay_out
from verifier.readers.pdf_cells import on_page, page_cells

MEDIA = ("application/pdf",)
# A service agreement has 20 to 40 pages; the measured bombs need thousands (reliability, 8).
MOST_PAGES = 50
# Fifty full pages of small print; a character costs some four microseconds.
MOST_CHARS = 400_000
LEAD_CHARS = 60
_BLANKS = re.compile(r"\s+")


def read_pdf(body: bytes, page: Page, charset: str = "") -> Document:
    """Read the text of a PDF's first pages; a damaged file gives a refused Document.

    `place` is `page N box x0,y0,x1,y1`: points from the left and the top of the page before its own rotation;
    from the second reader, which knows no boxes, `page N line M`.
    """
    del page, charset
    blocks, refused = _by_pdfium(body)
    if not blocks:
        blocks, refused = _by_pypdf(body)
    facts = PageFacts(text_chars=sum(len(block.text) for block in blocks), encoding="pdf")
    return Document(tuple(blocks), facts, refused="" if blocks else refused)


def _by_pdfium(body: bytes) -> tuple[list[Block], str]:
    blocks: list[Block] = []
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        return blocks, f"pdfium: {error}"
    try:
        left = MOST_CHARS
        for number in range(1, min(len(document), MOST_PAGES) + 1):
            page_blocks = list(_page_blocks(document[number - 1], number, left))
            left -= sum(len(block.text) for block in page_blocks)
            blocks += page_blocks
    except pypdfium2.PdfiumError as error:
        return blocks, f"pdfium: {error}"
    finally:
        document.close()
    return blocks, "no text in it"


def _page_blocks(page: pypdfium2.PdfPage, number: int, most_chars: int) -> Iterator[Block]:
    edge, _, _, head = page.get_bbox()
    text = page.get_textpage()
    cells = page_cells(text, most_chars)
    text.close()
    page.close()
    for turn in sorted(cells):
        for line in lay_out(cells[turn]):
            x0, bottom, x1, top = on_page(turn, line.cell[1:])
            box = ",".join(str(round(at)) for at in (x0 - edge, head - top, x1 - edge, head - bottom))
            yield Block(line.cell.text, f"page {number} box {box}", "pdf", line.lead, line.heading)


def _by_pypdf(body: bytes) -> tuple[list[Block], str]:
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    blocks: list[Block] = []
    try:
        for number, page in enumerate(PdfReader(io.BytesIO(body)).pages[:MOST_PAGES], 1):
            blocks += _lines(page.extract_text()[:MOST_CHARS], number)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return blocks, f"pypdf: {type(error).__name__}: {error}"
    return blocks, "no text in it"


def _lines(text: str, number: int) -> Iterator[Block]:
    lead = ""
    for index, line in enumerate(text.splitlines(), 1):
        clean = _BLANKS.sub(" ", line).strip()
        if clean:
            yield Block(clean, f"page {number} line {index}", "pdf", lead)
            lead = "" if any(char.isdigit() for char in clean) else clean[-LEAD_CHARS:]
