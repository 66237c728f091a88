"""Read stored nights again with today's code and descriptions, and say what that changes; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from directory.records import Entry, Fetch, Page, Provider, Reading, Record
from directory.store import Store
from scheduler.claimed import claims_by_key
from scheduler.config import Settings
from scheduler.progress import Meter
from scheduler.workers import ReadingPool, ReadJob
from verifier.own import own_keys


class Difference(Record, frozen=True):
    """What today's code reads otherwise on one page of one run: keys it finds newly, and keys it no longer finds."""

    run: str
    provider: str
    page: str
    outcome: str
    was_outcome: str
    found: tuple[str, ...]
    lost: tuple[str, ...]


class Replayed(Record, frozen=True):
    """How many pages of how many runs were read again, and where today's reading differs."""

    runs: int
    pages: int
    differences: tuple[Difference, ...]


def replay_runs(
    store: Store, settings: Settings, providers: Mapping[str, Provider], runs: Sequence[str], *, quiet: bool = False
) -> Replayed:
    """Read the captured pages of `runs` again. Pages that no description watches any more are left out."""
    entries = store.entries()
    differences: list[Difference] = []
    pages = 0
    for run in runs:
        jobs = _jobs(store, settings, providers, entries, run)
        recorded = store.recorded_all({job.page.url: job.fetch.snapshot or "" for job in jobs})
        pages += len(jobs)
        limits = settings.reading
        with (
            Meter(f"pages of {run}", len(jobs), quiet=quiet) as meter,
            ReadingPool(limits.workers, limits.memory_bytes, limits.timeout_s) as pool,
        ):
            for job, reading in pool.read(jobs):
                meter.advance()
                differences += _differences(run, job, reading, recorded.get(job.page.url))
    ordered = sorted(differences, key=lambda one: (one.run, one.provider, one.page))
    return Replayed(runs=len(runs), pages=pages, differences=tuple(ordered))


def _jobs(
    store: Store, settings: Settings, providers: Mapping[str, Provider], entries: Sequence[Entry], run: str
) -> list[ReadJob]:
    found: list[tuple[Provider, Page, Fetch]] = []
    for provider in providers.values():
        fetches = store.fetches(run, provider.id)
        found += [
            (provider, page, fetches[page.url])
            for page in provider.pages
            if page.url in fetches and fetches[page.url].snapshot is not None
        ]
    captures = store.captures({fetch.snapshot for _, _, fetch in found if fetch.snapshot is not None})
    return [
        ReadJob(
            page=page,
            provider=provider,
            fetch=fetch,
            capture=captures[fetch.snapshot or ""],
            known=tuple(
                sorted({one.key for one in entries if one.provider == provider.id} | set(claims_by_key(provider)))
            ),
            data=settings.data,
        )
        for provider, page, fetch in found
    ]


def _differences(run: str, job: ReadJob, reading: Reading, recorded: Reading | None) -> list[Difference]:
    if recorded is None:
        return []
    was, now = own_keys(recorded), own_keys(reading)
    if was == now and recorded.outcome == reading.outcome:
        return []
    return [
        Difference(
            run=run,
            provider=job.provider.id,
            page=job.page.url,
            outcome=reading.outcome,
            was_outcome=recorded.outcome,
            found=tuple(sorted(now - was)),
            lost=tuple(sorted(was - now)),
        )
    ]
