"""Real pages as a world: labelled pages of the shared data, a provider a host, their visible numbers as its lines.

Source: the silver and gold sets of ../shared/data, which stay there; nothing of a page is kept here.
"""

from __future__ import annotations

import io
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from directory.addresses import lies_under
from directory.records import Expect, Page, Provider
from lab.markup import parts_of_page, pattern_of
from lab.world import LabPage, LabProvider, Line, World

SETS = ("silver", "gold-west", "gold-webstruct", "gold-cjk")
# The window the archives were made with, larger than what a reader admits unasked: score.py of the shared data, --long=27.
_WINDOW_LOG = 27
_HTML = "text/html"
# What a page of a country is written in where it does not say so.
_LANGUAGES = {
    "CN": "zh",
    "TW": "zh",
    "HK": "zh",
    "JP": "ja",
    "KR": "ko",
    "ES": "es",
    "MX": "es",
    "DE": "de",
    "AT": "de",
}
# A page with more numbers than this is a list of branches or of people, not of lines that a firm gives as its own.
_MOST_LINES = 30
_LEAST_DIGITS = 3
_NOT_A_SLUG = re.compile(r"[^a-z0-9]+")


class Label(msgspec.Struct, frozen=True):
    """One labelled number. kind: e164, short, e164-nonvalid; role: tel or fax."""

    number: str
    kind: str
    role: str
    visible: bool


class Row(msgspec.Struct, frozen=True):
    """One labelled page as its manifest tells it."""

    id: str
    file: str
    url: str
    domain: str
    region: str
    lang: str
    encoding: str
    archive: str
    labels: tuple[Label, ...]

    @property
    def address(self) -> str:
        """The page's address; an invented one where the set knows none, or one that no provider file admits."""
        parts = urlsplit(self.url)
        if parts.scheme in ("http", "https") and parts.hostname and lies_under(parts.hostname, [self.domain]):
            return f"https://{parts.hostname}{parts.path or '/'}?capture={self.id}"
        return f"https://www.page-{self.id}.example/"

    @property
    def host(self) -> str:
        """The official host of its provider."""
        return self.domain if self.domain and self.domain in self.address else f"page-{self.id}.example"


def read_rows(data: Path, sets: Sequence[str] = SETS) -> tuple[Row, ...]:
    """The rows of some sets that have a visible number, by id. Raises msgspec.ValidationError for a row of another form."""
    lines = [line for name in sets for line in (data / f"{name}.jsonl").read_bytes().splitlines() if line.strip()]
    rows = {row.id: row for row in (msgspec.json.decode(line, type=Row) for line in lines)}
    return tuple(rows[name] for name in sorted(rows) if any(_is_own(label) for label in rows[name].labels))


def read_bodies(data: Path, rows: Iterable[Row]) -> dict[str, bytes]:
    """The stored bytes of the rows' pages, by file, out of their archives."""
    wanted = {row.file for row in rows}
    found: dict[str, bytes] = {}
    for name in sorted({row.archive for row in rows}):
        options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
        unpacked = zstd.decompress((data / name).read_bytes(), options=options)
        with tarfile.open(fileobj=io.BytesIO(unpacked)) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isfile() and Path(member.name).name in wanted else None
                if file is not None:
                    found[Path(member.name).name] = file.read()
    return found


def real_world(rows: Sequence[Row], bodies: Mapping[str, bytes]) -> World:
    """The pages as providers by host; a page none of whose lines people read, or that is not in its charset, is left out."""
    by_host: dict[str, list[tuple[Row, LabPage]]] = defaultdict(list)
    for row in rows:
        page = _page(row, bodies[row.file])
        if page is not None:
            by_host[row.host].append((row, page))
    providers = [_provider(host, found) for host, found in sorted(by_host.items())]
    return tuple(sorted(providers, key=lambda one: one.provider.id))


def _page(row: Row, body: bytes) -> LabPage | None:
    try:
        html = body.decode(row.encoding)
    except UnicodeDecodeError:
        return None
    lines = tuple(_lines(row, html))
    if not lines or len(lines) > _MOST_LINES:
        return None
    language = row.lang.partition("-")[0].lower() or _LANGUAGES.get(row.region, "en")
    # Every page is served in one charset, which stands above what its markup says (WHATWG HTML, 13.2.3).
    return LabPage(
        url=row.address,
        channel="site",
        language=language,
        kind="static",
        media=_HTML,
        body=html.encode(),
        lines=lines,
    )


def _lines(row: Row, html: str) -> Iterator[Line]:
    """The labelled numbers that stand in the text, printed as they stand there."""
    texts = [part.source for part in parts_of_page(html) if part.place == "text" and _has_number(part.source)]
    for label in row.labels:
        if _is_own(label):
            key = label.number if label.kind == "e164" else f"{row.region}:{label.number}"
            pattern = pattern_of(Line(key=key, printed=""))
            found = next((match for text in texts if (match := pattern.search(text)) is not None), None)
            if found is not None:
                yield Line(key=key, printed=found[0])


def _has_number(text: str) -> bool:
    """Whether a text has as many digits as the shortest line."""
    return sum(map(str.isdigit, text)) >= _LEAST_DIGITS


def _is_own(label: Label) -> bool:
    return label.visible and label.role == "tel" and label.kind in ("e164", "short")


def _provider(host: str, found: Sequence[tuple[Row, LabPage]]) -> LabProvider:
    region = found[0][0].region
    pages = tuple(page for _, page in found)
    described = tuple(
        Page(
            url=page.url,
            channel=page.channel,
            language=page.language,
            regions=(row.region,),
            expect=Expect(least=0, most=len(page.lines) + 20),
        )
        for row, page in found
    )
    provider = Provider(
        id=f"{region.lower()}/{_NOT_A_SLUG.sub('-', host.lower()).strip('-')}",
        name=host.partition(".")[0],
        kind="other",
        country=region,
        official_hosts=(host,),
        hotline="published",
        pages=described,
    )
    return LabProvider(provider=provider, pages=pages)
