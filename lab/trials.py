"""Play the lab: a clean world accepted, nights of trials from copies of it, and nights on which no number changes."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec

from directory.records import Record
from lab.before import play_before, providers_of_night
from lab.churn import churned
from lab.forging import reported_keys
from lab.nights import Bench, Folder, make_bench, write_night
from lab.rejected import all_rejected
from lab.schedule import Nights, Trial
from lab.told import Result, result_of
from lab.world import Answer, Answers, World, answers_of, provider_toml

FIRST_NIGHT = datetime(2026, 3, 2, 2, tzinfo=UTC)
# The clean world is seen once more after two weeks: from then on no line is young by itself (signals.md, S31).
SECOND_NIGHT = FIRST_NIGHT + timedelta(days=14)
# The trials' night; on those between, only operators that need a history have one.
TRIAL_NIGHT = SECOND_NIGHT + timedelta(days=4)
# One page in so many gets new tokens and builds on a night without news.
_CHURNED = 12
# Where a play says what it left in its folder.
_KNOWN = "known.json"
# Nights run side by side, one a core of a small machine.
_AT_ONCE = 2


class Plan(NamedTuple):
    """How much to play. unchanged: nights without news, on so many folders in turn; say: takes a line of progress."""

    nights: Nights
    unchanged: int
    folders: int
    say: Callable[[str], None]


class Alarm(Record, frozen=True):
    """A finding about a provider whose pages said nothing new. first: whether it is the first night it is asked."""

    night: str
    finding: dict[str, Any]


class Timing(Record, frozen=True):
    """How long one night of the program took. kind: what was played; captures: pages in its files."""

    kind: str
    captures: int
    wall_s: float


class Played(Record, frozen=True):
    """Everything that came out. number_nights: numbers times nights on which they were read and nothing had changed.

    misread: findings of the first, clean night about what is no number of the world; unread: own numbers it lacks.
    alarms: what was asked of providers without news, each matter once a chain of nights.
    """

    results: tuple[Result, ...]
    alarms: tuple[Alarm, ...]
    number_nights: int
    misread: tuple[dict[str, Any], ...]
    unread: tuple[str, ...]
    numbers: int
    timings: tuple[Timing, ...]


class Known(Record, frozen=True):
    """What is known once the clean world is accepted. world: its digest; asked: ids of findings that stay open on it."""

    world: str
    numbers: int
    asked: tuple[str, ...]
    misread: tuple[dict[str, Any], ...]
    unread: tuple[str, ...]


class Told(NamedTuple):
    """What one night or one chain of nights told."""

    results: list[Result]
    alarms: list[Alarm]
    number_nights: int


class Stage(NamedTuple):
    """The accepted clean world and what is known of it."""

    world: World
    answers: Answers
    bench: Bench
    base: Folder
    asked: frozenset[str]
    timings: list[Timing]


def play(world: World, plan: Plan, folder: Path) -> Played:
    """Play everything in a folder: the clean world is accepted first, unless an earlier play of the same world left it there.

    Raises ProgramFailedError where the program does not tell a night.
    """
    bench = Bench(folder / "providers", folder / "hotlinewatch.toml", folder)
    known = _kept(world, folder)
    stage = Stage(world, answers_of(world), bench, Folder(folder / "base", bench), frozenset(), [])
    if known is None:
        known = _begin(stage, plan, folder)
    stage = stage._replace(asked=frozenset(known.asked))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        trials = list(pool.map(lambda night: _trial_night(stage, plan, night), range(len(plan.nights))))
        chains = list(pool.map(lambda number: _chain(stage, plan, number), range(plan.folders)))
    return Played(
        results=tuple(result for one in trials for result in one.results),
        alarms=tuple(alarm for one in (*trials, *chains) for alarm in one.alarms),
        number_nights=sum(one.number_nights for one in (*trials, *chains)),
        misread=known.misread,
        unread=known.unread,
        numbers=known.numbers,
        timings=tuple(stage.timings),
    )


def _begin(stage: Stage, plan: Plan, folder: Path) -> Known:
    """See the clean world for the first time, accept what is its own, see it once more.

    On the first night one number more stands on a page of each provider, and is rejected; a list of reports is imported.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make_bench(folder, stage.world)
    rejected = all_rejected(stage.world, stage.answers)
    with_false = {key: answer for one in rejected.values() for key, answer in one.answers.items()}
    first = _timed(stage, "first", stage.base, {**stage.answers, **with_false}, FIRST_NIGHT)
    plan.say(f"first night: {first['run']['pages']} pages, {len(first['findings'])} numbers asked")
    own = {(one.provider.id, line.key) for one in stage.world for page in one.pages for line in page.lines}
    found = {(one["provider"], one["number"]) for one in first["findings"]}
    begun = time.perf_counter()
    accepted = stage.base.accept([one["id"] for one in first["findings"] if (one["provider"], one["number"]) in own])
    false = {(name, one.number.key) for name, one in rejected.items()}
    stage.base.reject([one["id"] for one in first["findings"] if (one["provider"], one["number"]) in false])
    stage.base.import_reports(reported_keys(), FIRST_NIGHT.date())
    plan.say(f"accepted {accepted} lines in {time.perf_counter() - begun:.0f} s")
    second = _timed(stage, "unchanged", stage.base, stage.answers, SECOND_NIGHT)
    misread = [one for one in first["findings"] if (one["provider"], one["number"]) not in own | false]
    known = Known(
        world=_digest(stage.world),
        numbers=len(own),
        asked=tuple(sorted({one["id"] for one in (*misread, *second["findings"])})),
        misread=tuple(misread),
        unread=tuple(sorted(f"{provider} {key}" for provider, key in own - found)),
    )
    (folder / _KNOWN).write_bytes(msgspec.json.encode(known))
    return known


def _kept(world: World, folder: Path) -> Known | None:
    """What an earlier play of this very world left in its folder, None where there is none."""
    file = folder / _KNOWN
    if not file.is_file():
        return None
    known = msgspec.json.decode(file.read_bytes(), type=Known)
    return known if known.world == _digest(world) else None


def _digest(world: World) -> str:
    """SHA-256, in hex, of every page and description of a world, and of the false numbers told of before its trials."""
    digest = hashlib.sha256()
    false = [one.number.key for one in all_rejected(world, answers_of(world)).values()]
    digest.update(" ".join([*reported_keys(), *false]).encode())
    for one in world:
        digest.update(provider_toml(one.provider).encode())
        for page in one.pages:
            digest.update(page.body)
    return digest.hexdigest()


def _timed(
    stage: Stage, kind: str, folder: Folder, answers: Answers, at: datetime, providers: Path | None = None
) -> dict[str, Any]:
    folder.data.mkdir(exist_ok=True)
    warc = write_night(answers, at, folder.data.parent / f"{folder.data.name}-{at:%Y%m%d}.warc.gz")
    begun = time.perf_counter()
    night = folder.run(warc, at, providers=providers)
    stage.timings.append(Timing(kind=kind, captures=len(answers), wall_s=time.perf_counter() - begun))
    warc.unlink()
    return night


def _trial_night(stage: Stage, plan: Plan, number: int) -> Told:
    """One night of trials on a copy of the clean world; its other providers are unchanged, and counted so."""
    trials: tuple[Trial, ...] = plan.nights[number]
    changed = {key: answer for trial in trials for key, answer in trial.planting.answers.items()}
    copy = stage.base.copy(stage.bench.folder / f"trial-{number:03d}")
    play_before(stage.world, stage.answers, copy, trials, TRIAL_NIGHT)
    described = providers_of_night(stage.bench, trials, copy.data.parent / f"{copy.data.name}-providers")
    night = _timed(stage, "trials", copy, {**stage.answers, **changed}, TRIAL_NIGHT, described)
    shutil.rmtree(copy.data)
    results = [result_of(trial, night, stage.asked) for trial in trials]
    busy = {trial.planting.provider for trial in trials}
    alarms = [
        Alarm(night=f"trial {number}", finding=one)
        for one in night["findings"]
        if one["provider"] not in busy and one["id"] not in stage.asked
    ]
    plan.say(
        f"trial night {number + 1} of {len(plan.nights)}: {sum(one.is_met for one in results)} of {len(trials)} as hoped"
    )
    return Told(results, alarms, _numbers_read(stage.world, night, busy))


def _chain(stage: Stage, plan: Plan, number: int) -> Told:
    """Some nights in a row without news on one folder; each matter is one alarm, however many nights it is asked."""
    folder = stage.base.copy(stage.bench.folder / f"unchanged-{number}")
    asked = set(stage.asked)
    alarms: list[Alarm] = []
    count = 0
    for night_number in range(number, plan.unchanged, plan.folders):
        at = TRIAL_NIGHT + timedelta(days=night_number // plan.folders)
        night = _timed(stage, "unchanged", folder, _quiet_night(stage.answers, night_number), at)
        fresh = [one for one in night["findings"] if one["id"] not in asked]
        alarms += [Alarm(night=f"unchanged {night_number}", finding=one) for one in fresh]
        asked |= {one["id"] for one in fresh}
        count += _numbers_read(stage.world, night, set())
        plan.say(f"unchanged night {night_number + 1} of {plan.unchanged}: {len(fresh)} new questions")
    shutil.rmtree(folder.data)
    return Told([], alarms, count)


def _quiet_night(answers: Answers, number: int) -> Mapping[tuple[str, str], Answer]:
    """A clean night on which some pages of markup have new tokens and builds."""
    return {
        key: msgspec.structs.replace(answer, body=churned(answer.body, Random(f"{number}/{key[0]}")))
        if place % _CHURNED == number % _CHURNED and not answer.body.startswith(b"%PDF")
        else answer
        for place, (key, answer) in enumerate(sorted(answers.items()))
    }


def _numbers_read(world: World, night: dict[str, Any], changed: set[str]) -> int:
    """How many own numbers of unchanged providers stood on a page that was read well that night."""
    good = {one["page"] for one in night["outcomes"] if one["reading"] in ("ok", "same")}
    return sum(len(set(_keys(one.pages, good))) for one in world if one.provider.id not in changed)


def _keys(pages: Any, good: set[str]) -> Iterator[str]:
    return (line.key for page in pages if page.url in good for line in page.lines)
