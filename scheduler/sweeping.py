"""A sweep of third-party pages: slices of an archive in, claims with their verdicts out, in one pass.

`sweep_slice` is the unit of work: it needs a file and the providers, no database and no clock, and gives the same answer
wherever it runs, in a process here or on another machine. Judging stands behind it, where the directory is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from crawler.slices import leaves_of
from directory.records import Provider, Record
from scheduler.known import Known, claim_json, with_findings
from scheduler.regions import guess_region
from scheduler.which import regions_of
from verifier.claim import judge_claim
from verifier.claim_signals import Told as Found
from verifier.named import Names
from verifier.told import Leaflet, Told, told_by

# Slices that wait for a worker, each a path; answers that wait for the judge are as many at most.
AHEAD = 2


class Slice(Record, frozen=True):
    """What one slice says. pages: read whole; named: that name a known provider; broken: records without a whole page.

    fault: why the slice could not be opened, or where it breaks off; "" when neither. What stands before a break counts.
    """

    file: str
    pages: int = 0
    named: int = 0
    broken: int = 0
    claims: tuple[Told, ...] = ()
    fault: str = ""


def sweep_slice(file: Path, providers: Mapping[str, Provider], names: Names) -> Slice:
    """Give every claim of one slice; a function of the file's bytes and the providers alone."""
    pages = named = broken = 0
    claims: list[Told] = []
    try:
        for leaf in leaves_of(file):
            if leaf is None:
                broken += 1
                continue
            pages += 1
            if found := names.in_bytes(leaf.body):
                named += 1
                claims += told_by(Leaflet(*leaf), found, providers, names, partial(_regions, found, providers))
    except OSError as error:
        fault = error.strerror or str(error)
    else:
        fault = ""
    return Slice(file=str(file), pages=pages, named=named, broken=broken, claims=tuple(claims), fault=fault)


def _regions(named: frozenset[str], providers: Mapping[str, Provider], body: bytes, url: str) -> list[str]:
    guessed = guess_region(body, url, "")
    own = [region for one in sorted(named) for region in regions_of(providers[one])]
    return list(dict.fromkeys(filter(None, [guessed, *own])))


def sweep_slices(files: Sequence[Path], providers: Mapping[str, Provider], workers: int) -> Iterator[Slice]:
    """Give what each slice says, in the order of the files, from `workers` processes; one means here."""
    if workers <= 1:
        names = Names(providers.values())
        yield from (sweep_slice(file, providers, names) for file in files)
        return
    left = iter(files)
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(dict(providers),)
    ) as pool:
        waiting: list[Future[Slice]] = [pool.submit(_sweep_here, file) for file in islice(left, workers * AHEAD)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(_sweep_here, file) for file in islice(left, 1)]


_HERE: dict[str, Provider] = {}


def _begin(providers: dict[str, Provider]) -> None:
    _HERE.update(providers)


@lru_cache(maxsize=1)
def _names_here() -> Names:
    return Names(_HERE.values())


def _sweep_here(file: Path) -> Slice:
    return sweep_slice(file, _HERE, _names_here())


def judge_told(told: Told, known: Known, lang: str) -> dict[str, object]:
    """One line of a sweep's output: the claim, where it stands, and the verdict as `check --json` prints it."""
    provider = known.providers[told.provider]
    found = Found(raw=told.raw, is_folded=told.is_folded, url=told.url, page_kind=told.page_kind)
    reference = known.reference_for(told.readings)
    claim = judge_claim(told.readings, provider, known.entries, reference, known.providers, known.policy, found)
    claim, asked = with_findings(claim, known)
    line = claim_json(claim, lang, asked)
    del line["entry"]
    return line | {"url": told.url, "at": told.at, "page_kind": told.page_kind, "raw": told.raw, "quote": told.quote}


def default_workers() -> int:
    """Give as many processes as this one may use processors."""
    return len(os.sched_getaffinity(0))
