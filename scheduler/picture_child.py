"""The process that makes a person's picture fit to be kept: decodes it, paints over what is private, writes it anew.

Reads one JSON line (`Order`) and the picture from standard input, writes the new picture to standard output. What it
refuses it says on standard error, with exit code 2. Nothing of the old file but its colours reaches the new one.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings
from typing import IO

import msgspec
from PIL import Image, ImageDraw, ImageOps

from directory.records import Record

# A phone's screen has 4 megapixels, a long screenshot of ten of them 40; decoded, a pixel takes 4 bytes, and twice.
MOST_PIXELS = 40_000_000
# Wide enough to read every word of a phone's or a desk's screen; a taller one is kept whole, as long as it is.
MOST_WIDTH = 4_096
# Address space for two copies of the largest picture, beside the program.
MEMORY_BYTES = 1024 * 1024 * 1024
# Decoding and writing the largest takes 8 s here; a busy machine gets room.
PROCESSOR_S = 60
FORMATS = ("PNG", "JPEG", "WEBP")
# Where letters stay sharp; more only makes it larger (libjpeg's own scale of quality).
JPEG_QUALITY = 90
REFUSED = 2
# What is painted over a private part: nothing of it can be guessed from the paint.
PAINT = (0, 0, 0)


class Order(Record, frozen=True):
    """What to paint over: rectangles of x, y, width and height in pixels from the upper left of the picture as it is seen."""

    cuts: tuple[tuple[int, int, int, int], ...] = ()


class Refused(ValueError):  # noqa: N818 - what is said to a person
    """A picture that is not kept: says what came and what was expected."""


def rewrite(body: bytes, order: Order) -> bytes:
    """Write the picture anew, as PNG or JPEG, without anything that its file held beside it. Raises Refused.

    The size is judged by the header, before anything is decoded. It is turned as its camera was held, see-through
    parts become white, and one that is too wide is made smaller after the cuts.
    """
    picture, kind = _decode(body)
    paint = ImageDraw.Draw(picture)
    for x, y, width, height in order.cuts:
        if not (
            x >= 0
            and y >= 0
            and width > 0
            and height > 0
            and x + width <= picture.width
            and y + height <= picture.height
        ):
            raise Refused(
                f"--cut {x},{y},{width},{height}: is no part of the picture, which is {picture.width} by {picture.height} pixels"
            )
        paint.rectangle((x, y, x + width - 1, y + height - 1), fill=PAINT)
    if picture.width > MOST_WIDTH:
        picture = picture.resize((MOST_WIDTH, max(1, picture.height * MOST_WIDTH // picture.width)))
    out = io.BytesIO()
    if kind == "JPEG":
        picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _decode(body: bytes) -> tuple[Image.Image, str]:
    """The pixels, bare of everything else, and the format they came in."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            header = Image.open(io.BytesIO(body), formats=FORMATS)
            if header.width * header.height > MOST_PIXELS:
                raise Refused(f"got {header.width} by {header.height} pixels, expected at most {MOST_PIXELS:,} in all")
            if getattr(header, "n_frames", 1) != 1:
                raise Refused("got a moving picture, expected a still one")
            shown = ImageOps.exif_transpose(header).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise Refused(f"got far more than {MOST_PIXELS:,} pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"got a damaged picture ({type(error).__name__}), expected a whole PNG, JPEG or WebP") from error
    # A new picture from the colours alone: no EXIF, place, profile, comment or hidden colour comes along.
    bare = Image.new("RGBA", shown.size, (255, 255, 255, 255))
    bare.alpha_composite(shown)
    return bare.convert("RGB"), header.format or "PNG"


def main(source: IO[bytes], target: IO[bytes]) -> int:
    """Carry out one order; gives the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S))
    order = msgspec.json.decode(source.readline(), type=Order)
    try:
        target.write(rewrite(source.read(), order))
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    return 0
