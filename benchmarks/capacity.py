"""Measure a few nights, fit what a page and a line cost, and write docs/capacity.md: machines, hours, disk, cost.

    python benchmarks/capacity.py            measures some five minutes, writes the page

Nights are real ones over loopback sites (a first one, and a second on which 5% of the pages changed); costs are fitted as a
constant and a share for each page. How long a larger night takes is simulated: its shards are cut by the program itself, its
sites answer as slowly as real ones, each worker keeps the pauses of the settings.
"""

import heapq
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bench_pass import DELAY_MS, ROOT, write_installation, write_settings
from benchmarks.bench_sweep import SHARES, slice_of
from benchmarks.loopback_sites import serving
from directory.providers import load_providers
from directory.records import Expect, Page, Provider
from scheduler.cluster.shards import Shard, shards_of, site_of
from scheduler.cluster_settings import ClusterSettings
from scheduler.config import CrawlSettings
from scheduler.sweeping import sweep_slice
from verifier.named import Names

SEED = 8
SIZES = (40, 120, 240)
PAGES = 5
MIB, GIB = 1024**2, 1024**3
# Of an official page, from its request to its last byte: median and spread of a lognormal (an assumption).
ANSWER_S, SPREAD = 0.8, 0.7
# Providers and workers of the table.
TABLE = ((50, 1), (500, 1), (1_000, 1), (1_000, 4), (10_000, 1), (10_000, 4), (10_000, 16))
# Assumptions of the costs: a rented core, a month of disk.
CORE_HOUR_USD, GIB_MONTH_USD = 0.04, 0.05
# A month of Common Crawl: pages, and TiB of its packed WARC and WET files (its own statistics of 2025, rounded).
CRAWL_PAGES, CRAWL_WARC_TIB = 2.4e9, 90


class Night(NamedTuple):
    """What one night of so many pages took. cpu_s: of all processes; peak: bytes of the largest; warc, store: bytes more."""

    pages: int
    wall_s: float
    cpu_s: float
    peak: int
    warc: int
    store: int


class Fit(NamedTuple):
    """A constant, and so much a page."""

    fixed: float
    page: float

    def at(self, pages: float) -> float:
        """The cost of so many pages."""
        return self.fixed + self.page * pages


def fit(points: list[tuple[float, float]]) -> Fit:
    """Least squares, never below nothing."""
    slope, fixed = statistics.linear_regression([x for x, _ in points], [y for _, y in points])
    return Fit(max(0.0, fixed), max(0.0, slope))


def night_of(home: Path, pages: int) -> Night:
    """Do one night and measure it."""
    before = sizes(home)
    began = time.perf_counter()
    command = [sys.executable, "-m", "scheduler.cli.main", "run", "--quiet", "--json"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home)}
    process = subprocess.Popen(command, cwd=home, env=env, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"a night of {pages} pages: exit {process.returncode}")
    after = sizes(home)
    return Night(
        pages,
        time.perf_counter() - began,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * 1024,
        after[0] - before[0],
        after[1] - before[1],
    )


def sizes(home: Path) -> tuple[int, int]:
    """Bytes of the archive and of the database."""
    data = home / "data"
    warc = sum(file.stat().st_size for file in data.glob("warc/**/*") if file.is_file())
    return warc, sum(file.stat().st_size for file in data.glob("directory.db*"))


def measure() -> tuple[list[Night], list[Night]]:
    """First and second nights of every size."""
    first, second = [], []
    for hosts in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            write_installation(home, hosts, PAGES)
            for night, found in ((1, first), (2, second)):
                with serving(night, DELAY_MS) as port:
                    write_settings(home, port, hosts)
                    found.append(night_of(home, hosts * PAGES))
            shutil.rmtree(home / "data")
    return first, second


def swept() -> dict[float, float]:
    """Pages a second and core of a sweep, by the share of pages that name a provider."""
    providers = load_providers(None)
    names, found = Names(providers.values()), {}
    with tempfile.TemporaryDirectory() as folder:
        for share, _ in SHARES:
            file = slice_of(Path(folder), share, 300)
            took = []
            for _ in range(5):
                began = time.process_time()
                sweep_slice(file, providers, names)
                took.append(time.process_time() - began)
            found[share] = 300 / statistics.median(took)
    return found


def a_world(count: int, dice: random.Random) -> list[Provider]:
    """So many providers, with as many pages as the shipped ones have."""
    shipped = [len(one.pages) for one in load_providers(None).values()]
    return [
        Provider(
            id=f"gb/p{n}",
            name=f"P {n}",
            kind="bank",
            country="GB",
            official_hosts=(f"site-{n}.example",),
            hotline="published",
            pages=tuple(
                Page(
                    url=f"https://help.site-{n}.example/{at}",
                    channel="help",
                    language="en",
                    regions=("GB",),
                    expect=Expect(least=0, most=9),
                )
                for at in range(dice.choice(shipped))
            ),
        )
        for n in range(count)
    ]


def crawl_s(shard: Shard, crawl: CrawlSettings, dice: random.Random) -> float:
    """Seconds that a worker waits for the pages of a shard: so many at once, one at a time from a site, with its pauses."""
    sites: dict[str, int] = {}
    for provider in shard.providers:
        for page in provider.pages:
            sites[site_of(page)] = sites.get(site_of(page), 0) + 1
    free = [0.0] * crawl.concurrency
    for count in sorted(sites.values(), reverse=True):
        # robots.txt first.
        answers = sum(dice.lognormvariate(0, SPREAD) * ANSWER_S for _ in range(count + 1))
        heapq.heappush(free, heapq.heappop(free) + answers + crawl.delay_s * count)
    return max(free)


def hours(providers: list[Provider], workers: int, cpu_a_page: float) -> float:
    """Hours of a night: shards taken one after the other by whoever is free, each fetched, then read on two cores."""
    crawl, dice = CrawlSettings(), random.Random(SEED)
    pages = ClusterSettings().pages_a_shard
    shards = shards_of(providers, pages if workers > 1 else sum(len(one.pages) for one in providers))
    free = [0.0] * workers
    for shard in shards:
        heapq.heappush(free, heapq.heappop(free) + crawl_s(shard, crawl, dice) + cpu_a_page * shard.pages / 2)
    return max(free) / 3600


def as_page(first: list[Night], second: list[Night], sweeps: dict[float, float]) -> str:
    """The page."""
    lines = [HEAD, "| night | pages | s | s of processors | largest process, MiB | archive, MiB | store, MiB |"]
    lines.append("| --- | --: | --: | --: | --: | --: | --: |")
    for name, nights in (("first", first), ("second, 5% changed", second)):
        lines += [
            f"| {name} | {one.pages:,} | {one.wall_s:.0f} | {one.cpu_s:.1f} | {one.peak / MIB:.0f} | {one.warc / MIB:.1f} "
            f"| {one.store / MIB:.1f} |"
            for one in nights
        ]
    cpu, cpu_first = fit([(one.pages, one.cpu_s) for one in second]), fit([(one.pages, one.cpu_s) for one in first])
    store, warc = fit([(one.pages, one.store) for one in second]), fit([(one.pages, one.warc) for one in second])
    peak = fit([(one.pages, one.peak) for one in second])
    lines.append(
        FITTED.format(
            cpu=cpu,
            first=cpu_first,
            store=store.page / 1024,
            warc=warc.page / 1024,
            peak=peak.page / 1024,
            base=peak.fixed / MIB,
        )
    )
    lines.append(
        "| providers | pages | workers | hours a night | core hours | memory of the closing, GiB | store and archive a year, GiB | USD a month |"
    )
    lines.append("| --: | --: | --: | --: | --: | --: | --: | --: |")
    for count, workers in TABLE:
        world = a_world(count, random.Random(SEED))
        pages = sum(len(one.pages) for one in world)
        took, cores = hours(world, workers, cpu.page), cpu.at(pages) / 3600
        disk = (store.page + warc.page) * pages * 365 / GIB
        usd = 30 * max(took * workers * 2, cores) * CORE_HOUR_USD + disk * GIB_MONTH_USD
        lines.append(
            f"| {count:,} | {pages:,} | {workers} | {took:.2f} | {cores:.2f} | {peak.at(pages) / GIB:.1f} | {disk:.1f} | {usd:.2f} |"
        )
    lines.append(SWEPT)
    lines.append(
        "| pages that name a provider | pages a second and core | core hours | hours on 16 machines of 8 cores | USD |"
    )
    lines.append("| --: | --: | --: | --: | --: |")
    for share, rate in sweeps.items():
        cores = CRAWL_PAGES / rate / 3600
        lines.append(
            f"| {share:.0%} | {rate:,.0f} | {cores:,.0f} | {cores / 128:,.0f} | {cores * CORE_HOUR_USD:,.0f} |"
        )
    lines.append(BREAKS)
    return "\n".join(lines)


HEAD = """# Capacity

What an installation of a size needs, and what breaks first. Written by `python benchmarks/capacity.py` from nights that it does itself (loopback sites, pages of 30 KB,
five a provider, on a shared two-core machine) and from a simulation of larger ones; figures of another machine differ, their growth does not.

## Measured
"""
FITTED = """
Fitted as a constant and a share for each page: a night of unchanged pages takes {cpu.fixed:.1f} s of processors and {cpu.page:.4f} s a page, a first night {first.page:.4f} s a page; the
store grows by {store:.1f} KiB a page and night, the archive by {warc:.1f} KiB; the process that closes the night holds {base:.0f} MiB and {peak:.1f} KiB a page.

## Nights

Simulated: as many pages a provider as the shipped descriptions have, a site each, answers after 0.8 s in the median (lognormal, spread 0.7), the
pauses and requests at once of the default settings (2 s, 8), shards of 100 pages. Assumed costs: 0.04 USD a core and hour, machines of two cores, 0.05 USD a
GiB and month of disk.
"""
SWEPT = """
## A month of Common Crawl

2.4 billion pages, some 90 TiB of packed WARC files, read where they lie; measured with the extra `sweep` if it is installed, one core. The WET files of the same month are
an eighth of that and hold the text alone.
"""
BREAKS = """
## What breaks first

1. **Waiting, not computing**: a night is as long as its pauses. One worker is idle most of the time; `[crawl] concurrency` is the first thing to raise, a second worker the second.
2. **Memory of the closing.** The process that closes a night holds all its readings until the barrier: the table counts pages with a line each; with ten
   sightings of every line it is some 45 KiB a line (`benchmarks/bench_store.py`), so a million lines do not fit into 1 GiB. Reconciling is linear in time.
3. **SQLite** has one writer: with workers PostgreSQL is needed anyway. Fetches of a night are rows forever; the disk's forecast (`retention`) says when.
4. **Maintainers.** At one honest change in thirteen years and number ([lab.md](lab.md)), ten thousand providers of three lines change six times a night; what must be answered
   is the first night, which asks everything. Bring providers in by the hundred.
5. **One archive folder.** Every worker appends to files of its own; a shared folder must offer exclusive creation (NFS 4 does).
6. **The sweep** needs one pass over everything, and the network of where the archive lies; nothing of it is kept but claims.
"""


def main() -> None:
    """Measure, and write the page."""
    first, second = measure()
    (ROOT / "docs" / "capacity.md").write_text(as_page(first, second, swept()), encoding="utf-8")


if __name__ == "__main__":
    main()
