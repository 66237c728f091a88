"""Where captures lie in given WARC files: one pass over each, nothing kept but places."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast, get_args

from fastwarc.warc import ArchiveIterator, WarcRecord

from crawler.pin import canonical
from crawler.warc import CERTIFICATE, VANTAGE
from directory.records import Record
from directory.shots import RENDERED_BY
from directory.terms import Vantage

# Digests are compared as bytes, because archives write the same one in base32 or in hexadecimal.
Digest = tuple[str, bytes]


class ArchiveError(ValueError):
    """A given file that is no WARC file: says the file, what came and what was expected."""


class Place(Record, frozen=True):
    """One capture in one of the given files.

    file: index into the files given; offset: where its record (or gzip member) begins; order: its number among the
    records of the file. url: as recorded. payload: its payload digest, None when it has none that can be read.
    digest_text: the same as written. refers_url, refers_at: what a revisit record refers to, if it says so.
    truncated: why the archive cut the record, or "". is_rendered: its body is markup that a browser built.
    vantage, certificate: as the record says (crawler.warc), "" where it says nothing.
    """

    file: int
    offset: int
    order: int
    at: datetime
    is_revisit: bool
    url: str
    payload: Digest | None
    digest_text: str
    refers_url: str
    refers_at: datetime | None
    profile: str
    truncated: str
    is_rendered: bool = False
    vantage: Vantage = ""
    certificate: str = ""


class Walk:
    """Goes through the captures of one file up to its end or its first damage, which `note` then tells of.

    A capture is given only when its record is whole: a record that lies about its length is found out by what
    follows it. What follows damage is not looked for, because a page could carry forged records in its body.
    """

    def __init__(self, file: Path, number: int) -> None:
        self.file = file
        self.number = number
        self.note = ""

    def __iter__(self) -> Iterator[Place]:
        """Give the place of each capture. Raises ArchiveError when the file's first record is none."""
        held: Place | None = None
        count = order = 0
        try:
            with self.file.open("rb") as stream:
                for record in ArchiveIterator(stream, parse_http=False):
                    count += 1
                    if held is not None:
                        yield held
                    held, place = None, place_of(record, self.number, order)
                    order += 1
                    # A record cut in its head has lost the length that stands at the head's end.
                    is_headed = record.headers.get("Content-Length") is not None
                    if not is_headed or record.reader.consume() < record.content_length:
                        told = record.headers.get("Content-Length") or "no"
                        self.note = (
                            f"{self.file.name} is cut inside record {count}, or that record lies about its length "
                            f"(Content-Length: {told}); nothing from there on is read"
                        )
                        break
                    held = place
        except OSError as error:
            if count == 0:
                raise ArchiveError(f"{self.file.name}: {error}; expected a WARC file (.warc or .warc.gz)") from error
            self.note = (
                f"{self.file.name} is damaged behind record {count}, or that record lies about its length "
                f"({error}); nothing from there on is read"
            )
            return
        if count == 0:
            raise ArchiveError(f"{self.file.name}: no WARC record in it; expected a WARC file (.warc or .warc.gz)")
        if held is not None:
            yield held


def place_of(record: WarcRecord, file: int, order: int) -> Place | None:
    """Describe a capture; None for other records, one without a web address or a date, one from an unknown vantage."""
    kind = record.headers.get("WARC-Type", "")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    at = read_date(record.headers.get("WARC-Date") or "")
    vantage = (record.headers.get(VANTAGE) or "").strip()
    if vantage not in get_args(Vantage):
        return None
    if kind not in {"response", "revisit"} or at is None or not url.lower().startswith(("http://", "https://")):
        return None
    digest_text = record.headers.get("WARC-Payload-Digest") or ""
    return Place(
        file=file,
        offset=record.stream_pos,
        order=order,
        at=at,
        is_revisit=kind == "revisit",
        url=url,
        payload=read_digest(digest_text),
        digest_text=digest_text,
        refers_url=(record.headers.get("WARC-Refers-To-Target-URI") or "").strip("<> "),
        refers_at=read_date(record.headers.get("WARC-Refers-To-Date") or ""),
        profile=record.headers.get("WARC-Profile") or "",
        truncated=record.headers.get("WARC-Truncated") or "",
        is_rendered=record.headers.get(RENDERED_BY) is not None,
        vantage=cast(Vantage, vantage),
        certificate=record.headers.get(CERTIFICATE) or "",
    )


def read_date(text: str) -> datetime | None:
    """Read a WARC-Date (ISO 28500, W3C date and time); None when it is none. A missing zone is UTC."""
    try:
        at = datetime.fromisoformat(text.strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_digest(text: str) -> Digest | None:
    """Read `algorithm:value`, the value in hexadecimal or base32; None when it is neither."""
    name, _, value = text.strip().partition(":")
    name = name.lower().replace("-", "")
    sizes = {"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}
    if name not in sizes:
        return None
    try:
        if len(value) == 2 * sizes[name]:
            return name, bytes.fromhex(value)
        raw = base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (ValueError, binascii.Error):
        return None
    return (name, raw) if len(raw) == sizes[name] else None


class Index:
    """The captures of some files by address and by payload digest, as far as `wants` asked for them.

    notes: what is damaged. vantages: those besides the pages' own way from which there are captures.
    """

    def __init__(self, files: Sequence[Path], wants: Callable[[str], bool]) -> None:
        self.files = files
        self.notes: list[str] = []
        self.vantages: set[Vantage] = set()
        self._by_url: dict[str, list[Place]] = {}
        self._by_payload: dict[tuple[str, Digest], Place] = {}
        self._scan(wants)
        revisits = [place for places in self._by_url.values() for place in places if place.is_revisit]
        beyond = {canonical(place.refers_url) for place in revisits if place.refers_url} - self._by_url.keys()
        if beyond:
            self._scan(beyond.__contains__)

    def _scan(self, wants: Callable[[str], bool]) -> None:
        self.notes = []
        for number, file in enumerate(self.files):
            walk = Walk(file, number)
            for place in walk:
                url = canonical(place.url)
                if wants(url):
                    self._add(url, place)
            if walk.note:
                self.notes.append(walk.note)

    def _add(self, url: str, place: Place) -> None:
        self._by_url.setdefault(url, []).append(place)
        if place.vantage:
            self.vantages.add(place.vantage)
        if not place.is_revisit and place.payload is not None:
            self._by_payload.setdefault((url, place.payload), place)

    def latest(self, url: str, at: datetime, vantage: Vantage = "") -> Place | None:
        """Give the newest capture of an address from a vantage, dated not after `at`; None when there is none."""
        fitting = [place for place in self._from(url, vantage) if place.at <= at]
        return max(fitting, key=lambda place: (place.at, place.file, place.order), default=None)

    def first(self, url: str) -> Place | None:
        """Give the oldest capture of an address on its own way; None when there is none."""
        return min(self._from(url, ""), key=lambda place: place.at, default=None)

    def _from(self, url: str, vantage: Vantage) -> list[Place]:
        return [place for place in self._by_url.get(canonical(url), ()) if place.vantage == vantage]

    def referred(self, place: Place) -> Place | None:
        """Give the capture that a revisit record confirms: by address and payload digest, else by address and time."""
        url = canonical(place.refers_url or place.url)
        if place.payload is not None:
            return self._by_payload.get((url, place.payload))
        if place.refers_at is None:
            return None
        same = [p for p in self._by_url.get(url, ()) if p.at == place.refers_at and not p.is_revisit]
        return same[0] if same else None
