"""The texts of one part of a Word document, in order: what the markup of Office Open XML shows (ECMA-376, part 1, 17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_BLANKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")
# Word itself nests text boxes and tables a few deep.
MOST_DEPTH = 200


class Text(NamedTuple):
    """One text and where it stands; cell 0: paragraph `number` of the part, else a cell of its table `number`."""

    text: str
    number: int
    row: int = 0
    cell: int = 0


class XmlRefused(ValueError):  # noqa: N818 - an outcome for a maintainer, as its message says
    """Markup that is broken, nested too deep, or declares a document type."""


class _Table:
    def __init__(self, number: int) -> None:
        self.number = number
        self.row = 0
        self.cell = 0
        self.texts: list[str] = []


class _Reader:
    """Follows the markup; `found` grows by one text at the end of each paragraph or cell."""

    def __init__(self) -> None:
        self.found: list[Text] = []
        self._paragraphs: list[list[str]] = []
        self._tables: list[_Table] = []
        self._counts = [0, 0]
        self._depth = 0
        self._unread_from = 0
        self._is_text = False
        self._is_hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise XmlRefused(f"nested deeper than {MOST_DEPTH} elements")
        space, _, name = tag.rpartition(" ")
        # What an older program would show instead says the same once more.
        if not self._unread_from and space == _CHOICE and name == "Fallback":
            self._unread_from = self._depth
        if self._unread_from or space not in (_WORDS, _STRICT):
            return
        if name == "p":
            self._paragraphs.append([])
        elif name == "tbl":
            self._counts[1] += 1
            self._tables.append(_Table(self._counts[1]))
        elif name in ("tr", "tc") and self._tables:
            self._enter(name, self._tables[-1])
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish":
            self._is_hidden = attributes.get(f"{space} val", "1") not in _OFF
        elif name in _BLANKS:
            self._add(_BLANKS[name])
        self._is_text = name == "t"

    def _enter(self, name: str, table: _Table) -> None:
        if name == "tr":
            table.row, table.cell = table.row + 1, 0
        else:
            table.cell, table.texts = table.cell + 1, []

    def end(self, tag: str) -> None:
        space, _, name = tag.rpartition(" ")
        self._depth -= 1
        self._is_text = False
        if self._unread_from:
            self._unread_from = 0 if self._depth < self._unread_from else self._unread_from
            return
        if space not in (_WORDS, _STRICT):
            return
        if name == "p" and self._paragraphs:
            self._close_paragraph(" ".join("".join(self._paragraphs.pop()).split()))
        elif name == "tc" and self._tables and self._tables[-1].texts:
            table = self._tables[-1]
            self.found.append(Text(" ".join(table.texts), table.number, table.row, table.cell))
        elif name == "tbl" and self._tables:
            self._tables.pop()

    def data(self, text: str) -> None:
        if self._is_text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._paragraphs and not self._is_hidden:
            self._paragraphs[-1].append(text)

    def _close_paragraph(self, text: str) -> None:
        if self._tables:
            self._tables[-1].texts += [text] if text else []
            return
        self._counts[0] += 1
        if text:
            self.found.append(Text(text, self._counts[0]))


def read_texts(xml: bytes) -> Iterator[Text]:
    """The texts that a part shows, in the order in which they end. Raises XmlRefused."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        raise XmlRefused(f"broken markup: {error}") from error
    return iter(reader.found)


def _refuse_doctype(name: str, *_: object) -> None:
    raise XmlRefused(f"declares a document type ({name[:40]}), which no Word document does")
