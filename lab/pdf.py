"""A small PDF as an office program writes one: lines of text in order, Latin digits as plain strings."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A4 in points, margins of two centimetres, 11 point text; source: ISO 216, ISO 32000-1 section 8.3.
_TOP, _LEFT, _LEADING, _SIZE = 785, 57, 19, 11
_LINES_A_PAGE = 38
_RUNS = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
# The collections of fonts that every reader replaces by its own, with the encoding that takes UTF-16 text
# (ISO 32000-1, table 118).
_COLLECTIONS = {
    "zh": ("STSong-Light", "GB1", "UniGB-UCS2-H"),
    "ja": ("HeiseiMin-W3", "Japan1", "UniJIS-UCS2-H"),
    "ko": ("HYSMyeongJo-Medium", "Korea1", "UniKS-UCS2-H"),
}


def write_pdf(lines: Sequence[str], language: str) -> bytes:
    """The lines as a PDF, about forty a page. Signs beyond ASCII need `language` to be zh, ja or ko; else they become "?"."""
    pages = [lines[at : at + _LINES_A_PAGE] for at in range(0, max(1, len(lines)), _LINES_A_PAGE)]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _wide_font(language),
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
            f"/Contents {6 + 2 * number} 0 R >>"
        )
        content = "\n".join(_drawn(_TOP - _LEADING * row, line, language) for row, line in enumerate(page))
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _file(objects)


def _wide_font(language: str) -> str:
    if language not in _COLLECTIONS:
        return "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"
    font, ordering, encoding = _COLLECTIONS[language]
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font} /Encoding /{encoding} /DescendantFonts [<< /Type /Font "
        f"/Subtype /CIDFontType0 /BaseFont /{font} /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) "
        f"/Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /{font} /Flags 4 "
        "/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
    )


def _drawn(height: int, line: str, language: str) -> str:
    """One line: ASCII in Helvetica as a plain string, all else in the language's font as UTF-16."""
    shown = [_run(run, language) for run in _RUNS.findall(line)]
    return f"BT {_LEFT} {height} Td {' '.join(shown)} ET"


def _run(run: str, language: str) -> str:
    if run.isascii() or language not in _COLLECTIONS:
        plain = run.encode("cp1252", "replace").decode("latin-1").replace("\\", "\\\\")
        # Brackets in pairs may stand as they are (ISO 32000-1, 7.3.4.2).
        if not _is_paired(plain):
            plain = plain.replace("(", "\\(").replace(")", "\\)")
        return f"/F1 {_SIZE} Tf ({plain}) Tj"
    return f"/F2 {_SIZE} Tf <{run.encode('utf-16-be').hex().upper()}> Tj"


def _is_paired(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def _file(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
