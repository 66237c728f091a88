"""Word documents to a Document: the paragraphs and table cells of the body, then those of headers and footers."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from directory.records import Page, PageFacts
from verifier.document import Block, Document
from verifier.readers.docx_text import Text, XmlRefused, read_texts

MEDIA = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
BODY = "word/document.xml"
# Headers and footers often hold the only number of a letter; their place says which they are.
_PARTS = re.compile(r"word/((?:header|footer)[0-9]{0,3})\.xml")
# A file of Word has some twenty parts, one with many pictures a few hundred.
MOST_ENTRIES = 2000
# A novel of 1,000 pages has 8 MB of markup; what is named smaller than it unpacks to is cut off here as well.
MOST_PART_BYTES = 8 * 1024 * 1024
MOST_PARTS = 20
LEAD_CHARS = 60
_ENTRY = b"PK\x01\x02"
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, KeyError)


class _TooLargeError(ValueError):
    """A part that unpacks to more than is read."""


def is_docx(body: bytes) -> bool:
    """Whether the bytes are an archive that names the body of a Word document."""
    return body.startswith(b"PK\x03\x04") and BODY.encode() in body


def read_docx(body: bytes, page: Page, charset: str = "") -> Document:
    """Read the text of a Word document; what is damaged, locked or unpacks too far gives a refused Document.

    `place` is `paragraph N` or `table N row N cell N`, behind `header1` or `footer1` where it stands in one.
    Text that Word hides, deletions and codes of fields are left out.
    """
    del page, charset
    blocks: tuple[Block, ...] = ()
    refused = ""
    try:
        blocks = tuple(block for name, part in _parts(body) for block in _blocks(name, read_texts(part)))
    except (_TooLargeError, XmlRefused) as error:
        refused = str(error)
    except _DAMAGE as error:
        refused = f"a damaged archive: {type(error).__name__}"
    facts = PageFacts(text_chars=sum(len(block.text) for block in blocks), encoding="docx")
    return Document(blocks, facts, refused)


def _parts(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Each part that holds text, with what its places begin with."""
    entries = body.count(_ENTRY)
    if entries > MOST_ENTRIES:
        raise _TooLargeError(f"got an archive of {entries} entries, expected at most {MOST_ENTRIES}")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        yield "", _unpacked(archive, BODY)
        others = sorted(name for name in set(archive.namelist()) if _PARTS.fullmatch(name))
        for name in others[:MOST_PARTS]:
            yield f"{name.removeprefix('word/').removesuffix('.xml')} ", _unpacked(archive, name)


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    declared = archive.getinfo(name).file_size
    if declared <= MOST_PART_BYTES:
        with archive.open(name) as part:
            content = part.read(MOST_PART_BYTES + 1)
        if len(content) <= MOST_PART_BYTES:
            return content
    raise _TooLargeError(f"{name} unpacks to more than {MOST_PART_BYTES:,} bytes")


def _blocks(part: str, texts: Iterator[Text]) -> Iterator[Block]:
    """One block a text. A paragraph is led by the one before it, a cell by the first of its row and its column's head."""
    lead, row_head, heads = "", "", dict[tuple[int, int], str]()
    for text in texts:
        label = "" if any(map(str.isdigit, text.text)) else text.text[-LEAD_CHARS:]
        if text.cell == 0:
            yield Block(text.text, f"{part}paragraph {text.number}", "visible", lead)
            lead = label
            continue
        if text.cell == 1:
            row_head = label
        if text.row == 1:
            heads[text.number, text.cell] = label
        place = f"{part}table {text.number} row {text.row} cell {text.cell}"
        heading = heads.get((text.number, text.cell), "") if text.row > 1 else ""
        yield Block(
            text.text, place, "visible", row_head if text.cell > 1 else heading, heading if text.cell > 1 else ""
        )
