"""What comes before a night of trials: nights of the providers whose operators need a history, and changed descriptions."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from lab.nights import Bench, Folder, write_night
from lab.schedule import Trial
from lab.world import Answer, Answers, World, provider_toml


def play_before(world: World, answers: Answers, folder: Folder, trials: Sequence[Trial], at: datetime) -> None:
    """Play the nights before `at` that some trials ask for, a day apart, with those providers alone.

    Raises ProgramFailedError where the program does not tell a night.
    """
    with_history = [trial.planting for trial in trials if trial.planting.before]
    most = max((len(one.before) for one in with_history), default=0)
    for back in range(most, 0, -1):
        tonight = {one.provider: one.before[-back] for one in with_history if len(one.before) >= back}
        shown = _clean(world, answers, tonight) | {key: said for one in tonight.values() for key, said in one.items()}
        night = at - timedelta(days=back)
        warc = write_night(shown, night, folder.data.parent / f"{folder.data.name}-{night:%Y%m%d}.warc.gz")
        folder.run(warc, night, sorted(tonight))
        warc.unlink()


def _clean(world: World, answers: Answers, names: Collection[str]) -> dict[tuple[str, str], Answer]:
    """What the pages of some providers answer on a clean night."""
    pages = {page.url for one in world if one.provider.id in names for page in one.pages}
    return {key: answer for key, answer in answers.items() if key[0] in pages}


def providers_of_night(bench: Bench, trials: Sequence[Trial], folder: Path) -> Path | None:
    """Where the provider files of a night lie: a copy of the bench's with some rewritten; None where none is."""
    changed = [trial.planting.described for trial in trials if trial.planting.described is not None]
    if not changed:
        return None
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bench.providers, folder)
    for provider in changed:
        (folder / f"{provider.id}.toml").write_text(provider_toml(provider), encoding="utf-8")
    return folder
