"""What stands around a page's numbers: texts that are the same as long as every number says what it said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from directory.number import core_digits
from verifier.dates import is_date
from verifier.find import AUSTRALIAN_SIX
from verifier.fold import fold
from verifier.masks import has_masked_label
from verifier.readers.unseen import DIGITS
from verifier.refuse import calls_a_phone, has_initial, names_digits
from verifier.stretches import AROUND_CHARS, Stretch, find_stretches
from verifier.vanity import opens_vanity
from verifier.windows import WINDOW_CHARS

# A line without digits leads the one behind it (readers.html).
LEAD_CHARS = 60
# A row's first cell leads all cells of the row (readers.html); rows of real pages have fewer lines.
_LABELS = frozenset({"td", "th", "dt"})
_ROWS = frozenset({"tr", "dl"})
MOST_CELLS = 40


class Line(NamedTuple):
    """A block's text, the heading above it, the name of its element, and the elements that its words stand in."""

    text: str
    heading: str
    name: str
    above: tuple[LexborNode, ...]


def around_numbers(
    lines: Sequence[Line],
    links: Mapping[int, Sequence[str]],
    heading: str,
    known: Iterable[str],
    chain: Callable[[LexborNode], str],
) -> Iterator[str]:
    """What is said of everything in the lines that may be a number, and of every link that dials.

    links: the links that dial, by the count of lines before them. heading: the last one of the page. known: keys whose
    digits count wherever they stand. chain: what an element and those around it say of who sees the text inside.
    """
    text = "\n".join(line.text for line in lines)
    starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    stretches = [
        (one, range(bisect_right(starts, one.start) - 1, bisect_right(starts, one.end - 1)))
        for one in find_stretches(text)
    ]
    touched = {index for _, places in stretches for index in places}
    leads = _leads(lines, touched)
    digits = frozenset(map(core_digits, known))
    told: set[int] = set()
    for one, places in stretches:
        first = places[0]
        is_linked = not links.keys().isdisjoint(range(first - 1, places[-1] + 2))
        if is_linked or _may_be_read(text, one, digits, _introductions(lines, first, leads[first])):
            # What opens a line has its lead; further away it has none.
            at = min(one.start - starts[first], AROUND_CHARS + 1)
            yield f"{at}\x1f{text[max(0, one.start - AROUND_CHARS) : one.end + AROUND_CHARS]}"
            told.update(places)
    for index, line in enumerate(lines):
        dialled = links.get(index, ())
        if index in told or dialled:
            yield "\x1f".join([leads[index], line.heading, *dialled])
        if dialled and index not in touched:
            # A link that shows no digits has a window of words around it all the same.
            yield text[max(0, starts[index] - WINDOW_CHARS) : starts[index] + len(line.text) + WINDOW_CHARS]
        if index in told:
            yield "\x1e".join(dict.fromkeys(map(chain, line.above)))
        if dialled or (line.name in _LABELS and index not in touched):
            yield leads[index + 1]
    if dialled := links.get(len(lines), ()):
        yield "\x1f".join([leads[-1], heading, *dialled])


def _leads(lines: Iterable[Line], touched: Container[int]) -> list[str]:
    """The words that lead each line, and what would come behind the last: each reader's measure of a line without digits."""
    lead = plain = ""
    found = ["\x1f"]
    for index, line in enumerate(lines):
        lead = lead if index in touched else line.text[-LEAD_CHARS:]
        plain = plain if DIGITS.search(line.text) else line.text[-LEAD_CHARS:]
        found.append(f"{lead}\x1f{plain}")
    return found


def _introductions(lines: Sequence[Line], index: int, lead: str) -> Iterator[str]:
    """The words outside a line that may introduce digits in it: the line that leads it and, in a row, the cells before."""
    yield lead
    node = lines[index].above[0] if lines[index].above else None
    while node is not None and node.tag not in _ROWS:
        node = node.parent
    if node is not None:
        yield from (line.text for line in lines[max(0, index - MOST_CELLS) : index] if line.name in _LABELS)


def _may_be_read(text: str, stretch: Stretch, known: Iterable[str], introductions: Iterable[str]) -> bool:
    """Whether digits may be read as a number: says yes too often, never no where `sight` would read them.

    known: digits that count wherever they stand.
    """
    start, end, is_full, is_spoken = stretch
    digits = "".join(filter(str.isdigit, fold(text[start:end])))
    if is_spoken or any(one in digits for one in known):
        return True
    if is_full:
        return not is_date(text, start, end)
    # Lines of ours may be one block there.
    words = fold(text[max(0, start - AROUND_CHARS) : end + AROUND_CHARS]).lower().replace("\n", " ")
    return (
        digits.startswith(AUSTRALIAN_SIX)
        or names_digits(words)
        or any(calls_a_phone(fold(one).lower()) for one in introductions)
        or has_masked_label(words)
        or has_initial(words[: min(start, AROUND_CHARS)])
        or opens_vanity(text, start, end)
    )
