"""JSON and JSONP to a Document: every string and number is a block, led by the names above it."""

from __future__ import annotations

import json
import re
from typing import Any

from directory.records import Page, PageFacts
from verifier.document import Block, Document
from verifier.filters import filter_blocks
from verifier.readers.charset import decode

MEDIA = ("application/json", "text/json", "application/javascript", "text/javascript", "application/x-javascript")
_PADDING = re.compile(r"^[\s/*;]*[\w.$]{1,100}\s*\(\s*(.*?)\s*\)\s*;?\s*$", re.DOTALL)
MOST_VALUES = 20_000
LEAD_NAMES = 2


def read_json(body: bytes, page: Page, charset: str = "") -> Document:
    """Read a JSON or JSONP answer. `place` is its JSON path; text that is no JSON gives a refused Document."""
    decoded = decode(body, charset, page.language)
    text = decoded.text.replace("\x00", "").lstrip("\ufeff")
    padded = _PADDING.match(text)
    try:
        data = json.loads(padded[1] if padded is not None else text, strict=False)
    except (ValueError, RecursionError) as error:
        facts = PageFacts(encoding=decoded.encoding)
        return Document((), facts, refused=f"no JSON: {type(error).__name__}")
    blocks = filter_blocks(_blocks(data), page.filters)
    return Document(blocks, PageFacts(encoding=decoded.encoding, text_chars=sum(len(b.text) for b in blocks)))


def _blocks(data: Any) -> list[Block]:
    found: list[Block] = []
    stack: list[tuple[Any, str, tuple[str, ...]]] = [(data, "$", ())]
    while stack and len(found) < MOST_VALUES:
        value, place, names = stack.pop()
        if isinstance(value, dict):
            stack += [(inner, f"{place}.{name}", (*names, str(name))) for name, inner in reversed(value.items())]
        elif isinstance(value, list):
            stack += [(inner, f"{place}[{index}]", names) for index, inner in reversed(list(enumerate(value)))]
        elif isinstance(value, (str, int)) and not isinstance(value, bool):
            lead = " ".join(names[-LEAD_NAMES:]).replace("_", " ")
            found += [Block(line.strip(), place, "visible", lead) for line in str(value).splitlines() if line.strip()]
    return found
