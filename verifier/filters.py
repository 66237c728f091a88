"""Page filters that change text: what a provider's description says its page prints in the place of digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from verifier.document import Block
from verifier.fold import fold

# Shorter runs are quantities: "5l", "100l". A code has five characters (number facts, China), three of them printed well.
LEAST_DIGITS = 3
LEAST_CHARS = 5


def letters_as_digits(text: str, pairs: Mapping[str, str]) -> str:
    """The text with each letter of `pairs` as its digit where it stands among the digits of a number; same length.

    `4OO-666-88OO` → `400-666-8800`; words, and letters beside a short quantity, stay as they are.
    """
    folded = fold(text)
    for run in _runs(tuple(sorted(pairs))).finditer(folded):
        digits = sum(map(str.isdigit, run[0]))
        if digits >= LEAST_DIGITS and sum(map(str.isalnum, run[0])) >= LEAST_CHARS:
            start, end = run.span()
            printed = (pairs.get(char, plain) for char, plain in zip(folded[start:end], text[start:end], strict=True))
            text = f"{text[:start]}{''.join(printed)}{text[end:]}"
    return text


@lru_cache(maxsize=64)
def _runs(letters: tuple[str, ...]) -> re.Pattern[str]:
    """Groups that hold a digit, or only letters between dashes (`400-OOO-8800`), never part of a word."""
    chars = "".join(map(re.escape, letters))
    other = rf"[0-9a-z{chars}]"
    group = rf"(?<!(?i:{other}))[{chars}]*[0-9][0-9{chars}]*(?!(?i:{other}))"
    lettered = rf"(?:-[{chars}]+(?=-[0-9{chars}]))?"
    return re.compile(rf"{group}(?:{lettered}[-. ()]{{1,3}}{group})*")


def filter_blocks(blocks: Iterable[Block], filters: Iterable[Mapping[str, object]]) -> tuple[Block, ...]:
    """The blocks as the text filters of a page description change them, in the description's order."""
    tables = [rule["pairs"] for rule in filters if rule.get("name") == "letters_as_digits"]
    found = tuple(blocks)
    for pairs in tables:
        if isinstance(pairs, Mapping):
            found = tuple(block._replace(text=letters_as_digits(block.text, pairs)) for block in found)
    return found
