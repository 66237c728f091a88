"""How a number must be written when no word near it says that it is one."""

from __future__ import annotations

from itertools import islice

from directory.number import calling_code, country_of, number_type
from verifier.find import Piece

# Beside a number that counts as alone there is room for a bracket's word or a flag's two letters, no more.
BESIDE_LETTERS = 3
# Kinds of line whose digits say so by themselves when nothing else stands in a text.
_ALONE_KINDS = frozenset({"mobile", "shared_cost", "toll_free"})
# Kinds that only firms have, in groups of their own: 444 1 234 in Turkey, 1900 545436 in Vietnam.
_SERVICE_KINDS = frozenset({"shared_cost", "toll_free", "uan", "premium"})
# North American plans do not part mobile from fixed lines, and an item's id has the same ten digits.
_ALONE_UNNAMED_KINDS = frozenset({"fixed_line_or_mobile"})
# Prefixes that are printed without blanks and are nothing else at this length.
_FREE_CALLS = ("400", "1800", "0800")
_FREE_CALL_DIGITS = 10
_FREE_CALL_KINDS = frozenset({"shared_cost", "toll_free"})


def unlabelled_refusal(folded: str, piece: Piece, lead: str) -> str:
    """Why a valid number without a label is not taken for one, "" when it is: `shape` or `bare`.

    folded: the whole text, folded; lead: folded words that introduce it from outside, "" for none.
    """
    body = folded[piece.start : piece.end]
    # Only a phone number has an extension in words.
    if body[0] == "+" or any(map(str.isalpha, body)):
        return ""
    if len(piece.groups) > 1:
        is_written = is_written_well(piece, is_bracketed=body[0] == "(")
        if is_written or (is_alone(folded, body) and (body[0] == "0" or number_type(piece.keys[0]) in _SERVICE_KINDS)):
            return ""
        return "shape"
    is_free_call = len(body) >= _FREE_CALL_DIGITS and body.startswith(_FREE_CALLS)
    if not (is_free_call or is_alone(folded, body)):
        return "bare"
    kind = number_type(piece.keys[0])
    if is_free_call and kind in _FREE_CALL_KINDS:
        return ""
    says_itself = body[0] == "0" or kind in _ALONE_KINDS or (not lead and kind in _ALONE_UNNAMED_KINDS)
    return "" if says_itself and is_alone(folded, body) else "bare"


def is_alone(folded: str, body: str) -> bool:
    """Whether a text holds hardly more than this number."""
    own = sum(map(str.isalnum, body))
    return next(islice(filter(str.isalnum, folded), own + BESIDE_LETTERS + 1, None), None) is None


def is_written_well(piece: Piece, *, is_bracketed: bool) -> bool:
    """Whether its groups are those of a printed number: an opening zero, 1 or bracket, then groups of two to four."""
    sizes = [len(group) for group in piece.groups]
    if max(sizes) > 8 or sum(sizes) < 8:
        return False
    if is_bracketed and sizes[0] in (2, 3, 4, 5):
        return True
    if piece.groups[0][0] == "0" or sizes == [3, 3, 4] or _opens_with_prefix(piece):
        return True
    if sizes == [3, 7] and piece.keys[0].startswith("+1"):
        return True
    return all(2 <= size <= 4 for size in sizes)


def _opens_with_prefix(piece: Piece) -> bool:
    """Whether the first of three groups and more is what callers dial before an area: 1, a Russian 8, 86-571-…, 886-2-…"""
    first, key = piece.groups[0], piece.keys[0]
    if len(piece.groups) < 3:
        return False
    if first == "1" or (first == "8" and key.startswith("+7")):
        return True
    country = country_of(key)
    return bool(country) and key.startswith(f"+{first}") and first == str(calling_code(country))
