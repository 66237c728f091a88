"""Whether data out of a file has the shape of a record: every fault with its place, what came and what was expected."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

import msgspec
import msgspec.structs

from directory.records import Record

# A message stays one line of a terminal, whatever a file holds.
MAX_SHOWN_CHARS = 60
# Unicode's bidirectional classes of the characters that turn the direction of what follows them.
DIRECTION_MARKS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
IN_WORDS: dict[object, str] = {str: "a text", int: "a whole number", bool: "true or false"}


@functools.cache
def fields_of(kind: type[Record]) -> dict[str, msgspec.structs.FieldInfo]:
    """Name the fields of a record; resolving its annotations takes longer than all the checks."""
    return {field.name: field for field in msgspec.structs.fields(kind)}


def shape_faults(raw: dict[str, object], kind: type[Record], place: str) -> list[str]:
    """List unknown keys, missing keys and values of a wrong kind, at any depth."""
    fields = fields_of(kind)
    found = [f"{place}{crop(key)}: unknown key{near(key, list(fields))}" for key in raw if key not in fields]
    for name, field in fields.items():
        if name in raw:
            found += value_faults(raw[name], field.type, place + name)
            if field.required and isinstance(raw[name], str) and not str(raw[name]).strip():
                found.append(f"{place}{name}: got '', expected a text")
        elif field.required:
            found.append(f"{place}{name}: missing, expected {kind_of(field.type)}")
    return found


def value_faults(value: object, kind: Any, place: str) -> list[str]:
    """List what keeps `value` from being of `kind`: a record, a tuple, a closed list, or plain data."""
    if isinstance(kind, type) and issubclass(kind, Record) and isinstance(value, dict):
        return shape_faults(value, kind, f"{place}.")
    if get_origin(kind) is tuple and isinstance(value, list):
        inner = get_args(kind)[0]
        return [fault for index, item in enumerate(value) for fault in value_faults(item, inner, f"{place}[{index}]")]
    try:
        msgspec.convert(value, kind)
    except (msgspec.ValidationError, RecursionError):
        hint = near(value, get_args(kind)) if isinstance(value, str) and get_origin(kind) is Literal else ""
        return [f"{place}: got {show(value)}, expected {kind_of(kind)}{hint}"]
    texts = value.values() if isinstance(value, dict) else (value,)
    return [f"{place}: holds {name}, expected plain text" for text in texts for name in unseen_characters(text)]


def kind_of(kind: Any) -> str:
    """Say in words what a field wants."""
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(get_args(kind))
    if get_origin(kind) is tuple:
        return "a list"
    return "a table" if get_origin(kind) is not None else IN_WORDS.get(kind, "a table")


def show(value: object) -> str:
    """Print a value as its author wrote it, short and harmless."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return repr(crop(value))
    if isinstance(value, int) and abs(value) < 10**9:
        return str(value)
    return {dict: "a table", list: "a list", int: "a huge number"}.get(type(value), f"a {type(value).__name__}")


def crop(text: str) -> str:
    """Cut a text to what one line of a message bears, with what cannot be seen escaped."""
    short = text if len(text) <= MAX_SHOWN_CHARS else text[:MAX_SHOWN_CHARS] + "…"
    return "".join(f"\\u{ord(c):04x}" if any(unseen_characters(c)) else c for c in short)


def unseen_characters(text: object) -> Iterator[str]:
    """Name the control and direction characters in `text`, by which a line can be made to read as another."""
    # What all can be seen in holds none of them, as nearly every text does.
    for character in dict.fromkeys(text) if isinstance(text, str) and not text.isprintable() else ():
        if unicodedata.category(character) in {"Cc", "Cs"} or unicodedata.bidirectional(character) in DIRECTION_MARKS:
            yield f"the character U+{ord(character):04X}"


def near(value: str, choices: Sequence[str]) -> str:
    """Ask back with the choice that `value` was probably meant to be, or say nothing."""
    close = get_close_matches(value[:MAX_SHOWN_CHARS], choices, n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
