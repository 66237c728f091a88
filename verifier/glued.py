"""Digits that grow out of something: a word, a price, an address, the name of a file."""

from __future__ import annotations

import re

from directory.number import CODE_MOST_DIGITS
from verifier.find import Piece

_MONEY = frozenset("$€£¥₹₩")
ADDRESS_CHARS = 80
_ADDRESS = re.compile(
    r"(?:://|www\.|[a-z0-9]\.(?:com|cn|net|org|html?|php|aspx?|jpe?g|png|pdf)\b|[?&][a-z_]+=|[a-z0-9_-]+/[a-z0-9_-]+/|%[0-9a-f]{2})[!-~]*$"
)

# [800-555-0123](tel:80055501) in plain text: the address of a link, a broken one when no plan knows it.
_DIAL_LINK = re.compile(r"\]\(tel:(?:\\.|[^\\)])*$")
DIAL_LINK_CHARS = 24


def glued_to(lower: str, piece: Piece, *, is_labelled: bool) -> str:
    """What a piece grows out of, "" when it stands by itself: `price`, `address`, or `code` for a name.

    lower: the whole text, folded, in lower case; is_labelled: a word before it calls it a phone.
    """
    before = lower[max(0, piece.start - 1) : piece.start]
    behind = lower[piece.end : piece.end + 2]
    if (before and before in _MONEY) or (behind and behind[0] in _MONEY):
        return "price"
    if behind[:1] == "#" and not piece.is_full:
        return "code"
    # Dial #9110: a sign of the keypad before a code that a word introduces.
    is_keyed = before == "#" and is_labelled and len("".join(piece.groups)) <= CODE_MOST_DIGITS
    if (before and before in "=&@\\#%^" and not is_keyed) or behind[:1] in ("=", "@") or behind == " @":
        return "code"
    # img_400666.png and 400666_2 are names; _(415) 555-0123_ is set in italics.
    if (before == "_" and lower[piece.start - 2 : piece.start - 1].isalnum()) or (
        behind[:1] == "_" and behind[1:].isalnum()
    ):
        return "code"
    if not piece.is_full and _DIAL_LINK.search(lower[max(0, piece.start - DIAL_LINK_CHARS) : piece.start]):
        return "address"
    if before > " " and _ADDRESS.search(lower[max(0, piece.start - ADDRESS_CHARS) : piece.start].rpartition(" ")[2]):
        return "address"
    if before.isascii() and before.isalpha() and not (piece.is_full and (is_labelled or piece.has_plus)):
        return "code"
    is_tailed = behind[:1].isascii() and (behind[:1].isalpha() or (behind[:1] == "-" and behind[1:].isalpha()))
    if is_tailed and not piece.is_full:
        return "code"
    return "code" if is_tailed and not is_labelled and len(piece.groups) < 3 else ""
