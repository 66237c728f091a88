"""Structured data of a page: JSON-LD and microdata telephone, faxNumber and contactPoint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from directory.number import UnknownRegion
from directory.printed import read_number
from verifier.document import Block

# schema.org properties that hold a number to dial, and what they say of it.
PROPERTIES = {"telephone": "", "phone": "", "faxNumber": "fax", "fax": "fax"}
MOST_VALUES = 200
# A list written by hand or by a template often ends in a comma, which JSON forbids; inside a text it is no loss.
_TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")


def structured_blocks(
    soup: BeautifulSoup, kept: AbstractSet[int] | None = None, dropped: AbstractSet[int] = frozenset()
) -> Iterator[Block]:
    """One block a value: JSON-LD first, then microdata.

    kept, dropped: ids of the elements that the page description keeps (None: the whole page) or drops, as the walk
    over the text has them. JSON-LD speaks for the whole page wherever it stands.
    """
    for index, script in enumerate(soup.find_all("script", type=lambda kind: bool(kind) and "ld+json" in kind.lower())):
        if _is_in(script, dropped):
            continue
        try:
            data = json.loads(_TRAILING_COMMA.sub("", "".join(str(part) for part in script.contents)), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _json_values(data, f"script[type='application/ld+json']:nth-of-type({index + 1})")
    for tag in soup.select("[itemprop]"):
        names = str(tag.get("itemprop", "")).split()
        purpose = next((PROPERTIES[name] for name in names if name in PROPERTIES), None)
        if purpose is not None and not _is_in(tag, dropped):
            block = _block(_value(tag), f"[itemprop='{names[0]}']", "", purpose)
            yield block._replace(is_kept=kept is None or _is_in(tag, kept))


def _is_in(tag: Tag, marked: AbstractSet[int]) -> bool:
    return bool(marked) and any(id(one) in marked for one in (tag, *tag.parents))


def _json_values(data: Any, place: str) -> Iterator[Block]:
    """Every telephone of a JSON-LD tree, with what its contactPoint says it is for."""
    stack: list[tuple[Any, str]] = [(data, place)]
    count = 0
    while stack and count < MOST_VALUES:
        value, at = stack.pop()
        if isinstance(value, list):
            stack += [(item, f"{at}[{index}]") for index, item in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            kind = " ".join(
                str(value[key]) for key in ("contactType", "name", "description") if isinstance(value.get(key), str)
            )[:60]
            areas = _regions(value.get("areaServed"))
            for name, inner in value.items():
                if name in PROPERTIES:
                    for number in inner if isinstance(inner, list) else [inner]:
                        if isinstance(number, (str, int)):
                            count += 1
                            yield _block(str(number), f"{at}.{name}", kind, PROPERTIES[name], areas)
                elif isinstance(inner, (dict, list)):
                    stack.append((inner, f"{at}.{name}"))


def _regions(area: Any) -> tuple[str, ...]:
    """Countries of an areaServed that names them by code, () else."""
    names = area if isinstance(area, list) else [area]
    codes = [name.upper() for name in names if isinstance(name, str) and len(name) == 2]
    try:
        read_number("1", codes)
    except UnknownRegion:
        return ()
    return tuple(codes)


def _value(tag: Tag) -> str:
    content = tag.get("content")
    return content if isinstance(content, str) else tag.get_text(" ", strip=True)


def _block(text: str, place: str, lead: str, purpose: str, regions: tuple[str, ...] = ()) -> Block:
    return Block(
        " ".join(text.split())[:200], place, "structured", f"{lead} telephone", purpose=purpose, regions=regions
    )
