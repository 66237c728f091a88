"""Numbers that a control character shows from right to left: the text holds them backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.find import Piece, find_pieces
from verifier.fold import NOTHING, fold
from verifier.masked import BEFORE_CHARS
from verifier.refuse import refusal

RIGHT_TO_LEFT = "\u202e"
_REVERSED = re.compile("\u202e([^\u202c\u202e\n]{5,80})")


def find_reversed(text: str, regions: tuple[str, ...], lead: str) -> Iterator[Piece]:
    """Yield the numbers of a printed text that an override shows from right to left."""
    for stretch in _REVERSED.finditer(text):
        before = fold(text[max(0, stretch.start() - BEFORE_CHARS) : stretch.start()])
        plain = f"{before}{fold(stretch[1][::-1])}"
        for piece in find_pieces(plain, regions):
            if piece.start >= len(before) and not refusal(plain, plain.lower(), piece, lead):
                last = stretch.end(1) + len(before)
                yield piece._replace(start=last - piece.end, end=last - piece.start)
                break


def hide_reversed(text: str) -> str:
    """The text with nothing where an override turns it round: what stands there is read by `find_reversed`."""
    return _REVERSED.sub(lambda match: NOTHING * len(match[0]), text)
