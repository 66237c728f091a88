"""Documents that people hand us: files and lines of a list, made into jobs for the reading workers."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple, cast

import msgspec

from directory.countries import country_faults
from directory.records import Expect, Fetch, Page, Provider, Reading
from scheduler.regions import guess_region
from scheduler.workers import ReadingPool, ReadJob

# A document in hand has no capture time; signals do not see it, so any fixed one serves.
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
ANY_COUNT = Expect(least=0, most=1_000_000)
NOBODY = Provider(id="", name="", kind="other", country="", official_hosts=(), hotline="published")

# The library's own table, not the machine's, so that a file is the same everywhere.
_MEDIA = mimetypes.MimeTypes()
_NO_MEDIA = "application/octet-stream"
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


class ListError(ValueError):
    """A line of a list that cannot be read: says the line, what came and what was expected."""


class Told(NamedTuple):
    """What the person said of the documents: "" and () where nothing. `country` is the installation's.

    explains: whether the refused digits are wanted, too.
    """

    media: str = ""
    regions: tuple[str, ...] = ()
    url: str = ""
    language: str = ""
    country: str = ""
    explains: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list; further fields are somebody else's and left alone.

    `file` says the same as `path`; `assumed_region` stands in for a `region` that nobody knows for sure.
    """

    id: str
    text: str | None = None
    path: str | None = None
    file: str | None = None
    region: str | None = None
    assumed_region: str | None = None
    url: str | None = None
    media: str | None = None
    language: str | None = None


class Given(NamedTuple):
    """One document: the name it goes by, and its job, or why there is none."""

    name: str
    job: ReadJob | None
    trouble: str = ""


def from_file(name: str, file: Path, told: Told) -> Given:
    """Make a job of one file; one that cannot be opened becomes trouble of its own."""
    try:
        body = file.read_bytes()
    except OSError as error:
        return Given(name, None, f"cannot be read: {error.strerror}")
    if not body:
        return Given(name, None, "is empty: got 0 bytes, expected a page, a document or a text")
    named = _MEDIA.guess_type(file.name)[0]
    media = told.media or (_by_magic(body) if named in {None, _NO_MEDIA} else str(named))
    return Given(name, make_job(body, media, told))


def from_list(lines: Iterable[bytes], folder: Path, told: Told) -> Iterator[Given]:
    """Make jobs of JSON lines, in order. folder: what relative paths start from. Raises ListError."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=Row)
        except msgspec.DecodeError as error:
            raise ListError(f'line {number}: {error}; expected {{"id": …, "text" or "path": …}}') from error
        yield _from_row(row, number, folder, told)


def open_list(file: Path | None) -> AbstractContextManager[IO[bytes]]:
    """Open a list, gzipped or plain; None means standard input, which stays open afterwards."""
    if file is None:
        return nullcontext(sys.stdin.buffer)
    return cast("IO[bytes]", gzip.open(file)) if file.suffix == ".gz" else file.open("rb")


def make_job(body: bytes, media: str, told: Told) -> ReadJob:
    """Make a job of bytes in hand, read for the regions told, else for the one the document itself speaks of."""
    guessed = guess_region(body, told.url, told.language) or told.country
    url = told.url or "file:"
    page = Page(
        url=url,
        channel="site",
        language=told.language,
        regions=told.regions or ((guessed,) if guessed else ()),
        expect=ANY_COUNT,
    )
    charset = "utf-8" if media == "text/plain" and _is_utf8(body) else ""
    fetch = Fetch(
        provider="",
        page=url,
        at=NO_TIME,
        outcome="ok",
        media=media,
        charset=charset,
        snapshot=hashlib.sha256(body).hexdigest(),
        size_bytes=len(body),
    )
    return ReadJob(
        page=page,
        provider=NOBODY,
        fetch=fetch,
        capture=None,
        known=(),
        data=Path(),
        body=body,
        explains=told.explains,
    )


def read_in_order(pool: ReadingPool, documents: Iterable[Given]) -> Iterator[tuple[Given, Reading | None]]:
    """Read documents in the pool and give them back in the order they came; None for one that had no job."""
    order: dict[int, tuple[int, Given]] = {}
    done: dict[int, tuple[Given, Reading | None]] = {}

    def jobs() -> Iterator[ReadJob]:
        for place, given in enumerate(documents):
            if given.job is None:
                done[place] = (given, None)
            else:
                order[id(given.job)] = (place, given)
                yield given.job

    following = 0
    for job, reading in pool.read(jobs()):
        place, given = order.pop(id(job))
        done[place] = (given, reading)
        while following in done:
            yield done.pop(following)
            following += 1
    yield from (done[place] for place in sorted(done))


def _from_row(row: Row, number: int, folder: Path, told: Told) -> Given:
    region = row.region or row.assumed_region
    if region and (faults := country_faults(region, f"line {number}: region")):
        return Given(row.id, None, faults[0])
    mine = told._replace(
        media=row.media or told.media,
        regions=told.regions or ((region,) if region else ()),
        url=row.url or told.url,
        language=row.language or told.language,
    )
    if row.text is not None:
        return Given(row.id, make_job(row.text.encode("utf-8", "surrogatepass"), mine.media or "text/plain", mine))
    place = row.path or row.file
    if place is None:
        raise ListError(f'line {number}: id {row.id!r} has neither "text" nor "path", expected one of them')
    return from_file(row.id, folder / place, mine)


def _by_magic(body: bytes) -> str:
    start = body[:64].lstrip()
    known = next((media for magic, media in _MAGIC if body.startswith(magic)), "")
    return known or ("text/html" if start.startswith(b"<") else "text/plain")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
