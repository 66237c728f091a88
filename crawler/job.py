"""What one crawl is told and what it says: the job file, and the lines of fetches.jsonl."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from directory.records import Capture, Fetch, Provider, Record
from directory.terms import Vantage

MIB = 1024 * 1024
# A PDF carries its pictures with it (reliability, section 8: 16 MiB for PDF, 8 MiB for the rest).
PDF_MAX_BYTES = 16 * MIB
# reliability, section 8: CLOSESPIDER_TIMEOUT for each provider.
SECONDS_A_PROVIDER = 120.0
# reliability, section 8: 30 s for a page in the browser, from its first request to its screenshot.
PAGE_SHOWN_S = 30.0
# reliability, section 8: an ETag is stored up to this length.
MAX_VALIDATOR_CHARS = 256
# The lines of attempt n: `fetches-n.jsonl` for the providers' pages, `rendered-n.jsonl` for those of them that were
# fetched once more in a browser, `canary-n.jsonl` for the canary alone.
FETCHES = "fetches"
RENDERED = "rendered"
# `vantages-n.jsonl` for those that were looked at from elsewhere, too.
VANTAGES = "vantages"
CANARY = "canary"

Positive = Annotated[float, msgspec.Meta(gt=0)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class JobError(ValueError):
    """A job file that cannot be used: says the file, what came and what was expected."""


class Previous(Record, frozen=True):
    """The last good snapshot of a page: what a conditional request and a revisit record refer to.

    url: the address that answered it (the last hop), which is where its validators are valid.
    at: aware, UTC, when it was captured. snapshot: SHA-256 hex of its content-decoded body.
    """

    url: str
    at: datetime
    snapshot: str
    etag: str = ""
    last_modified: str = ""


def software() -> str:
    """Name the program and its version, as archives and servers are told."""
    return f"hotlinewatch/{version('hotlinewatch')}"


def is_sendable(value: str) -> bool:
    """Say whether a validator may be kept and sent back: short and plain (reliability, section 8)."""
    return 0 < len(value) <= MAX_VALIDATOR_CHARS and value.isascii() and value.isprintable()


def validators_for(url: str, previous: Previous | None) -> dict[str, str]:
    """Give the headers that ask `url` for its body only if it changed; none at another address than they came from."""
    if previous is None or previous.url != url:
        return {}
    sent = {"If-None-Match": previous.etag, "If-Modified-Since": previous.last_modified}
    return {name: value for name, value in sent.items() if is_sendable(value)}


def previous_of(fetch: Fetch) -> Previous | None:
    """Turn a page's last good fetch into what the next job says of it; None when it has no snapshot."""
    if fetch.snapshot is None or not fetch.hops:
        return None
    return Previous(
        url=fetch.hops[-1].url,
        at=fetch.at,
        snapshot=fetch.snapshot,
        etag=fetch.etag,
        last_modified=fetch.last_modified,
    )


class CrawlJob(Record, frozen=True):
    """One attempt of one run: the providers with only the pages still to fetch, and how to fetch them.

    A page whose `render` is "browser" is shown in a browser, every other one fetched plainly.
    data: the data folder. folder: where this run's files go, inside `data`. contact: address in the user agent.
    attempt: names the files; an attempt never writes into another's. stem: FETCHES, RENDERED or VANTAGES.
    vantage: from where all its pages are asked, "" for their own way. previous: page address → last good snapshot.
    canary: a provider with the one page that the program itself serves; its line and WARC stand apart.
    retry_wait_most_s: a longer Retry-After is honoured by not asking again in this run.
    time_limit_s: None means 120 s for each provider. resolve: host or host:port → the host:port that is asked
    instead. allow_private: exact host:port pairs that may lie on addresses which are not public.
    ca_file: certificates to trust instead of the system's. browser_sandbox: whether Chromium runs in its sandbox.
    page_shown_s: how long a browser may work on one page, from its first request to its screenshot.
    """

    providers: tuple[Provider, ...]
    data: str
    folder: str
    contact: Annotated[str, msgspec.Meta(min_length=3)]
    attempt: Count = 1
    stem: Literal["fetches", "rendered", "vantages"] = "fetches"
    vantage: Vantage = ""
    previous: dict[str, Previous] = msgspec.field(default_factory=dict)
    canary: Provider | None = None
    delay_s: Annotated[float, msgspec.Meta(ge=0)] = 2.0
    concurrency: Count = 8
    timeout_s: Positive = 30.0
    dns_timeout_s: Positive = 10.0
    max_bytes: Count = 8 * MIB
    retry_wait_most_s: Annotated[float, msgspec.Meta(ge=0)] = 60.0
    time_limit_s: Positive | None = None
    resolve: dict[str, str] = msgspec.field(default_factory=dict)
    allow_private: tuple[str, ...] = ()
    ca_file: str = ""
    browser_sandbox: bool = True
    page_shown_s: Positive = PAGE_SHOWN_S

    def seconds_allowed(self) -> float:
        """Give the time after which the crawl stops starting pages, in seconds."""
        if self.time_limit_s is not None:
            return self.time_limit_s
        shown = sum(page.render == "browser" for provider in self.providers for page in provider.pages)
        return SECONDS_A_PROVIDER * max(1, len(self.providers)) + self.page_shown_s * shown


class Line(Record, frozen=True):
    """One line of fetches.jsonl: how one page fared, and where its body lies.

    capture: None when there is no body, or when the body is the one of the job's `previous` snapshot (or of a
    capture that the store gave the importer), which the store already knows.
    """

    fetch: Fetch
    capture: Capture | None


def read_job(file: Path) -> CrawlJob:
    """Read a job file. Raises JobError when it is no whole, valid job."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=CrawlJob)
    except OSError as error:
        raise JobError(f"{file.name}: cannot be read ({error.strerror}); expected a job file in JSON") from error
    except msgspec.MsgspecError as error:
        raise JobError(f"{file.name}: {error}; expected the fields of crawler.job.CrawlJob") from error


def write_job(job: CrawlJob, file: Path) -> None:
    """Write a job for `python -m crawler.run`."""
    file.write_bytes(msgspec.json.encode(job))


def read_lines(folder: Path, stem: str = FETCHES) -> list[Line]:
    """Give the lines of all attempts in `folder`, oldest attempt first, one line a page and vantage: the first written counts.

    stem: FETCHES, RENDERED, VANTAGES or CANARY. A last line cut by a crash is left out; its page is still to be fetched. A line that is
    broken elsewhere raises JobError, because then the file was changed after it was written.
    """
    found: dict[tuple[str, str, str], Line] = {}
    for line in every_line(folder, stem):
        found.setdefault((line.fetch.provider, line.fetch.page, line.fetch.vantage), line)
    return list(found.values())


def every_line(folder: Path, stem: str) -> list[Line]:
    """Give all whole lines of all attempts in `folder`, oldest attempt first. Raises as `read_lines`."""
    found = []
    for file in sorted(folder.glob(f"{stem}-*.jsonl"), key=lambda file: int(file.stem.rpartition("-")[2])):
        *whole, _cut = file.read_bytes().split(b"\n")
        found += [read_line(text, f"{file.name}:{number}") for number, text in enumerate(whole, start=1)]
    return found


def own_lines(folder: Path, stem: str = FETCHES) -> list[Line]:
    """Give those of `read_lines` that tell of a page's own way: one line a page."""
    return [line for line in read_lines(folder, stem) if not line.fetch.vantage]


def read_line(text: bytes, place: str) -> Line:
    """Read one line. Raises JobError with its place."""
    try:
        return msgspec.json.decode(text, type=Line)
    except msgspec.MsgspecError as error:
        raise JobError(f"{place}: {error}; expected a line written by the crawler") from error


def next_attempt(folder: Path) -> int:
    """Give the number of the attempt to write next: one above the highest that left any file in `folder`."""
    names = [file.name.partition(".")[0] for file in folder.glob("*-*.*")]
    numbers = [int(name.rpartition("-")[2]) for name in names if name.rpartition("-")[2].isdecimal()]
    return max(numbers, default=0) + 1


def take_attempt(folder: Path) -> int:
    """Give the number of an attempt that is the caller's alone, whoever else writes into `folder`: its job file marks it."""
    while True:
        attempt = next_attempt(folder)
        try:
            (folder / f"job-{attempt}.json").touch(exist_ok=False)
        except FileExistsError:
            continue
        return attempt
