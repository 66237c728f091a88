"""Pages of a list of addresses, fetched once into WARC files: third parties' pages, by the crawler's own rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from crawler.job import own_lines
from directory.addresses import host_of
from directory.description import public_suffixes
from directory.records import Expect, Page, Provider
from scheduler.config import Settings
from scheduler.crawling import crawl, job_for
from scheduler.progress import Meter

MOST_ADDRESSES = 100_000
WEB = ("https", "http")


class ListError(ValueError):
    """A list of addresses that cannot be used: says the file, the line, what came and what was expected."""


def read_addresses(file: Path, also: Sequence[str] = ()) -> list[str]:
    """Read a list: an address a line, lines that begin with # and empty ones left out. Raises ListError.

    also: endings of file names that may stand there, too: of files that lie beside the list.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ListError(f"{file}: cannot be read ({error}); expected an address a line, in UTF-8") from error
    found: dict[str, None] = {}
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("#"):
            continue
        is_address = line.startswith(("https://", "http://")) and host_of(line, WEB) is not None
        is_beside = line.endswith(tuple(also)) and (file.parent / line).is_file() if also else False
        if not is_address and not is_beside:
            files = f", or a file beside the list ({', '.join(also)})" if also else ""
            raise ListError(f"{file}:{number}: got {line[:200]!r}, expected an address, https:// or http://{files}")
        found[line] = None
    if not 0 < len(found) <= MOST_ADDRESSES:
        raise ListError(f"{file}: {len(found)} addresses, expected 1 to {MOST_ADDRESSES:,}")
    return list(found)


def fetch_addresses(addresses: Sequence[str], settings: Settings, home: Path, meter: Meter) -> list[Path]:
    """Fetch each address once into `home`; gives the WARC files, which sweep_slices reads.

    As official pages are: robots.txt, pauses, no private addresses, no redirect to another site. What could not be
    fetched is no page of them. Raises CrawlBroken.
    """
    folder = home / "warc"
    folder.mkdir(parents=True, exist_ok=True)
    crawl(job_for(settings, _as_providers(addresses), home, folder), folder / "job-1.json", meter)
    return sorted(folder.glob("*.warc.gz"))


def left_out(home: Path) -> dict[str, str]:
    """Address → why it is no page of what was fetched."""
    return {
        line.fetch.page: f"{line.fetch.outcome} {line.fetch.detail}".strip()
        for line in own_lines(home / "warc")
        if line.fetch.outcome != "ok"
    }


def _as_providers(addresses: Sequence[str]) -> list[Provider]:
    """A site each, so that no redirect leaves it; nothing of these is an official page."""
    sites: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        host = host_of(address, WEB) or ""
        sites[public_suffixes().privatesuffix(host) or host].append(address)
    nothing = Expect(least=0, most=1000)
    return [
        Provider(
            id=f"world/listed-{number}",
            name=site,
            kind="other",
            country="",
            official_hosts=(site,),
            hotline="none",
            pages=tuple(Page(url=url, channel="site", language="", regions=(), expect=nothing) for url in urls),
        )
        for number, (site, urls) in enumerate(sorted(sites.items()))
    ]
