"""The watch list: third-party pages that are looked at again each week, and what they claim now that they did not."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import structlog

from directory.records import Provider, Record
from scheduler.addressed import fetch_addresses, left_out, read_addresses
from scheduler.config import Settings
from scheduler.known import known_now, with_register
from scheduler.progress import Meter
from scheduler.sweeping import default_workers, sweep_slices
from scheduler.swept import Sweep, in_place, kept, wrong_claims

FOLDER = "watched"
# Of a page that somebody saved in a browser, or of an archive: read as it lies there.
SAVED = (".html", ".htm", ".warc", ".warc.gz", ".wet", ".wet.gz")

log = structlog.get_logger()


class Watched(Record, frozen=True):
    """What one look came to. folder: where it is written. new: wrong claims that the last look did not have, with their places.

    unread: address → why nothing was had of it.
    """

    folder: Path
    addresses: int
    pages: int
    claims: int
    new: dict[str, list[str]]
    unread: dict[str, str]


def watch(settings: Settings, providers: Mapping[str, Provider], now: datetime, *, quiet: bool = False) -> Watched:
    """Fetch the pages of the watch list, judge what they claim, and write it to `watched/` in the data folder.

    Files beside the list that it names, saved pages and archives, are read as they are. Raises ListError, CrawlBroken.
    """
    if settings.watch is None:
        raise ValueError("no watch list: set `watch` in hotlinewatch.toml")
    asked, files = read_list(settings.watch)
    out = settings.data / FOLDER / f"{now:%Y-%m-%d}"
    before = wrong_claims(_latest(out))
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-watch-") as place, in_place(out) as fresh:
        unread: dict[str, str] = {}
        if asked:
            with Meter("addresses fetched", len(asked), quiet=quiet) as meter:
                files += fetch_addresses(asked, settings, Path(place), meter)
            unread = left_out(Path(place))
        with with_register(known_now(settings, providers), settings) as known:
            sweep = Sweep(known, settings, lambda fault: log.warning("slice_broken", fault=fault))
            with Meter("slices swept", len(files), quiet=quiet) as meter:
                slices = sweep_slices(files, known.providers, min(default_workers(), len(files)))
                for _ in kept(sweep.lines(slices, meter), fresh):
                    pass
        sweep.write(fresh)
    new = {
        f"{provider} {number}": urls
        for (provider, number), urls in wrong_claims(out).items()
        if (provider, number) not in before
    }
    for claim, urls in new.items():
        log.warning("watched_claim_new", claim=claim, urls=urls)
    counted = sweep.counted
    return Watched(
        folder=out, addresses=len(asked), pages=counted["pages"], claims=counted["claims"], new=new, unread=unread
    )


def read_list(file: Path) -> tuple[list[str], list[Path]]:
    """Read a watch list: addresses, and saved pages or archives beside it. Raises ListError."""
    lines = read_addresses(file, also=SAVED)
    asked = [line for line in lines if line.startswith(("https://", "http://"))]
    return asked, [file.parent / line for line in lines if line not in asked]


def _latest(out: Path) -> Path:
    """The look before this one, of the same day if there was one."""
    earlier = sorted(one for one in out.parent.glob("????-??-??") if one <= out)
    return earlier[-1] if earlier else out
