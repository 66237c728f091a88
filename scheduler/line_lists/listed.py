"""One line as somebody's list states it, and the bounds of a list that is read at all."""

from __future__ import annotations

from typing import NamedTuple

MIB = 1024 * 1024
# The longest directories that people keep by hand have some ten thousand lines; OpenStreetMap's banks of a large
# country, as one extract, a hundred thousand. More is a dump, and wants to be cut first.
MOST_ROWS = 200_000
# Text that is streamed; what a packed file unpacks to counts.
MOST_BYTES = 512 * MIB
# JSON and YAML stand in memory as a whole, ten to twenty times as large as their text.
MOST_TREE_BYTES = 32 * MIB
# A row of the longest list with its notes has 2,000 characters; what is longer never ends.
MOST_LINE_CHARS = 16_384
# A name, a label or an address; the rest of a longer one tells no more.
MOST_FIELD_CHARS = 400


class ListFault(ValueError):  # noqa: N818 - what is wrong with a file, said to a person
    """A file that is no list of lines: says where, what came, what was expected, what to do."""


class Listed(NamedTuple):
    """One number as a list states it.

    place: where it stands in the file ("line 12", "card 3, line 40", "[2].phones[0]"). number: as written, "" where
    the row has none. names: what the list calls its provider, the most telling first. url: an address of the provider.
    country: ISO 3166 code as the list says it, "" for none. purpose: one of the closed list, "" where it says none.
    fault: why the row cannot be read, "" where it can; a faulty row keeps what was understood of it.
    """

    place: str
    number: str = ""
    names: tuple[str, ...] = ()
    url: str = ""
    country: str = ""
    label: str = ""
    purpose: str = ""
    fault: str = ""
