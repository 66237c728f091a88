"""Find what could be a phone number: runs of digit groups, cut into the pieces that a plan can dial.

Linear in the text: one scan for runs; inside a run every piece starts at a group and looks at most
MOST_GROUPS groups ahead. Nothing here decides whether a piece *is* a phone number: refuse and sight do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from directory.number import calling_code, ext_of, with_ext
from directory.plans import is_full
from directory.printed import NATIONAL_MOST_DIGITS, read_digits
from verifier.dates import is_date, without_date
from verifier.extension import extension_behind
from verifier.joined import hangs, is_joined, without_open_bracket
from verifier.listed import JOIN, TAIL_GROUPS, Whole, is_code, read_tail
from verifier.north_american import GROUPS, POSTCODE_AND_NUMBER, TOLL_FREE, as_printed, written_abroad
from verifier.vanity import find_vanity

# French and Danish pairs behind a country's code, "00 33 (0)1 23 45 67 89": eight groups.
MOST_GROUPS = 8
MOST_PAIRS = 5
# 00 and a country's code before fifteen digits; a longer run is no number whatever its plan.
MOST_DIGITS = 18
FULL_LEAST_DIGITS = 7
CODE_LEAST_DIGITS = 3
# Lines of six digits at a local call's price: 13 12 34 (ACMA, Telecommunications Numbering Plan 2015).
AUSTRALIAN_SIX = "13"

# What may stand between two groups of one number. U+200B stands for everything invisible (fold).
_JOIN = (
    r"\u200b*(?: {0,2}(?:[-./~_*]|--) {0,2}| {1,3}| {0,2}[)\]] {0,2}[-./]? {0,2}[(\[]? ?| {0,2}[(\[] ?|\u200b)\u200b*"
)
# Written so that it begins with one set of signs: the search then passes over all other text at full speed.
RUN = re.compile(rf"[+(\[0-9](?:(?<=[0-9])[0-9]*|(?<=\+) ?[(\[]?[0-9]+|(?<=[(\[])\+? ?[0-9]+)(?:{_JOIN}[0-9]+)*")
GROUP = re.compile(r"[0-9]+")
MONEY = frozenset("$€£¥₹₩")


class Piece(NamedTuple):
    """A span of folded text and the keys that a caller could dial for it, the preferred one first.

    is_full: a region's full metadata calls it valid. groups: the digits of each group as printed.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    is_full: bool
    groups: tuple[str, ...]
    has_plus: bool = False


def find_pieces(
    folded: str,
    regions: Sequence[str],
    start: int = 0,
    end: int | None = None,
    may_be_code: Callable[[int, int], bool] = lambda _start, _end: True,
) -> Iterator[Piece]:
    """Yield the pieces of a folded text in order, never overlapping; regions as in `read_number`.

    start, end: only what begins in this span is looked for, a plus or bracket before it included; None: to the end.
    may_be_code: whether the run in a span can be a line outside every plan; asked at most once a run, in order.
    """
    places = tuple(regions)
    at = _opening(folded, 0, start) if start else 0
    before: Piece | None = None
    while (match := RUN.search(folded, at)) is not None and (end is None or match.start() < end):
        # An extension in words reaches into the run behind it: 400-666-8800转123.
        first, last = match.span()
        word = _vanity(folded, first, last, places)
        at = last if word is None else word.end
        if word is not None:
            last = word.start
        if before is not None and JOIN.fullmatch(folded, before.end, first) is None:
            before = None
        is_any = last - first >= CODE_LEAST_DIGITS and (
            "+" in match[0] or before is not None or may_be_code(first, last)
        )
        if is_any or (last - first >= FULL_LEAST_DIGITS and not is_date(folded, first, last)):
            for piece, whole in _cut(folded, _Run(first, last, is_any), places, before):
                yield piece
                at, before = max(at, piece.end), whole
        if word is not None:
            yield word


class _Run(NamedTuple):
    """A run of digit groups; is_any: lines outside every plan are looked for in it too."""

    start: int
    end: int
    is_any: bool


def _cut(
    folded: str, run: _Run, regions: tuple[str, ...], before: Piece | None
) -> Iterator[tuple[Piece, Piece | None]]:
    """Cut one run into pieces, the longest that a plan calls valid first.

    before: the number whose last digits a tail behind it replaces; each piece comes with the one for what follows.
    """
    start, end, is_any = run
    groups = [group.span() for group in GROUP.finditer(folded, start, end)]
    # 9:00, 12:30-18:00: the group before a colon and two digits is an hour, the one behind it minutes, no part of a number.
    while len(groups) > 1 and folded[groups[-1][1] : groups[-1][1] + 1] == ":" and _is_hour(folded, groups[-1]):
        groups.pop()
    # 8181.46 · 28/11/2025: an amount and the day it was paid.
    if folded[start] != "+":
        groups = without_date(folded, groups)
    # $20 415-555-0123: the amount ends at its blank.
    if len(groups) > 1 and folded[start - 1 : start] in MONEY and folded[groups[0][1]] == " ":
        del groups[0]
    if len(groups) > 1 and groups[0] == (start, start + 2) and folded[start - 1] == ":" and folded[start - 2].isdigit():
        del groups[0]
    at = 0
    while at < len(groups):
        piece, tail = _longest(folded, start, groups, at, regions), None
        if piece is None and before is not None:
            piece = tail = _inherit(folded, groups, at, before, regions)
        if piece is None and is_any:
            piece = _single(folded, start, groups, at, regions)
        if piece is None:
            at += 1 if is_any else _skipped(folded, start, groups, at, regions)
            before = before if is_any else None
            continue
        piece, at = _extend(folded, groups, at + len(piece.groups), piece)
        whole = piece if tail is None else before
        before = whole._replace(end=piece.end) if whole is not None and whole.is_full else None
        yield piece, before


def _is_hour(folded: str, group: tuple[int, int]) -> bool:
    return group[1] - group[0] <= 2 and folded[group[1] + 1 : group[1] + 3].isdigit()


def _longest(folded: str, start: int, groups: list[tuple[int, int]], at: int, regions: tuple[str, ...]) -> Piece | None:
    """The longest piece from group `at` that some region's full metadata calls valid."""
    spans = groups[at : at + MOST_GROUPS]
    least = FULL_LEAST_DIGITS
    if "AU" in regions and folded.startswith(AUSTRALIAN_SIX, spans[0][0]):
        least = len("131234")
    if sum([last - first for first, last in spans]) < least or hangs(folded, groups, at):
        return None
    has_plus = _has_plus(folded, start, spans[0][0])
    printed = [folded[first:last] for first, last in spans]
    if tuple(map(len, printed[:4])) == POSTCODE_AND_NUMBER and folded[spans[1][1]] == folded[spans[2][1]] == "-":
        return None
    dialled = _dialled_groups(folded, spans, printed) if has_plus else printed
    first = _opening(folded, start, spans[0][0])
    for count in range(len(spans), 0, -1):
        digits = "".join(dialled[:count])
        if len(digits) < least:
            break
        if len(digits) > MOST_DIGITS or not (count == 1 or is_joined(folded, spans[:count], has_plus=has_plus)):
            continue
        end = spans[count - 1][1]
        is_grouped = count > 1 and digits[0] == "1" and TOLL_FREE.fullmatch(folded, spans[0][0], end) is not None
        keys = read_digits(digits, regions, has_plus, is_grouped)
        if not (keys and _is_full(keys[0])):
            keys = as_printed(digits, folded[first:end], printed[0], count) or keys
        elif keys[0][:2] != "+1" and tuple(map(len, printed[:count])) == GROUPS:
            keys = written_abroad(digits, folded[first:end], keys)
        if keys and _is_full(keys[0]):
            return Piece(without_open_bracket(folded, first, end), end, keys, True, tuple(printed[:count]), has_plus)
    return None


def _dialled_groups(folded: str, groups: list[tuple[int, int]], printed: list[str]) -> list[str]:
    """The groups a caller dials behind a country's code: the (0) of +49 (0) 40 is left out."""
    return [
        "" if index and folded[first - 1 : last + 1] == "(0)" else printed[index]
        for index, (first, last) in enumerate(groups)
    ]


def _is_full(key: str) -> bool:
    return key[2:3] == "-" or is_full(key)


def _single(folded: str, start: int, groups: list[tuple[int, int]], at: int, regions: tuple[str, ...]) -> Piece | None:
    """A group, or a group and its fellows, that no full metadata knows: codes and lines outside the plan."""
    spans = _fellows(folded, start, groups, at, regions)
    printed = tuple([folded[first:last] for first, last in spans])
    digits = "".join(printed)
    if not CODE_LEAST_DIGITS <= len(digits) <= MOST_DIGITS:
        return None
    (first, last), end = spans[0], spans[-1][1]
    has_plus = _has_plus(folded, start, first) or _opens_with_country(folded, first, last, regions)
    keys = read_digits(digits, regions, has_plus, False)
    opening = without_open_bracket(folded, _opening(folded, start, first), end)
    return Piece(opening, end, keys, False, printed, has_plus) if keys else None


def _fellows(
    folded: str, start: int, groups: list[tuple[int, int]], at: int, regions: tuple[str, ...]
) -> list[tuple[int, int]]:
    """The group and those behind it that are read with it where no plan knows a number."""
    first, last = groups[at]
    has_plus = _has_plus(folded, start, first) or _opens_with_country(folded, first, last, regions)
    count = 1
    if has_plus or last - first < CODE_LEAST_DIGITS:
        # +86 95188, 86-95188: the code follows the country's; 34 43 62 29 06: five pairs at most.
        most = MOST_GROUPS if has_plus else MOST_PAIRS
        while (
            at + count < len(groups) and count < most and _follows(folded, groups[at + count - 1], groups[at + count])
        ):
            count += 1
        return groups[at : at + count]
    while (
        at + count < len(groups)
        and folded[groups[at + count - 1][1] : groups[at + count][0]] in ("-", " ")
        and groups[at + count][1] - groups[at + count][0] >= 3
        and sum([b - a for a, b in groups[at : at + count + 1]]) <= NATIONAL_MOST_DIGITS
        and not is_code(folded[first : groups[at + count - 1][1]], regions)
        and _longest(folded, start, groups, at + count, regions) is None
    ):
        count += 1
    return groups[at : at + count]


def _skipped(folded: str, start: int, groups: list[tuple[int, int]], at: int, regions: tuple[str, ...]) -> int:
    """How many groups are passed over where nothing is looked for that no plan knows."""
    spans = _fellows(folded, start, groups, at, regions)
    return len(spans) if CODE_LEAST_DIGITS <= sum([b - a for a, b in spans]) <= NATIONAL_MOST_DIGITS else 1


def _follows(folded: str, group: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a group stands right behind another, and not behind a bracket that holds more: +86 95188 (24 hours)."""
    join = folded[group[1] : other[0]]
    return len(join) <= 2 and (not ("(" in join or "[" in join) or folded[other[1] : other[1] + 1] in (")", "]"))


def _opens_with_country(folded: str, first: int, last: int, regions: tuple[str, ...]) -> bool:
    """Whether a bracket holds a country's code and an area: (86634) 886 7463."""
    if folded[first - 1 : first] not in ("(", "[") or folded[last : last + 1] not in (")", "]") or last - first < 4:
        return False
    return any(folded.startswith(str(calling_code(region)), first) for region in regions if calling_code(region) != 1)


def _inherit(
    folded: str, groups: list[tuple[int, int]], at: int, before: Piece, regions: tuple[str, ...]
) -> Piece | None:
    """`5577` of `0755-8376 5566/5577`: the last digits of the number before, written once more; a slash ends them."""
    last = groups[min(at + TAIL_GROUPS, len(groups)) - 1][1]
    printed = GROUP.findall(folded[groups[at][0] : last].partition("/")[0])
    whole = Whole(before.groups, before.keys, before.has_plus)
    tail = read_tail(printed, folded[before.end : groups[at][0]], whole, regions)
    if tail is None:
        return None
    count, keys = tail
    behind = folded[groups[at + count - 1][1] : groups[at + count][0]] if at + count < len(groups) else ""
    # "…01 00 or 1800 437 737": what goes on is another number, not the end of this one.
    if behind and "/" not in behind and groups[at][1] - groups[at][0] < FULL_LEAST_DIGITS:
        return None
    return Piece(groups[at][0], groups[at + count - 1][1], keys, True, tuple(printed[:count]), before.has_plus)


def _extend(folded: str, groups: list[tuple[int, int]], used: int, piece: Piece) -> tuple[Piece, int]:
    """The piece with the extension behind it, in words or behind a tight dash, and the groups used."""
    if ext_of(piece.keys[0]):  # The next of a list brings its own: 转801、802.
        return piece, used
    said = extension_behind(folded, piece.end)
    if said is not None:
        used = next((at for at in range(used, len(groups)) if groups[at][0] >= said.end), len(groups))
        return piece._replace(end=said.end, keys=tuple(with_ext(key, said.digits) for key in piece.keys)), used
    is_line = piece.is_full or (len(piece.groups) == 1 and is_code(piece.groups[0], ("CN",)))
    if is_line and used < len(groups) and folded[piece.end : groups[used][0]] == "-":
        first, last = groups[used]
        # 021-12345678-0, 95188-6: what hangs on a whole number by a dash is its sub-line.
        if last - first <= (5 if piece.is_full else 3) and folded[last : last + 1] not in (":", "-"):
            keys = tuple(with_ext(key, folded[first:last]) for key in piece.keys)
            return piece._replace(end=last, keys=keys), used + 1
    return piece, used


def _has_plus(folded: str, start: int, first: int) -> bool:
    before = folded[max(start, first - 3) : first]
    return "+" in before and not any(map(str.isdigit, before))


def _opening(folded: str, start: int, first: int) -> int:
    """Where the piece begins: at its plus or bracket when it has one."""
    while first > start and folded[first - 1] in "+([ ":
        first -= 1
    while folded[first : first + 1] == " ":
        first += 1
    return first


def _vanity(folded: str, start: int, end: int, regions: tuple[str, ...]) -> Piece | None:
    """The vanity word whose first digits stand in the run from `start` to `end`."""
    word = find_vanity(folded, start, end, regions)
    return None if word is None else Piece(*word[0], word[1], True, (folded[slice(*word[0])],), True)
