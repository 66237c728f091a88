"""Builds the demo's two recorded nights, as WARC files, from their page sources.

`python -m lab.demo_warc` writes lab/demo/night-1.warc.gz and night-2.warc.gz anew; the same sources give the same records.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path

import msgspec

from crawler.warc import Exchange, WarcWriter, snapshot_of

DEMO = Path(__file__).parent / "demo"
# Two seconds between pages, as a polite crawl of one host would leave.
PAUSE = timedelta(seconds=2)


class Night(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One recorded night. at: aware, when its first page was fetched. status: page address → HTTP status, else 200."""

    name: str
    at: datetime
    status: dict[str, int] = {}


class Nights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All nights of the demo, in order."""

    nights: tuple[Night, ...]


def read_nights(demo: Path = DEMO) -> tuple[Night, ...]:
    """Read the nights in order from nights.toml. Raises msgspec.ValidationError with the place of what is wrong."""
    raw = tomllib.loads((demo / "nights.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw, Nights).nights


def page_sources(night: Night, demo: Path = DEMO) -> dict[str, Path]:
    """Map each page's address to its source on that night: its own, else the one of the latest night before."""
    sources: dict[str, Path] = {}
    for earlier in read_nights(demo):
        folder = demo / "pages" / earlier.name
        sources |= {f"https://{file.relative_to(folder).as_posix()}": file for file in folder.rglob("*.html")}
        if earlier == night:
            break
    return dict(sorted(sources.items()))


def exchanges(night: Night, demo: Path = DEMO) -> Iterator[Exchange]:
    """Give what each page answered that night, by address."""
    at = night.at
    for url, source in page_sources(night, demo).items():
        body = source.read_bytes()
        status = HTTPStatus(night.status.get(url, HTTPStatus.OK))
        headers = (
            ("Date", format_datetime(at, usegmt=True)),
            ("Content-Type", "text/html; charset=utf-8"),
            ("ETag", f'"{snapshot_of(body)[:16]}"'),
        )
        yield Exchange(url=url, at=at, status=status.value, reason=status.phrase, headers=headers, body=body)
        at += PAUSE


def build_night(night: Night, folder: Path, demo: Path = DEMO) -> Path:
    """Write the night's WARC file into `folder`, replacing an older one, and give its path."""
    file = folder / f"{night.name}.warc.gz"
    file.unlink(missing_ok=True)
    with WarcWriter(file) as writer:
        writer.write_info(night.at, "hotlinewatch demo")
        for exchange in exchanges(night, demo):
            writer.write_response(exchange)
    return file


if __name__ == "__main__":
    for recorded in read_nights():
        build_night(recorded, DEMO)
