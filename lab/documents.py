"""Real terms and privacy documents whose numbers changed: two versions each, and captures of them that lost a section.

Source: terms-changes.jsonl.zst, unpacked, of the shared data; it stays there, nothing of it is kept here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from directory.records import Record

# How much of a document a capture keeps that was cut short: enough that it is no empty page.
CUT_SHARE = 0.5


class Document(msgspec.Struct, frozen=True):
    """One document in two versions. added, removed: E.164 numbers that only the new, or only the old one has.

    unsure_digits: strings of which those who labelled could not say whether they are numbers.
    """

    id: str
    service: str
    old: str
    new: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    unsure_digits: tuple[str, ...] = ()


class Version(Record, frozen=True):
    """What every document says on one night. name: `old`, `new`, `cut` (the new one, its end lost) or `whole` (again)."""

    name: str
    texts: dict[str, str]


def read_documents(lines: Iterable[bytes]) -> tuple[Document, ...]:
    """Every document of some JSON lines, by id. Raises msgspec.ValidationError for a line of another shape."""
    return tuple(sorted((msgspec.json.decode(line, type=Document) for line in lines), key=lambda one: one.id))


def versions_of(documents: tuple[Document, ...]) -> Iterator[Version]:
    """The four nights: the old text, the new one, the new one cut short at a line's end, the new one again."""
    yield Version(name="old", texts={one.id: one.old for one in documents})
    yield Version(name="new", texts={one.id: one.new for one in documents})
    yield Version(name="cut", texts={one.id: _cut(one.new) for one in documents})
    yield Version(name="whole", texts={one.id: one.new for one in documents})


def _cut(text: str) -> str:
    end = text.rfind("\n", 0, max(1, int(len(text) * CUT_SHARE)))
    return text[: end if end > 0 else len(text)]
