"""Pages that the readers' tests draw: PDFs written by hand, with each text where the test puts it."""

from __future__ import annotations

from typing import NamedTuple


class At(NamedTuple):
    """A text and where it begins: points from the left and from the foot of the page; turned so many degrees left."""

    x: float
    y: float
    text: str
    size: float = 12
    turned: int = 0


_TURNS = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}


def a_pdf(*pages: list[At] | tuple[str, ...]) -> bytes:
    """A PDF of 300 by 300 points a page; a page of plain strings has them as lines below each other."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        texts = [one if isinstance(one, At) else At(20, 250 - 20 * row, one) for row, one in enumerate(page)]
        shown = "".join(
            f"BT /F1 {one.size} Tf {_TURNS[one.turned]} {one.x} {one.y} Tm ({_escaped(one.text)}) Tj ET\n"
            for one in texts
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    return _written(objects)


def _written(objects: list[str]) -> bytes:
    body = b"%PDF-1.4\n"
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    tail = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return body + f"{tail}startxref\n{len(body)}\n%%EOF\n".encode()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
