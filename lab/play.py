"""The lab's command: `python -m lab.play [--short] [--out FOLDER]` plays everything and writes the scores."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from lab.building import SEED, build_world
from lab.planting import operators
from lab.results import write_results
from lab.schedule import schedule
from lab.scores import score
from lab.trials import Plan, play
from lab.world import World, answers_of

# signals.md, section 5: 0 false alarms in 384,200 number-nights show one in 100,000 with 95% confidence (issue 4, 6).
NUMBER_NIGHTS = 384_200
# 35 trials without a miss show 90% with 95% confidence: the lower end of the Wilson interval of 35 of 35 is 90.1%.
TRIALS = 36
_FOLDERS = 2
_SHORT_PROVIDERS = 6
_SHORT_TRIALS = 1
_SHORT_NIGHTS = 1


@click.command()
@click.option("--short", "is_short", is_flag=True, help="A small world and few trials: that it runs, not how well.")
@click.option("--out", "out", type=click.Path(path_type=Path), default=Path("lab-results"), show_default=True)
@click.option(
    "--work",
    "work",
    type=click.Path(path_type=Path),
    help="Where data folders lie; an accepted clean world is left there for the next play. Else a temporary folder.",
)
@click.option("--trials", "each", type=int, default=TRIALS, show_default=True, help="Trials of every operator.")
@click.option(
    "--only", "only", multiple=True, metavar="OPERATOR", help="Play only these operators; no unchanged nights."
)
@click.option("--nights", "most", type=int, help="At most so many unchanged nights.")
def main(*, is_short: bool, out: Path, work: Path | None, each: int, only: tuple[str, ...], most: int | None) -> None:
    """Plant numbers, change pages honestly, leave them alone, and say what the program made of it."""
    world = small(build_world(only=2)) if is_short else build_world()
    chosen = [one for one in operators() if not only or one.id in only]
    nights = schedule(world, answers_of(world), chosen, _SHORT_TRIALS if is_short else each, SEED)
    unchanged = 0 if only else _SHORT_NIGHTS if is_short else nights_for(world, NUMBER_NIGHTS)
    say(f"{len(world)} providers, {len(chosen)} operators, {len(nights)} nights of trials, {unchanged} without news")
    plan = Plan(
        nights[:1] if is_short else nights,
        unchanged if most is None else min(unchanged, most),
        1 if is_short else _FOLDERS,
        say,
    )
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-lab-") as folder:
        played = play(world, plan, (work or Path(folder)) / "play")
    scores = score(world, chosen, played)
    for one in scores.targets:
        say(f"{'met   ' if one.is_met else 'MISSED'} {one.what}: {one.came} (target {one.target})")
    for name, file in write_results(scores, played, out).items():
        say(f"{name}: {file}")


def say(line: str) -> None:
    """Tell how far it is, on stderr."""
    click.echo(line, err=True)


def small(world: World) -> World:
    """The few providers of a short play: those with the fewest lines."""
    ordered = sorted(world, key=lambda one: (sum(len(page.lines) for page in one.pages), one.provider.id))
    return tuple(sorted(ordered[:_SHORT_PROVIDERS], key=lambda one: one.provider.id))


def nights_for(world: World, number_nights: int) -> int:
    """How many nights without news it takes until so many numbers were judged."""
    numbers = sum(len({line.key for page in one.pages for line in page.lines}) for one in world)
    return -(-number_nights // numbers)


if __name__ == "__main__":
    main()
