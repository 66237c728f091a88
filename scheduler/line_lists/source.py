"""A file that holds a list: its digest, charset and kind, and its rows one by one."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, TextIO, cast

from scheduler.line_lists.cards import read_cards
from scheduler.line_lists.charset import find_charset
from scheduler.line_lists.listed import MOST_ROWS, Listed, ListFault
from scheduler.line_lists.table import read_table
from scheduler.line_lists.trees import read_json, read_json_lines, read_yaml

READERS: dict[str, Callable[[TextIO], Iterator[Listed]]] = {
    "csv": read_table,
    "vcard": read_cards,
    "yaml": read_yaml,
    "json": read_json,
    "jsonl": read_json_lines,
}
# GeoJSON is JSON; what a feature says stands in its properties.
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".vcf": "vcard",
    ".vcard": "vcard",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".geojson": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".geojsonl": "jsonl",
}


class Opened(NamedTuple):
    """A list that is being read. digest: SHA-256 hex of the file as it lies there. format: an id of READERS."""

    format: str
    charset: str
    digest: str
    rows: Iterator[Listed]


@contextmanager
def open_list(file: Path, format_told: str = "", charset_told: str = "") -> Iterator[Opened]:
    """Open a list, plain or gzipped, for as long as the block lasts; rows are read as they are asked for.

    format_told, charset_told: what a person says they are, "" to find out. Raises ListFault, also while rows are read.
    """
    with file.open("rb") as raw:
        digest = hashlib.file_digest(raw, "sha256").hexdigest()
        raw.seek(0)
        is_packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        body = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if is_packed else raw
        try:
            charset = find_charset(body, charset_told)
            name = format_told or _format_of(file, body)
            with io.TextIOWrapper(body, encoding=charset, newline="") as text:
                yield Opened(name, charset, digest, _bounded(READERS[name](text)))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise ListFault(f"is no whole gzip file: {error}") from error


def _format_of(file: Path, body: IO[bytes]) -> str:
    """The kind of a list by its name, else by how it begins."""
    suffix = Path(file.stem).suffix if file.suffix == ".gz" else file.suffix
    if suffix.lower() in _SUFFIXES:
        return _SUFFIXES[suffix.lower()]
    start = body.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    body.seek(0)
    if start[:11].upper() == b"BEGIN:VCARD":
        return "vcard"
    if start[:1] in (b"{", b"["):
        return "json"
    if start[:1] == b"<":
        raise ListFault("begins as XML or HTML, which is no list; expected CSV, vCard, YAML, JSON or GeoJSON")
    return "yaml" if start[:3] in (b"---", b"- {") or start[:2] == b"- " else "csv"


def _bounded(rows: Iterator[Listed]) -> Iterator[Listed]:
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise ListFault(f"holds more than {MOST_ROWS} rows; cut it into several lists")
        yield row
