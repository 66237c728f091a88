"""The process that cuts the parts around numbers out of one screenshot: decodes it, frames the number, writes PNG anew.

Reads one JSON line (`Cuts`) and the screenshot from standard input; writes, for each box in turn, a JSON line (`Piece`)
and the bytes it tells the size of. What it refuses it says on standard error, with exit code 2. A screenshot out of
somebody else's archive is as hostile as a page.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings
from typing import IO

import msgspec
from PIL import Image, ImageDraw

from directory.records import Record

# A screenshot of ours is 1280 by 8,000 at most (crawler.rendering); a wider page than that is no page.
MOST_PIXELS = 24_000_000
# Enough of the line before and behind a number to read its label, on a phone's screen as well.
WIDTH, HEIGHT = 640, 200
# What people see of a number's own surroundings at least, where it is printed very large.
MARGIN = 24
# The frame around the number: its colour stands out on light and dark pages and for those who see no red.
FRAME = (213, 94, 0)
FRAME_GAP, FRAME_WIDTH = 4, 2
MEMORY_BYTES = 768 * 1024 * 1024
PROCESSOR_S = 30
REFUSED = 2

Box = tuple[int, int, int, int]


class Cuts(Record, frozen=True):
    """Where the numbers stand: x, y, width, height in pixels of the screenshot."""

    boxes: tuple[Box, ...]


class Piece(Record, frozen=True):
    """One picture: how many bytes of PNG follow, 0 where the box lies outside the screenshot; its width and height."""

    size_bytes: int
    width: int = 0
    height: int = 0


class Refused(ValueError):  # noqa: N818 - what is said to a person
    """A screenshot that nothing is cut from: says what came and what was expected."""


def decode(body: bytes) -> Image.Image:
    """Give the pixels of a screenshot. Raises Refused for one that is none, or too large by its header."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            header = Image.open(io.BytesIO(body), formats=("PNG",))
            if header.width * header.height > MOST_PIXELS:
                raise Refused(f"got {header.width} by {header.height} pixels, expected at most {MOST_PIXELS:,} in all")
            return header.convert("RGB")
    except Image.DecompressionBombError as error:
        raise Refused(f"got far more than {MOST_PIXELS:,} pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"got a damaged screenshot ({type(error).__name__}), expected a whole PNG") from error


def area(box: Box, size: tuple[int, int]) -> Box:
    """Give left, top, right and bottom of the part to cut around a box, within a picture of that size."""
    x, y, width, height = box
    wide, high = max(WIDTH, width + 2 * MARGIN), max(HEIGHT, height + 2 * MARGIN)
    left = max(0, min(x + width // 2 - wide // 2, size[0] - wide))
    top = max(0, min(y + height // 2 - high // 2, size[1] - high))
    return left, top, min(size[0], left + wide), min(size[1], top + high)


def cut(picture: Image.Image, box: Box) -> tuple[Piece, bytes]:
    """Cut the part around a box, with a frame around the number."""
    x, y, width, height = box
    if x < 0 or y < 0 or width <= 0 or height <= 0 or x + width > picture.width or y + height > picture.height:
        return Piece(size_bytes=0), b""
    left, top, right, bottom = area(box, picture.size)
    part = picture.crop((left, top, right, bottom))
    frame = (x - left - FRAME_GAP, y - top - FRAME_GAP, x - left + width + FRAME_GAP, y - top + height + FRAME_GAP)
    ImageDraw.Draw(part).rectangle(frame, outline=FRAME, width=FRAME_WIDTH)
    # Few colours are lost on a page of text, and the picture takes a third.
    out = io.BytesIO()
    part.quantize(256, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return Piece(size_bytes=len(out.getvalue()), width=part.width, height=part.height), out.getvalue()


def main(source: IO[bytes], target: IO[bytes]) -> int:
    """Carry out one order; gives the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S))
    cuts = msgspec.json.decode(source.readline(), type=Cuts)
    try:
        picture = decode(source.read())
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    for box in cuts.boxes:
        piece, body = cut(picture, box)
        target.write(msgspec.json.encode(piece) + b"\n" + body)
    return 0
