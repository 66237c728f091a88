"""JSON and JSONP to a Document: every string and number is a block, led by the names above it."""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec.structs import replace

from directory.records import Page, PageFacts
from verifier.document import Block, Document
from verifier.filters import filter_blocks
from verifier.readers.charset import decode
from verifier.readers.html import read_html
from verifier.readers.jsonpath import values_of

MEDIA = ("application/json", "text/json", "application/javascript", "text/javascript", "application/x-javascript")
_PADDING = re.compile(r"^[\s/*;]*[\w.$]{1,100}\s*\(\s*(.*?)\s*\)\s*;?\s*$", re.DOTALL)
LEAD_NAMES = 2
# A string that holds an element is a piece of a page.
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")


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
    blocks = filter_blocks(_blocks(data, page), page.filters)
    return Document(blocks, PageFacts(encoding=decoded.encoding, text_chars=sum(len(b.text) for b in blocks)))


def _blocks(data: Any, page: Page) -> list[Block]:
    found: list[Block] = []
    for value, place, names in values_of(data):
        lead = " ".join(names[-LEAD_NAMES:]).replace("_", " ")
        if _MARKUP.search(value):
            # The blocks of a page inside a string all stand in that string.
            found += [
                block._replace(place=place, lead=block.lead or lead, heading=block.heading)
                for block in read_html(value.encode(), replace(page, keep=(), filters=()), "utf-8").blocks
            ]
        else:
            found += [Block(line.strip(), place, "visible", lead) for line in value.splitlines() if line.strip()]
    return found
