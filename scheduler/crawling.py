"""The crawler's process, started with a job and followed to its end."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from crawler.job import CrawlJob, own_lines
from directory.records import Fetch, Page, Provider
from directory.snapshots import read_snapshot
from scheduler.config import Settings
from scheduler.progress import Meter

# A crawl that was told to end has this long before it is killed (reliability, section 6: 10 s in all).
END_GRACE_S = 5.0


class CrawlBroken(RuntimeError):  # noqa: N818 - named as the state it tells of
    """The crawler's process ended without doing its work; says what it said last."""


def job_for(settings: Settings, providers: Sequence[Provider], data: Path, folder: Path, **more: Any) -> CrawlJob:
    """The job of fetching these pages as the settings say; `more` overrides single fields of it."""
    asked = settings.crawl
    fields: dict[str, Any] = {
        "providers": tuple(providers),
        "data": str(data),
        "folder": str(folder),
        "contact": settings.contact,
        "delay_s": asked.delay_s,
        "concurrency": asked.concurrency,
        "timeout_s": asked.timeout_s,
        "max_bytes": asked.max_bytes,
        "resolve": asked.resolve,
        "allow_private": asked.allow_private,
        "ca_file": str(asked.ca_file or ""),
        "browser_sandbox": asked.browser_sandbox,
    }
    return CrawlJob(**{**fields, **more})


def crawl(job: CrawlJob, file: Path, meter: Meter) -> None:
    """Run a job, written to `file`, in a process of its own. Raises CrawlBroken when it could not work at all."""
    file.write_bytes(msgspec.json.encode(job))
    with _crawler(file) as crawler:
        last = _follow(crawler, meter)
    if crawler.returncode:
        raise CrawlBroken(f"{file}: the crawler ended with code {crawler.returncode}: {last}; run again to resume")


def ask_page(page: Page, provider: Provider, settings: Settings) -> tuple[Fetch, bytes | None]:
    """Fetch one page now, as a night would, and keep nothing: its outcome, and its body when it has one."""
    alone = msgspec.structs.replace(provider, pages=(page,))
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-probe-") as place, Meter("page asked", 1) as meter:
        data = Path(place)
        folder = data / "warc"
        folder.mkdir()
        crawl(job_for(settings, [alone], data, folder), data / "job.json", meter)
        line = own_lines(folder)[0]
        return line.fetch, read_snapshot(data, line.capture) if line.capture is not None else None


@contextmanager
def _crawler(job: Path) -> Iterator[subprocess.Popen[str]]:
    """The crawler's process; it is ended when we are."""
    command = [sys.executable, "-m", "crawler.run", str(job)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:  # noqa: S603 - our own module
        try:
            yield process
            process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(END_GRACE_S)
                except subprocess.TimeoutExpired:
                    process.kill()


def _follow(crawler: subprocess.Popen[str], meter: Meter) -> str:
    """Show the crawler's progress until it ends; gives the last trouble it told."""
    last = "it said nothing"
    for text in crawler.stdout or ():
        event = json.loads(text)
        if event["event"] == "crawl_started":
            meter.expect(event["of"])
        elif event["event"] == "page_fetched":
            meter.expect(event["of"])
            meter.advance(note=f"{event['outcome']} {event['page']}")
        elif event["event"] == "crawl_broken":
            last = event["error"]
    return last
