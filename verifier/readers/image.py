"""Pictures to a Document: the text that recognition finds in them, line by line, each with its box.

Needs the optional extra `ocr`, whose models lie in its own package: nothing is fetched. Runs only inside a reading worker.
"""

from __future__ import annotations

import importlib.util
import io
import math
import warnings
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from directory.records import Page, PageFacts
from verifier.document import Block, Document
from verifier.readers.layout import Cell, lay_out

# What the extra `ocr` brings.
MODULES = ("rapidocr", "onnxruntime", "PIL")
MISSING = "pictures are not read: the extra `ocr` is missing; pip install 'hotlinewatch[ocr]'"
# How each format that pages show begins, and what the decoder calls it.
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WEBP"),
)
# Reliability, 8. A page at 300 dpi has nine millions; decoded, this many take 100 MB.
MOST_PIXELS = 25_000_000
# Longer pictures are made smaller: twice a page at 150 dpi, on which letters of eight points are still read.
MOST_SIDE = 3600
# The longest side of what text is looked for in, in pixels. On the labelled pages of 1,240 by 1,755 at 150 dpi 960 finds
# what 1,600 finds at two thirds of the cost; a longer picture has smaller letters for its size.
PAGE_SIDE = 1800
SEARCH_SIDE, LONG_SEARCH_SIDE = 960, 1600
# What decoding a damaged file raises, by the decoder's documentation and source.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError)

_Point = tuple[float, float]


class _Picture(NamedTuple):
    """Pixels, and how many times smaller than the file's own they are."""

    pixels: Any
    shrunk: float


def can_recognize() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(map(importlib.util.find_spec, MODULES))


def is_picture(body: bytes) -> bool:
    """Whether the bytes begin as a picture of a format that is read."""
    return _format(body) != ""


def read_image(body: bytes, page: Page, charset: str = "") -> Document:
    """Read the text in a picture's first frame; one that is too large or damaged gives a refused Document.

    `place` is `box x0,y0,x1,y1`: pixels from the left and the top of the picture as it is shown. A picture without
    text gives no blocks and is not refused.
    Raises ModuleNotFoundError without the extra `ocr`; ask `can_recognize` first.
    """
    del page, charset
    picture, refused = _decode(body)
    blocks: tuple[Block, ...] = ()
    if picture is not None:
        blocks = tuple(_blocks(_recognize(picture)))
    facts = PageFacts(text_chars=sum(len(block.text) for block in blocks), encoding="image")
    return Document(blocks, facts, refused)


def _format(body: bytes) -> str:
    if body.startswith(b"RIFF") and body[8:12] != b"WEBP":
        return ""
    return next((name for signature, name in SIGNATURES if body.startswith(signature)), "")


def _decode(body: bytes) -> tuple[_Picture | None, str]:
    """The pixels, or why there are none. The size is judged by the header, before anything is decoded."""
    pillow = import_module("PIL.Image")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            header = pillow.open(io.BytesIO(body), formats=[_format(body)])
            if header.width * header.height > MOST_PIXELS:
                return None, f"got {header.width} by {header.height} pixels, expected at most {MOST_PIXELS:,}"
            return _shown(header), ""
    except pillow.DecompressionBombError:
        return None, f"got far more than the {MOST_PIXELS:,} pixels a picture may have"
    except _DAMAGE as error:
        return None, f"a damaged picture: {type(error).__name__}"


def _shown(header: Any) -> _Picture:
    """The first frame as a viewer shows it: turned as the camera was, colours looked up, no longer than is read."""
    is_clear = header.mode in {"LA", "PA", "RGBA", "RGBa"} or "transparency" in header.info
    pixels = import_module("PIL.ImageOps").exif_transpose(header).convert("RGBA" if is_clear else "RGB")
    longest = max(pixels.size)
    if longest <= MOST_SIDE:
        return _Picture(pixels, 1.0)
    pixels.thumbnail((MOST_SIDE, MOST_SIDE))
    return _Picture(pixels, longest / MOST_SIDE)


def _recognize(picture: _Picture) -> list[tuple[str, list[_Point]]]:
    """Each text found and the four corners of its box, in pixels of the file: as it reads, from its top left."""
    side = SEARCH_SIDE if max(picture.pixels.size) <= PAGE_SIDE else LONG_SEARCH_SIDE
    found = _recognizer(side)(picture.pixels)
    boxes = [] if found.boxes is None else found.boxes
    return [
        (str(text), [(float(x) * picture.shrunk, float(y) * picture.shrunk) for x, y in corners])
        for text, corners in zip(found.txts or (), boxes, strict=True)
    ]


def _blocks(found: list[tuple[str, list[_Point]]]) -> Iterator[Block]:
    """The texts as lines. A sign photographed askew is turned level first, so that its lines stand below each other."""
    tilt = median(math.atan2(c[1][1] - c[0][1], c[1][0] - c[0][0]) for _, c in found) if found else 0.0
    cells = [Cell(text, *_box([_turned(corner, -tilt) for corner in corners])) for text, corners in found]
    for line in lay_out(cells):
        _, x0, top, x1, bottom = line.cell
        box = _box([_turned(corner, tilt) for corner in ((x0, top), (x1, top), (x1, bottom), (x0, bottom))])
        place = f"box {','.join(str(round(at)) for at in box)}"
        yield Block(line.cell.text, place, "image", line.lead, line.heading)


def _turned(point: _Point, angle: float) -> _Point:
    x, y = point
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def _box(corners: list[_Point]) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


@cache
def _recognizer(side: int) -> Any:
    """The recognizer that looks for text in pictures of at most `side` pixels; its models are loaded at first use.

    One thread: the reading workers share the machine. Paths of the models are given, so that none is ever fetched.
    """
    import_module("cv2").setNumThreads(1)
    rapidocr = import_module("rapidocr")
    models = Path(str(rapidocr.__file__)).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Global.max_side_len": MOST_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": side,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
