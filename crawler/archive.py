"""Pages out of given WARC files instead of the network: the same lines, the same WARC, the same guards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from crawler.book import Book, describe
from crawler.captures import Trouble, exchange_of, read_block, repeat, shown_at, split
from crawler.job import FETCHES, Line, software
from crawler.outcome import name_answer
from crawler.payload import Head
from crawler.pin import MAX_REDIRECTS, REDIRECTS, canonical, next_hop, pin_of, why_off
from crawler.places import ArchiveError, Digest, Index, Place, Walk, read_digest
from crawler.warc import TRAVEL, Exchange, Headers, Reference, Shown
from directory.addresses import lies_under
from directory.records import Capture, Fetch, Hop, Page, Provider, Record
from directory.snapshots import SnapshotDamaged, read_origin, read_snapshot
from directory.terms import FetchOutcome, Vantage

# Captures of a page that the store holds, newest first: where a revisit record whose body is not in the files may lead.
Earlier = Callable[[str], Iterable[Capture]]
# ISO 28500, section 5.13: why a record is shorter than the answer was.
TRUNCATED: dict[str, FetchOutcome] = {"length": "too_large", "time": "timed_out"}

# The outcomes whose answer has a body that counts.
GOOD = frozenset({"ok", "not_modified"})


class Found(Record, frozen=True):
    """One capture read: the answer, and the capture in the files (`original`) or the store (`earlier`) it repeats."""

    exchange: Exchange
    original: Exchange | None = None
    earlier: Reference | None = None
    is_confirmation: bool = False


def latest_date(files: Sequence[Path]) -> datetime:
    """Give the time of the newest capture in the files, aware, UTC. Raises ArchiveError when there is none."""
    walks = [Walk(file, number) for number, file in enumerate(files)]
    dates = [place.at for walk in walks for place in walk]
    if not dates:
        names = ", ".join(file.name for file in files)
        notes = "; ".join(["no whole capture of a web address in it", *(walk.note for walk in walks if walk.note)])
        raise ArchiveError(f"{names}: {notes}; expected response or revisit records")
    return max(dates)


def import_archives(
    files: Sequence[Path],
    providers: Sequence[Provider],
    *,
    at: datetime | None,
    data: Path,
    folder: Path,
    attempt: int = 1,
    earlier: Earlier | None = None,
    stem: str = FETCHES,
) -> list[Line]:
    """Take every page of every provider out of the files, and write the WARC and lines that a crawl would write.

    at: aware; of each page the latest capture not after it is taken; None means the newest. data, folder, attempt:
    as in a CrawlJob. earlier: the store's captures of a page's address, newest first.
    Gives one line a page, in the order of providers and pages, and before it those of its vantages that the files hold
    (crawler.warc: how a record is marked). A page that the files hold only as of a time after `at` is `absent`, and its
    detail says so: what was captured later is no part of that night. Raises ArchiveError for a file that is no WARC file;
    damage further on is said in the details of the pages that were not found.
    """
    limit = at if at is not None else latest_date(files)
    reader = Reader(Index(files, wanted_by(providers)), limit, data, earlier or (lambda _page: ()))
    with Book(data=data, folder=folder, attempt=attempt, at=limit, software=software(), stem=stem) as book:
        pages = [(page, provider) for provider in providers for page in provider.pages]
        return [line for page, provider in pages for line in reader.write_lines(page, provider, book)]


def wanted_by(providers: Sequence[Provider]) -> Callable[[str], bool]:
    """Give the test for addresses that a page or a redirect of these providers may lead to."""
    hosts = [host for provider in providers for host in provider.official_hosts]
    pages = {canonical(page.url) for provider in providers for page in provider.pages}
    pages |= {plain(url) for url in pages}
    known: dict[str, bool] = {}

    def wants(url: str) -> bool:
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            # `https://[::1` is no address; a record that claims it is nobody's page.
            return False
        if host not in known:
            known[host] = lies_under(host, hosts)
        return known[host] or url in pages

    return wants


def plain(url: str) -> str:
    """Give the http form of an https address."""
    return "http" + url.removeprefix("https") if url.startswith("https:") else url


class Trail:
    """One page on its way to its final capture: from which vantage it is asked, and what was met so far."""

    def __init__(self, page: Page, provider: Provider, vantage: Vantage) -> None:
        self.page = page
        self.provider = provider
        self.vantage: Vantage = vantage
        self.hops: list[Hop] = []
        self.exchanges: list[Exchange] = []

    def tell(self, fetch: Fetch) -> Fetch:
        """Say in a fetch where the way led."""
        status = self.hops[-1].status if self.hops else None
        return msgspec.structs.replace(fetch, hops=tuple(self.hops), status=status)


class Reader:
    """Reads pages out of indexed files as of one time."""

    def __init__(self, index: Index, at: datetime, data: Path, earlier: Earlier) -> None:
        self.index = index
        self.at = at
        self.data = data
        self.earlier = earlier

    def write_lines(self, page: Page, provider: Provider, book: Book) -> Iterator[Line]:
        """Write the line of one page, before it those of the vantages from which the files hold it, too."""
        for vantage in (*sorted(self.index.vantages), ""):
            trail = Trail(page, provider, vantage)
            fetch, found = self.fetch(trail)
            if vantage and not any(exchange.vantage for exchange in trail.exchanges):
                continue
            marked = [exchange for exchange in trail.exchanges if exchange.vantage == vantage]
            is_good = found is not None and fetch.outcome in GOOD
            yield book.write_page(
                fetch,
                marked,
                earlier=found.earlier if found is not None and is_good else None,
                original=found.original if found is not None and is_good else None,
            )

    def fetch(self, trail: Trail) -> tuple[Fetch, Found | None]:
        """Follow one page to its final capture: its fetch, and that capture if there is one."""
        now = self.at.replace(microsecond=0)
        asked = Fetch(provider=trail.provider.id, page=trail.page.url, at=now, outcome="absent", vantage=trail.vantage)
        try:
            found = self.follow(trail)
        except Trouble as trouble:
            at = trail.exchanges[-1].at if trail.exchanges else now
            fetch = msgspec.structs.replace(asked, at=at, outcome=trouble.outcome, detail=trouble.detail)
            return trail.tell(fetch), None
        exchange = found.exchange
        headers = {name.lower(): value for name, value in exchange.headers}
        outcome, detail = name_answer(exchange.status, headers, was_conditional=found.is_confirmation)
        if found.is_confirmation and outcome == "ok":
            outcome = "not_modified"
        fetch = trail.tell(msgspec.structs.replace(asked, outcome=outcome, detail=detail))
        return describe(fetch, exchange, headers, None), found

    def follow(self, trail: Trail) -> Found:
        """Go from capture to capture along recorded redirects, under the same guard as a live crawl."""
        hops, pin = trail.hops, pin_of(trail.page, trail.provider)
        url = trail.page.url.partition("#")[0]
        while True:
            found = self.read_place(self.find(url, trail), trail.page)
            url = found.exchange.url
            hops.append(Hop(url=url, status=found.exchange.status))
            trail.exchanges.append(found.exchange)
            if found.exchange.status not in REDIRECTS:
                return found
            location = next((value for name, value in found.exchange.headers if name.lower() == "location"), "")
            target = next_hop(url, location)
            if not target:
                raise Trouble("http_error", f"status {found.exchange.status} without a Location")
            if any(canonical(hop.url) == canonical(target) for hop in hops):
                raise Trouble("http_error", f"redirects in a circle to {target}")
            if len(hops) > MAX_REDIRECTS:
                raise Trouble("http_error", f"more than {MAX_REDIRECTS} redirects")
            off = why_off(target, pin)
            if off:
                hops.append(Hop(url=target, status=None))
                raise Trouble("left_official_host", f"redirect: {off}")
            url = target

    def find(self, url: str, trail: Trail) -> Place:
        """Find the latest capture of an address. Raises Trouble when there is none.

        Where a page's own https address is not in the files, a plain http capture serves if it redirects; where a
        vantage's is not, so does one of the page's own way.
        """
        place = self.index.latest(url, self.at, trail.vantage)
        if place is not None:
            return place
        others = [url] if trail.vantage else []
        if not trail.hops and plain(url) != url:
            others.append(plain(url))
        for place in filter(None, (self.index.latest(other, self.at) for other in others)):
            if split(read_block(self.index.files[place.file], place))[0].status in REDIRECTS:
                return place
        notes = "; ".join([self.why_none(url), *self.index.notes])
        raise Trouble("absent", f"redirects to {url}: {notes}" if trail.hops else notes)

    def why_none(self, url: str) -> str:
        """Say why the files hold no capture of an address."""
        first = self.index.first(url)
        if first is None:
            return "the files hold no capture of it"
        at, night = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (first.at, self.at))
        return f"the files hold it only as captured later, from {at} on, and the run stands for {night}"

    def read_place(self, place: Place, page: Page) -> Found:
        """Read one capture; a revisit record with the body it refers to."""
        head, raw = split(read_block(self.index.files[place.file], place))
        if not place.is_revisit:
            if place.truncated:
                outcome = TRUNCATED.get(place.truncated, "unreachable")
                raise Trouble(outcome, f"the archive holds a part of the answer (truncated: {place.truncated})")
            return Found(exchange=self.answer_at(place, head, raw))
        if head.status and name_answer(head.status, {}, was_conditional=True)[0] not in GOOD:
            # An error or a redirect says all it has to say in its head.
            told = tuple((name, value) for name, value in head.headers if name.lower() not in TRAVEL)
            return Found(exchange=exchange_of(place, msgspec.structs.replace(head, headers=told), b""))
        is_confirmation = "not-modified" in place.profile
        referred = self.index.referred(place)
        if referred is not None:
            original = self.answer_at(referred, *split(read_block(self.index.files[referred.file], referred)))
            exchange = repeat(place, head, original)
            return Found(exchange=exchange, original=original, is_confirmation=is_confirmation)
        reference, body, media = self.from_store(place, page)
        shown = Shown() if place.is_rendered else None
        kept = Exchange(url=place.url, at=place.at, status=200, headers=media, body=body, shown=shown)
        return Found(exchange=repeat(place, head, kept), earlier=reference, is_confirmation=is_confirmation)

    def answer_at(self, place: Place, head: Head, raw: bytes) -> Exchange:
        """Give the answer of a response record, with what it looked like if a browser showed it."""
        shown = shown_at(self.index.files[place.file], place)
        return msgspec.structs.replace(exchange_of(place, head, raw), shown=shown)

    def from_store(self, place: Place, page: Page) -> tuple[Reference, bytes, Headers]:
        """Find the body of a revisit record among the store's captures of the page, by payload digest."""
        for capture in self.earlier(page.url):
            try:
                origin = read_origin(self.data, capture)
                if place.payload is not None and place.payload in digests_of(capture, origin.source_digest):
                    reference = Reference(url=origin.url, at=origin.at, snapshot=capture.snapshot)
                    declared = f"{capture.media}; charset={capture.charset}" if capture.charset else capture.media
                    return reference, read_snapshot(self.data, capture), (("Content-Type", declared),)
            except SnapshotDamaged:
                continue
        raise Trouble(
            "unresolved_revisit",
            f"the record repeats {place.refers_url or place.url} with payload {place.digest_text or 'unnamed'}, "
            "which is neither in the files nor in the store",
        )


def digests_of(capture: Capture, source_digest: str) -> list[Digest | None]:
    """List the digests by which a revisit record may name a stored body."""
    return [("sha256", bytes.fromhex(capture.snapshot)), read_digest(source_digest)]
