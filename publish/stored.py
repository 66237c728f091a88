"""Reading a release back from its folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from directory.public import PublicEntry, PublicProvider, RetiredLine
from directory.records import Record
from publish.contents import SCHEMA, Contents, Ground

DIRECTORY = "directory.json"
MANIFEST = "manifest.json"
MANIFEST_SCHEMA = "hotlinewatch-release/1"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest of a release, as far as checking needs it."""

    schema: str
    number: int
    made: datetime
    expires_at: datetime
    entries: int
    key: str
    files: dict[str, str]


class ListedLine(msgspec.Struct, frozen=True, kw_only=True):
    """As much of a line as taking it back needs."""

    provider: str
    key: str
    tel: str


class _Lines(msgspec.Struct, frozen=True):
    entries: tuple[ListedLine, ...]


class _File(Record):
    """`directory.json`, whole."""

    schema: str
    number: int
    made: datetime
    expires_at: datetime
    ground: Ground
    providers: tuple[PublicProvider, ...]
    entries: tuple[PublicEntry, ...]
    retired: tuple[RetiredLine, ...]


def read_manifest(release: Path) -> Manifest:
    """Read the manifest of a release. Raises msgspec.DecodeError when it is none, OSError when it is not there."""
    return msgspec.json.decode((release / MANIFEST).read_bytes(), type=Manifest)


def read_contents(release: Path) -> Contents:
    """Read what a release says. Raises msgspec.DecodeError, NotAccepted, OSError for a folder that holds no release of ours.

    Signatures are not looked at: `publish.verify` does that.
    """
    file = msgspec.json.decode((release / DIRECTORY).read_bytes(), type=_File)
    if file.schema != SCHEMA:
        raise msgspec.ValidationError(f"{release / DIRECTORY}: schema {file.schema!r}, expected {SCHEMA!r}")
    given = {name: getattr(file, name) for name in file.__struct_fields__ if name != "schema"}
    return Contents(**given)


def listed_lines(release: Path) -> tuple[ListedLine, ...]:
    """Give provider, key and link of every line of a release; quicker than reading it whole."""
    return msgspec.json.decode((release / DIRECTORY).read_bytes(), type=_Lines).entries
