"""One night over a full store: what reconciling costs a line, in time and memory, as the store grows.

Ten lines a provider, ten pages each of which shows all ten: ten sightings a line. The night finds every page as it was, so what
is measured is the store and the comparing: readings out of the store, each provider compared, judged, the run closed. Each size
is measured in a process of its own, on SQLite.
"""

import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from directory.nights import Night, Run
from directory.providers import description_digest
from directory.records import Capture, Expect, Fetch, Known, Page, Provider, Reading, Sighting
from directory.store import Store
from scheduler.claimed import claimed_entries
from scheduler.closing import close_night
from scheduler.config import Settings
from scheduler.gathering import entries_by_provider
from scheduler.order import Order
from scheduler.rereading import read_pages
from scheduler.run import _compare_all, _known, basis_digest
from verifier.policy import load_policy
from verifier.reader import reader_digest

SIZES = (2_000, 10_000)
LINES = PAGES = 10
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
MIB = 1024**2


def number_of(provider: int, line: int) -> str:
    """A number for every line, in the shape of London's (these reach nobody, they are only counted)."""
    return f"+4420{provider * LINES + line:08d}"


def provider_of(n: int) -> Provider:
    """One bank with its lines claimed."""
    host = f"site-{n}.example"
    pages = tuple(
        Page(url=f"https://{host}/page-{page}", channel="help", language="en", regions=("GB",), expect=Expect(1, 20))
        for page in range(PAGES)
    )
    known = tuple(
        Known(number=number_of(n, line), country="GB", purpose="general", origin="a list", sure="high")
        for line in range(LINES)
    )
    return Provider(
        id=f"gb/site-{n}", name=f"Site {n}", kind="bank", country="GB", official_hosts=(host,), hotline="published",
        pages=pages, known=known,
    )  # fmt: skip


def reading_of(provider: int, page: int) -> Reading:
    """What every page shows: all ten lines."""
    seen = tuple(
        Sighting(
            raw=number_of(provider, line), number=number_of(provider, line), readings=(number_of(provider, line),),
            start=40 * line, end=40 * line + 13, place="main > p", layer="visible", quote=f"Hotline: {number_of(provider, line)}",
        )
        for line in range(LINES)
    )  # fmt: skip
    return Reading(snapshot=f"{provider:032x}{page:032x}", outcome="ok", content=f"{provider:064x}", sightings=seen)


def save_night(store: Store, run: str, at: datetime, providers: list[Provider]) -> None:
    """Phases 1 and 2 of a night as they leave the store."""
    store.begin_run(run, at, run, {})
    for n, provider in enumerate(providers):
        readings = [reading_of(n, page) for page in range(PAGES)]
        fetches = [
            Fetch(
                provider=provider.id, page=page.url, at=at, outcome="ok", snapshot=reading.snapshot, media="text/html"
            )
            for page, reading in zip(provider.pages, readings, strict=True)
        ]
        captures = [Capture(snapshot=one.snapshot or "", file="warc/x", offset=0, size_bytes=1) for one in fetches]
        store.save_fetches(run, provider.id, fetches, captures)
        rows = [
            (page.url, reader_digest(), description_digest(page, provider), reading)
            for page, reading in zip(provider.pages, readings, strict=True)
        ]
        store.save_readings(run, provider.id, rows)


def measure(size: int, folder: Path) -> None:
    """Fill a store with `size` lines, then time one night over it; print the figures."""
    providers = [provider_of(n) for n in range(size // LINES)]
    settings = Settings(data=folder, database=f"sqlite:///{folder / 'directory.db'}")
    with Store.open(settings.database) as store:
        store.save_providers(providers, {one.id: basis_digest(one) for one in providers})
        store.seed_candidates([entry for one in providers for entry in claimed_entries(one)])
        save_night(store, "run-1", AT, providers)
        counts = {"providers": len(providers), "pages": size, "fetched": size, "unchanged": 0, "failed": 0, "held": ()}
        store.close_run("run-1", Night(run=Run(id="run-1", at=AT, canary="seen", reference="", **counts)))
        save_night(store, "run-2", AT + timedelta(days=1), providers)
        filled = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        order = Order(run_id="run-2", at=AT + timedelta(days=1), inputs="run-2", providers=tuple(providers))
        entries = entries_by_provider(store)
        pages = read_pages(order, settings, store, entries, quiet=True)
        known = _known(order, store, {one.id: one for one in providers}, entries, ())
        policy = load_policy()
        pages, compared = _compare_all(order, pages, known, policy)
        closing = close_night(order, pages, known, compared, policy, has_canary=True)
        store.close_run("run-2", closing.night, closing.entries, closing.lapsed)
        spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(closing.entries) == size
    print(f"{size} {spent} {filled * 1024} {peak * 1024} {(folder / 'directory.db').stat().st_size}")


def main() -> None:
    """Print a line a size, and how the cost of a line grows."""
    print(f"{'lines':>9} {'sightings':>10} {'night':>9} {'a line':>9} {'memory':>10} {'a line':>9} {'database':>10}")
    costs = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, str(size), folder]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        seconds, peak, disk = float(told[1]), int(told[3]), int(told[4])
        costs.append(seconds / size)
        print(
            f"{size:9,} {size * LINES:10,} {seconds:7.1f} s {seconds / size * 1000:6.2f} ms {peak / MIB:6.0f} MiB "
            f"{peak / size / 1024:5.1f} KiB {disk / MIB:6.0f} MiB"
        )
    print(f"growth: a line costs {costs[-1] / costs[-2]:.2f} of what it costs at a fifth of the size (1.00: linear)")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        measure(int(sys.argv[1]), Path(sys.argv[2]))
