"""Structured data of a page: JSON-LD and microdata telephone, faxNumber and contactPoint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bs4.element import Tag

from directory.number import UnknownRegion
from directory.printed import read_number
from directory.terms import Layer
from verifier.document import Block
from verifier.readers.places import Frame

# schema.org properties that hold a number to dial, and what they say of it.
PROPERTIES = {"telephone": "", "phone": "", "faxNumber": "fax", "fax": "fax"}
MOST_VALUES = 200
# A list written by hand or by a template often ends in a comma, which JSON forbids; inside a text it is no loss.
_TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")
# What a thing says of its number first, and what else (schema.org, ContactPoint).
SAYING = ("contactType", "name", "description")
SAYING_MORE = ("hoursAvailable", "availableLanguage", "contactOption")
_READ = ("name", "dayOfWeek", "opens", "closes")
Marked = tuple[Tag, Frame]


def structured_blocks(linked: Iterable[Marked], items: Iterable[Marked]) -> Iterator[Block]:
    """One block a value: JSON-LD first, then microdata.

    linked: the scripts of JSON-LD; items: the elements with an `itemprop`; each with its place in the page. JSON-LD speaks
    for the whole page wherever it stands. What users or other pages mark up is theirs, and no word of the page.
    """
    for script, frame in linked:
        try:
            data = json.loads(_TRAILING_COMMA.sub("", "".join(str(part) for part in script.contents)), strict=False)
        except (ValueError, RecursionError):
            continue
        for block in _json_values(data):
            yield block._replace(place=f"{frame.path} {block.place}", layer=_layer(frame))
    for tag, frame in items:
        names = str(tag.get("itemprop", "")).split()
        purpose = next((PROPERTIES[name] for name in names if name in PROPERTIES), None)
        if purpose is not None:
            content = tag.get("content")
            text = content if isinstance(content, str) else tag.get_text(" ", strip=True)
            place = f"{frame.path}[content]" if isinstance(content, str) else frame.path
            yield _block(text, place, "", purpose)._replace(is_kept=frame.is_kept, layer=_layer(frame))


def _layer(frame: Frame) -> Layer:
    return frame.inside if frame.inside in ("user_content", "embedded") else "structured"


def _json_values(data: Any) -> Iterator[Block]:
    """Every telephone of a JSON-LD tree by its JSON path, with what its contactPoint says it is for."""
    stack: list[tuple[Any, str]] = [(data, "$")]
    count = 0
    while stack and count < MOST_VALUES:
        value, at = stack.pop()
        if isinstance(value, list):
            stack += [(item, f"{at}[{index}]") for index, item in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            said = _said(value)
            areas = _regions(value.get("areaServed"))
            for name, inner in value.items():
                if name in PROPERTIES:
                    for number in inner if isinstance(inner, list) else [inner]:
                        if isinstance(number, (str, int)):
                            count += 1
                            yield _block(str(number), f"{at}.{name}", said, PROPERTIES[name], areas)
                elif isinstance(inner, (dict, list)):
                    stack.append((inner, f"{at}.{name}"))


def _said(value: Mapping[str, Any]) -> str:
    """What a thing says of its numbers: for what, when, in which languages."""
    first = " ".join(str(value[key]) for key in SAYING if isinstance(value.get(key), str))[:60]
    more = (part for key in SAYING_MORE for part in _texts(value.get(key)))
    return " ".join([first, " ".join(more)[:60]]).strip()


def _texts(value: Any) -> Iterator[str]:
    """The words of a value, of a list of values, or of the parts of a thing that people read."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from (part.rpartition("/")[2] for name in _READ for part in _texts(one.get(name)))
        elif isinstance(one, str):
            yield one


def _regions(area: Any) -> tuple[str, ...]:
    """Countries of an areaServed that names them by code, () else."""
    codes = [name.upper() for name in _texts(area) if len(name) == 2]
    try:
        read_number("1", codes)
    except UnknownRegion:
        return ()
    return tuple(codes)


def _block(text: str, place: str, lead: str, purpose: str, regions: tuple[str, ...] = ()) -> Block:
    return Block(
        " ".join(text.split())[:200], place, "structured", f"{lead} telephone", purpose=purpose, regions=regions
    )
