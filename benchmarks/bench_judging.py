"""Judging beside reading, in one run over the lab's world: the processor time of both, three kinds of night.

A first night asks about every number; on a planted night every provider's first page shows one number more; on a
quiet night nothing is new. Medians of three interleaved rounds; each round reads every page with nothing remembered.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import msgspec

from benchmarks.bench_reading import forget
from directory.records import Entry, Fetch, Provider, Reading, Sighting
from lab.building import build_world
from lab.world import LabProvider, World
from scheduler.claimed import reference_of
from verifier.case import Case
from verifier.judge import judge
from verifier.own import is_own
from verifier.reading import read_snapshot
from verifier.reconcile import reconcile

ROUNDS = 3
AT = datetime(2026, 3, 4, 2, tzinfo=UTC)
# Set aside for fiction (Ofcom), and on no page of the world.
PLANTED = "+442079460999"
MOST_SHARE = 0.10

Pages = dict[str, Reading]


def fetch_of(one: LabProvider, url: str, media: str) -> Fetch:
    """A page that answered tonight."""
    return Fetch(provider=one.provider.id, page=url, at=AT, outcome="ok", media=media)


def read_world(world: World) -> dict[str, Pages]:
    """Read every page of every provider: provider → page → reading."""
    return {
        one.provider.id: {
            page.url: read_snapshot(
                page.body,
                next(described for described in one.provider.pages if described.url == page.url),
                one.provider,
                fetch_of(one, page.url, page.media),
                (),
            )
            for page in one.pages
        }
        for one in world
    }


def entries_of(provider: Provider, pages: Pages) -> tuple[Entry, ...]:
    """Every own number of a provider's pages as a verified line."""
    shown: dict[str, list[str]] = {}
    for url, reading in sorted(pages.items()):
        for sighting in filter(is_own, reading.sightings):
            shown.setdefault(sighting.number, []).append(url)
    return tuple(
        Entry(id=place, provider=provider.id, key=key, status="verified", presence="seen", pages=tuple(urls), first_seen=AT, last_seen=AT)
        for place, (key, urls) in enumerate(sorted(shown.items()), start=1)
    )  # fmt: skip


def with_planted(pages: Pages) -> Pages:
    """The readings with one number more beside the first own one, as far as there is one."""
    for url, reading in sorted(pages.items()):
        own = next(filter(is_own, reading.sightings), None)
        if own is not None:
            planted: Sighting = msgspec.structs.replace(own, number=PLANTED, readings=(PLANTED,), raw="020 7946 0999")
            return pages | {url: msgspec.structs.replace(reading, sightings=(*reading.sightings, planted))}
    return pages


def cases_of(world: World, now: dict[str, Pages], before: dict[str, Pages], *, is_known: bool) -> list[Case]:
    """Every provider's night; is_known: its numbers of before are verified lines."""
    reference = reference_of({one.provider.id: one.provider for one in world}, {}, {})
    cases = []
    for one in world:
        name = one.provider.id
        entries = entries_of(one.provider, before[name]) if is_known else ()
        then = before[name] if is_known else {}
        fetches = {page.url: fetch_of(one, page.url, page.media) for page in one.pages}
        changes = reconcile(one.provider, entries, then, then, now[name], fetches).changes
        cases.append(
            Case(
                provider=one.provider,
                at=AT,
                entries=entries,
                changes=changes,
                now=now[name],
                before=then,
                fetches=fetches,
                reference=reference,
            )
        )
    return cases


def spent(run: Callable[[], object]) -> float:
    """Give the seconds of processor time that a run takes."""
    began = time.process_time()
    run()
    return time.process_time() - began


def main() -> None:
    """Read, judge each kind of night, print the shares."""
    world = build_world()
    clean = read_world(world)
    planted = {name: with_planted(pages) for name, pages in clean.items()}
    nights = {
        "a first night": lambda: cases_of(world, clean, clean, is_known=False),
        "a planted night": lambda: cases_of(world, planted, clean, is_known=True),
        "a quiet night": lambda: cases_of(world, clean, clean, is_known=True),
    }
    took: dict[str, list[float]] = {name: [] for name in ("reading", *nights)}
    for _ in range(ROUNDS):
        forget()
        took["reading"].append(spent(lambda: read_world(world)))
        for name, make in nights.items():
            cases = make()
            took[name].append(spent(lambda cases=cases: judge(cases)))
    reading = statistics.median(took["reading"])
    pages = sum(len(one.pages) for one in world)
    sys.stdout.write(f"{pages} pages of {len(world)} providers; reading them: 1.00\n")
    for name in nights:
        share = statistics.median(took[name]) / reading
        sys.stdout.write(
            f"judging {name}: {share:.3f} (target at most {MOST_SHARE:.2f} of a night whose pages are read)\n"
        )


if __name__ == "__main__":
    main()
