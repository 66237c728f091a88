"""The words around each number as people read them: across lines, cells and paragraphs, whatever the markup between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from directory.records import Sighting
from directory.terms import Layer
from verifier.document import Block

# Signal catalogue, § 2, language and context.
WINDOW_CHARS = 80
# What stands in the flow of the page, in the order in which it is read; a link that dials stands where its words do.
_FLOWING: frozenset[Layer] = frozenset({"visible", "hidden", "user_content", "embedded", "pdf", "image"})
_READ: frozenset[Layer] = frozenset({"visible", "pdf", "image"})


def with_windows(blocks: Sequence[Block], found: Iterable[tuple[int, Sighting]]) -> list[Sighting]:
    """The sightings with `around` filled: up to 80 characters before and behind each number, the number included.

    found: sightings with the index of their block. A number in the flow of the page has the words of the blocks before
    and behind it that people read, and those of its own layer; one that only markup holds (an attribute, a script,
    structured data) has those of its own block and the name it stands under.
    """
    return [replace(one, around=_around(blocks, index, one)) for index, one in found]


def _around(blocks: Sequence[Block], index: int, sighting: Sighting) -> str:
    block = blocks[index]
    own = block.text
    before = own[max(0, sighting.start - WINDOW_CHARS) : sighting.start]
    behind = own[sighting.end : sighting.end + WINDOW_CHARS]
    if block.layer in _FLOWING or block.layer == "tel_link":
        layers = _READ | {block.layer} - {"tel_link"}
        if len(before) < WINDOW_CHARS:
            before = _gathered(blocks, range(index - 1, -1, -1), layers, before, is_before=True)
        if len(behind) < WINDOW_CHARS:
            behind = _gathered(blocks, range(index + 1, len(blocks)), layers, behind, is_before=False)
    elif len(before) < WINDOW_CHARS:
        before = f"{block.heading} {block.lead} {before}".lstrip()[-WINDOW_CHARS:]
    return (
        f"{_whole(before, is_before=True)}{own[sighting.start : sighting.end]}{_whole(behind, is_before=False)}".strip()
    )


def _whole(words: str, *, is_before: bool) -> str:
    """The words of a full window without the one that its edge may have cut: "service not" denies nothing."""
    if len(words) < WINDOW_CHARS or not words.isascii():
        return words
    kept = words.split(maxsplit=1)[1:] if is_before else words.rsplit(maxsplit=1)[:1]
    return kept[0] if kept else words


def _gathered(
    blocks: Sequence[Block], indices: Iterable[int], layers: frozenset[Layer], words: str, *, is_before: bool
) -> str:
    """The words of a number's own block with those of the neighbours, as many as the window takes."""
    for text in _texts(blocks, indices, layers):
        words = f"{text}\n{words}" if is_before else f"{words}\n{text}"
        if len(words) >= WINDOW_CHARS:
            break
    return words[-WINDOW_CHARS:] if is_before else words[:WINDOW_CHARS]


def _texts(blocks: Sequence[Block], indices: Iterable[int], layers: frozenset[Layer]) -> Iterator[str]:
    return (blocks[index].text for index in indices if blocks[index].layer in layers)
