"""PDF to a Document: lines of text with page and box; pdfium first, pypdf when it finds nothing.

Runs only inside a reading worker: a PDF of 580 bytes can make pdfium take eight gigabytes (reliability, 4.3).
"""

from __future__ import annotations

import io
import logging
import re

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from directory.records import Page, PageFacts
from verifier.document import Block, Document

MEDIA = ("application/pdf",)
# A service agreement has 20 to 40 pages; the measured bombs need thousands (reliability, 8).
MOST_PAGES = 50
MOST_CHARS = 400_000
LEAD_CHARS = 60
_BLANKS = re.compile(r"\s+")


def read_pdf(body: bytes, page: Page, charset: str = "") -> Document:
    """Read the text of a PDF's first pages. `place` is `page N line M`; a damaged file gives a refused Document."""
    del page, charset
    pages, refused = _by_pdfium(body)
    if not any(text.strip() for text in pages):
        pages, refused = _by_pypdf(body)
    blocks: list[Block] = []
    for number, text in enumerate(pages, 1):
        blocks += _lines(text, number)
    facts = PageFacts(text_chars=sum(len(block.text) for block in blocks), encoding="pdf")
    return Document(tuple(blocks), facts, refused="" if blocks else refused)


def _lines(text: str, number: int) -> list[Block]:
    blocks: list[Block] = []
    lead = ""
    for index, line in enumerate(text.splitlines(), 1):
        clean = _BLANKS.sub(" ", line).strip()
        if clean:
            blocks.append(Block(clean, f"page {number} line {index}", "pdf", lead))
            lead = "" if any(char.isdigit() for char in clean) else clean[-LEAD_CHARS:]
    return blocks


def _by_pdfium(body: bytes) -> tuple[list[str], str]:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        return [], f"pdfium: {error}"
    pages: list[str] = []
    try:
        for index in range(min(len(document), MOST_PAGES)):
            page = document[index]
            text = page.get_textpage()
            pages.append(text.get_text_bounded()[:MOST_CHARS])
            text.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        return pages, f"pdfium: page {len(pages) + 1}: {error}"
    finally:
        document.close()
    return pages, "no text in it"


def _by_pypdf(body: bytes) -> tuple[list[str], str]:
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    pages: list[str] = []
    try:
        pages.extend(page.extract_text()[:MOST_CHARS] for page in PdfReader(io.BytesIO(body)).pages[:MOST_PAGES])
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return pages, f"pypdf: {type(error).__name__}: {error}"
    return pages, "no text in it"
