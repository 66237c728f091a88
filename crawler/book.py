"""The output of one crawl or import: a WARC file and its lines, each line written after what it names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from crawler.job import CANARY, FETCHES, RENDERED, VANTAGES, Line, Previous, is_sendable
from crawler.payload import media_of
from crawler.warc import Exchange, Reference, WarcWriter, snapshot_of
from directory.records import Capture, Fetch

# File names by kind of line: `attempt-1.warc.gz` beside `fetches-1.jsonl`; the canary keeps to itself.
WARC_STEMS = {FETCHES: "attempt", RENDERED: "rendered", VANTAGES: "vantages", CANARY: "canary"}


class Book:
    """Writes the pages of one attempt; whatever is killed, every whole line names a whole record.

    data: the data folder, to which `Capture.file` is relative. folder: where the two files go, inside `data`.
    at: when the attempt began, aware. Raises FileExistsError when the attempt's files are there already.
    """

    def __init__(
        self, *, data: Path, folder: Path, attempt: int, at: datetime, software: str, stem: str = FETCHES
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        warc = folder / f"{WARC_STEMS[stem]}-{attempt}.warc.gz"
        self.name = warc.resolve().relative_to(data.resolve()).as_posix()
        self._warc = WarcWriter(warc)
        self._warc.write_info(at, software)
        self._lines = (folder / f"{stem}-{attempt}.jsonl").open("xb")
        # By digest, and whether a browser showed it: what that looked like stands behind the body.
        self._held: dict[tuple[str, bool], tuple[int, Reference]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close both files."""
        self._warc.close()
        self._lines.close()

    def write_page(
        self,
        fetch: Fetch,
        exchanges: Sequence[Exchange] = (),
        earlier: Reference | None = None,
        original: Exchange | None = None,
    ) -> Line:
        """Write what was exchanged for one page, then its line; give the line.

        exchanges: in order; the last one is the answer that `fetch` is about, if it has a status at all.
        earlier: the capture whose body this one may repeat, kept elsewhere. original: the capture, out of the same
        files, that the last exchange (a revisit without a body) confirms.
        """
        for exchange in exchanges[:-1]:
            self._warc.write_response(exchange)
        capture = None
        if exchanges:
            fetch, capture = self._write_last(fetch, exchanges[-1], earlier, original)
        line = Line(fetch=fetch, capture=capture)
        self._lines.write(msgspec.json.encode(line) + b"\n")
        self._lines.flush()
        return line

    def _write_last(
        self, fetch: Fetch, last: Exchange, earlier: Reference | None, original: Exchange | None
    ) -> tuple[Fetch, Capture | None]:
        fetch = msgspec.structs.replace(fetch, rendered=last.shown is not None)
        if original is not None:
            offset, reference = self._hold(original)
            self._warc.write_revisit(last, reference)
            size = len(original.body)
        elif earlier is not None and (fetch.outcome == "not_modified" or earlier.snapshot == snapshot_of(last.body)):
            self._warc.write_revisit(last, earlier)
            return msgspec.structs.replace(fetch, snapshot=earlier.snapshot), None
        elif fetch.outcome != "ok":
            self._warc.write_response(last)
            return fetch, None
        else:
            was_held = held_as(last) in self._held
            offset, reference = self._hold(last)
            size = len(last.body)
            if was_held:
                self._warc.write_revisit(last, reference)
        capture = Capture(
            snapshot=reference.snapshot,
            file=self.name,
            offset=offset,
            size_bytes=size,
            media=fetch.media,
            charset=fetch.charset,
        )
        return msgspec.structs.replace(fetch, snapshot=reference.snapshot, size_bytes=size), capture

    def _hold(self, exchange: Exchange) -> tuple[int, Reference]:
        """Write a body once; give where it lies and how to refer to it."""
        key = held_as(exchange)
        if key not in self._held:
            reference = Reference(url=exchange.url, at=exchange.at, snapshot=key[0])
            self._held[key] = (self._warc.write_response(exchange), reference)
        return self._held[key]


def held_as(exchange: Exchange) -> tuple[str, bool]:
    """Give what two answers share when one body serves for both."""
    return snapshot_of(exchange.body), exchange.shown is not None


def describe(fetch: Fetch, exchange: Exchange, headers: dict[str, str], known: Previous | None) -> Fetch:
    """Add what the answer's headers and its host's certificate say; a 304 keeps the validators that it confirmed."""
    media, charset = media_of(headers.get("content-type", ""))
    etag = headers.get("etag", known.etag if known else "")
    modified = headers.get("last-modified", known.last_modified if known else "")
    return msgspec.structs.replace(
        fetch,
        at=exchange.at,
        media=media,
        charset=charset,
        etag=etag if is_sendable(etag) else "",
        last_modified=modified if is_sendable(modified) else "",
        size_bytes=len(exchange.body),
        certificate=exchange.certificate,
    )


def reference_to(previous: Previous | None) -> Reference | None:
    """Turn what a job knows of a page's last snapshot into what a revisit record refers to."""
    if previous is None:
        return None
    return Reference(url=previous.url, at=previous.at, snapshot=previous.snapshot)
