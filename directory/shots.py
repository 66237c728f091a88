"""What a rendered page looked like: where its digits stand on its screenshot. Pure.

A WARC file of ours holds three records for a rendered page: the response (its markup as the browser had it), a resource
`urn:fullPage:ADDRESS` (the screenshot, PNG) that names the response as WARC-Concurrent-To, and a metadata record
(JSON, a Shot) that names it as WARC-Refers-To. The response carries the header X-Rendered-By.
"""

from __future__ import annotations

import msgspec

from directory.records import Record

RENDERED_BY = "X-Rendered-By"
FULL_PAGE = "urn:fullPage:"
PNG = "image/png"
SHOT_MEDIA = "application/json"
# A number printed over more pieces than this is no number: 15 digits, each in an element of its own (E.164).
MOST_PIECES = 15


class Box(Record, frozen=True):
    """Where one text with digits stands, in CSS pixels from the page's upper left corner.

    path: CSS path of the element that holds the text, written as a sighting's place is (`…[href]` for a telephone
    link). text: from its first digit to its last, cut at 200 characters.
    """

    path: str
    text: str
    x: int
    y: int
    width: int
    height: int


class Shot(Record, frozen=True):
    """The layout of one rendered page: its size in CSS pixels, and the boxes of its texts with digits in page order.

    image_height: how much of `height` the screenshot holds, from the top; 0 when there is no screenshot. One CSS pixel
    is one pixel of it.
    """

    width: int
    height: int
    image_height: int = 0
    boxes: tuple[Box, ...] = ()


def find_box(shot: Shot, place: str, raw: str) -> Box | None:
    """Find where the number `raw`, sighted at `place`, stands on the screenshot; None when it is nowhere visible.

    place: a sighting's place; texts below it are looked at first, then all others. A number printed in several pieces
    gets the box around them. The box's path and text are those of its first piece.
    """
    wanted = digits_of(raw)
    if not wanted:
        return None
    below = [box for box in shot.boxes if box.path == place or box.path.startswith((f"{place} > ", f"{place}["))]
    return window(below, wanted) or window(shot.boxes, wanted)


def window(boxes: list[Box] | tuple[Box, ...], wanted: str) -> Box | None:
    """Give the box around the fewest neighbouring texts that together hold the wanted digits."""
    digits = [digits_of(box.text) for box in boxes]
    for size in range(1, min(MOST_PIECES, len(boxes)) + 1):
        for start in range(len(boxes) - size + 1):
            if wanted in "".join(digits[start : start + size]):
                return around(boxes[start : start + size])
    return None


def around(boxes: list[Box] | tuple[Box, ...]) -> Box:
    """Give the box that holds all of `boxes`, with the path and text of the first."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return msgspec.structs.replace(boxes[0], x=left, y=top, width=right - left, height=bottom - top)


def digits_of(text: str) -> str:
    """Give the decimal digits of a text, those of any script in ASCII."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())
