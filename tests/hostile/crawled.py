"""Plays one attack against the crawler's process, beside a good page that must be read all the same."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from crawler.job import CrawlJob, own_lines, write_job
from tests.crawler.loopback import a_page, a_provider
from tests.hostile.cases import Case, Met, Peak
from tests.hostile.wire import INSIDE, TIMEOUT_S, Attack, serve

BESIDE = "http://beside.pay.example/good"


def page_of(case: Case) -> str:
    """Give the address at which an attack is met: rules of a site are met through a good page of that site."""
    if case.name.startswith("robots-"):
        return f"http://{case.name}.pay.example/page"
    return f"http://hostile.pay.example/{case.name}"


def meet(cases: Sequence[Case], data: Path, trap: int) -> list[Met]:
    """Crawl some attacks in one process; each gets its own time from the line that the crawler writes."""
    attacks: dict[str, Attack] = {case.name: case.make() for case in cases}
    with serve(attacks) as address:
        job = a_job(cases, data, address, trap)
        file = data / "job.json"
        data.mkdir(parents=True, exist_ok=True)
        write_job(job, file)
        began = time.monotonic()
        ended: dict[str, float] = {}
        started = began
        command = [sys.executable, "-m", "crawler.run", str(file)]
        with (
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
            Peak(lambda: [process.pid]) as peak,
        ):
            for line in process.stdout or ():
                now = time.monotonic()
                started = now if "crawl_started" in line else started
                ended |= {page_of(case): now for case in cases if f'"{page_of(case)}"' in line}
            process.wait(60)
    lines = {line.fetch.page: line.fetch for line in own_lines(Path(job.folder))}
    went_on = process.returncode == 0 and BESIDE in lines and lines[BESIDE].outcome == "ok"
    found = []
    for case in cases:
        fetch = lines.get(page_of(case))
        outcome, detail = (fetch.outcome, fetch.detail) if fetch else ("no line", f"exit {process.returncode}")
        seconds = ended.get(page_of(case), time.monotonic()) - started
        found.append(Met(case, outcome, detail, seconds, peak.mib, went_on))
    return found


def a_job(cases: Sequence[Case], data: Path, address: str, trap: int) -> CrawlJob:
    pages = [*(page_of(case) for case in cases), BESIDE]
    inside = {f"{name}.pay.example": place.format(trap=trap) for name, place in INSIDE.items()}
    hosts = {page.split("/")[2]: address for page in pages}
    return CrawlJob(
        providers=(a_provider(*(a_page(page) for page in pages)),),
        data=str(data),
        folder=str(data / "warc" / "run"),
        contact="mailto:crawler@hotlinewatch.example",
        delay_s=0.0,
        timeout_s=TIMEOUT_S,
        resolve=hosts | inside,
        allow_private=(address,),
    )
