"""Captures out of old WARC files into a new one, byte for byte, so that the old files can go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from fastwarc.warc import ArchiveIterator

from crawler.job import software
from crawler.warc import WarcWriter
from directory.records import Capture
from directory.snapshots import damaged, read_snapshot

# How a record names the answer that it was written behind (ISO 28500, sections 5.6 and 5.7).
NAMES_ANSWER = ("WARC-Concurrent-To", "WARC-Refers-To")


def compact(captures: Sequence[Capture], *, data: Path, file: Path, at: datetime) -> list[Capture]:
    """Copy captures into the new WARC file `file`, with the records behind them; give them with their new places.

    data: the data folder, to which the places are relative. at: aware, when the file was made. A rendered page keeps its
    screenshot and its layout. Every body is checked against its digest before and after. Raises SnapshotDamaged,
    OSError; FileExistsError when the file is there already.
    """
    name = file.resolve().relative_to(data.resolve()).as_posix()
    moved = []
    file.parent.mkdir(parents=True, exist_ok=True)
    with WarcWriter(file) as out:
        out.write_info(at, software())
        for capture in sorted(captures, key=lambda one: (one.file, one.offset)):
            read_snapshot(data, capture)
            with (data / capture.file).open("rb") as stream:
                try:
                    offset = out.append(members_at(stream, capture.offset))
                except OSError as error:
                    raise damaged(capture, f"what lies behind it cannot be read ({error})") from error
            moved.append(msgspec.structs.replace(capture, file=name, offset=offset))
    for capture in moved:
        read_snapshot(data, capture)
    return moved


def members_at(stream: BinaryIO, offset: int) -> bytes:
    """Give the gzip members of the response record at `offset` and of the records that belong to it."""
    stream.seek(offset)
    about, end = None, None
    for record in ArchiveIterator(stream, parse_http=False):
        named = record.headers.to_dict()
        if about is None:
            about = named.get("WARC-Record-ID")
        elif not any(named.get(field) == about for field in NAMES_ANSWER):
            end = record.stream_pos
            break
    stream.seek(offset)
    return stream.read() if end is None else stream.read(end - offset)
