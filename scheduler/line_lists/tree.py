"""Trees of maps and lists, as YAML, JSON and GeoJSON hold them: every number with the names that stand above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from directory.terms import PURPOSES
from scheduler.line_lists.fields import NUMBERS, field_of
from scheduler.line_lists.listed import MOST_FIELD_CHARS, Listed
from scheduler.line_lists.numbers import apart, is_plain

# A list of lines nests five deep at most: document, list, organisation, phones, phone.
MOST_DEPTH = 40


def read_tree(tree: object, place: str = "") -> Iterator[Listed]:
    """Give every number below `tree`; a map that names a provider and holds none is given without one.

    tree: maps, lists and texts of any nesting up to MOST_DEPTH. What a map says of names, address and country holds
    for everything below it; the nearest counts first. A key beside numbers that we do not know is their label.
    """
    yield from _walk(tree, Listed(place), "", 0)


def _walk(tree: object, above: Listed, holds: str, depth: int) -> Iterator[Listed]:
    """holds: the field of numbers that a key above said the tree holds, "" outside of one."""
    if depth > MOST_DEPTH:
        yield above._replace(fault=f"nests more than {MOST_DEPTH} deep, expected a list of lines")
    elif isinstance(tree, Mapping):
        yield from _map(tree, above, holds, depth)
    elif isinstance(tree, Sequence) and not isinstance(tree, str):
        for index, one in enumerate(tree):
            yield from _walk(one, above._replace(place=f"{above.place}[{index}]"), holds, depth + 1)
    elif holds and (text := _text(tree)):
        for number in apart(text):
            yield above._replace(number=number, purpose=NUMBERS[holds] or above.purpose)


def _map(tree: Mapping[object, object], above: Listed, holds: str, depth: int) -> Iterator[Listed]:
    here = _said(tree, above)
    is_named = here.names != above.names
    # {"hotline for merchants": "95188"}: where no key says which value is the number, every number has its key as label.
    is_labelled = holds and not any((field := field_of(str(key))) and field.name in NUMBERS for key in tree)
    count = 0
    for key, value in tree.items():
        name = str(key)[:MOST_FIELD_CHARS]
        field = field_of(name)
        inner = here._replace(place=f"{here.place}.{name}" if here.place else name)
        if field is not None and field.name == "skipped":
            continue
        if field is not None and field.name in NUMBERS:
            below = _walk(value, inner, field.name, depth + 1)
        elif isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
            below = _walk(value, inner, holds if field is None else "", depth + 1)
        elif is_labelled and field is None and is_plain(_text(value)):
            below = _walk(value, inner._replace(label=here.label or name), holds, depth + 1)
        else:
            continue
        for one in below:
            count += bool(one.number or one.fault)
            yield one
    if is_named and not count:
        yield here


def _said(tree: Mapping[object, object], above: Listed) -> Listed:
    """What a map says of the lines in it and below it, on top of what was said above."""
    found: dict[str, list[tuple[int, str]]] = {}
    for key, value in tree.items():
        field = field_of(str(key))
        if field is not None and field.name not in NUMBERS:
            values = value if isinstance(value, list) else [value]
            found.setdefault(field.name, []).extend((field.rank, text) for one in values if (text := _text(one)))
    said = {name: [text for _, text in sorted(ranked, key=lambda one: one[0])] for name, ranked in found.items()}
    purpose = next(iter(said.get("purpose", ())), "")
    return above._replace(
        names=tuple(dict.fromkeys([*said.get("provider", ()), *above.names])),
        url=next(iter(said.get("url", ())), above.url),
        country=next(iter(said.get("country", ())), above.country).upper(),
        label=next(iter(said.get("label", ())), above.label),
        purpose=purpose if purpose in PURPOSES else above.purpose,
    )


def _text(value: object) -> str:
    """A scalar as it is written; "" for none, true, false and everything that holds more."""
    if isinstance(value, str):
        return " ".join(value.split())[:MOST_FIELD_CHARS] if "\n" not in value else value.strip()[:MOST_FIELD_CHARS]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
