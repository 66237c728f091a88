"""Plant on real pages: `python -m lab.real_play DATA` applies every attack to pages of the shared data and writes the scores.

Invented pages are too clean: real ones have menus, trackers, broken markup and dozens of other numbers. What is written
beside the table quotes them, so it belongs in no repository; the table has rates alone.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from lab.building import SEED
from lab.planting import operators
from lab.play import say
from lab.real_pages import SETS, read_bodies, read_rows, real_world
from lab.results import write_results
from lab.schedule import schedule
from lab.scores import score
from lab.trials import Plan, play
from lab.world import World, answers_of

# 35 trials and one to spare, as on the invented pages (lab.play).
TRIALS = 36
# Every night reads all pages: a part of them, drawn by their ids, keeps a play within the hour.
ONE_OF = 4


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", "out", type=click.Path(path_type=Path), default=Path("lab-real-results"), show_default=True)
@click.option("--trials", "each", type=int, default=TRIALS, show_default=True, help="Trials of every operator.")
@click.option("--one-of", "one_of", type=int, default=ONE_OF, show_default=True, help="Take a page in so many.")
@click.option("--only", "only", multiple=True, metavar="OPERATOR", help="Play only these operators.")
@click.option("--honest", "is_honest", is_flag=True, help="Play the honest changes, too.")
def main(*, data: Path, out: Path, each: int, one_of: int, only: tuple[str, ...], is_honest: bool) -> None:
    """Plant numbers on labelled real pages in DATA, and say what the program made of it."""
    world = part_of(data, one_of)
    chosen = [one for one in operators() if (one.id in only if only else is_honest or one.kind == "attack")]
    nights = schedule(world, answers_of(world), chosen, each, SEED)
    pages = sum(len(one.pages) for one in world)
    say(f"{pages} pages of {len(world)} hosts, {len(chosen)} operators, {len(nights)} nights of trials")
    with tempfile.TemporaryDirectory(prefix="hotlinewatch-real-") as folder:
        played = play(world, Plan(nights, 0, 0, say), Path(folder) / "play")
    scores = score(world, chosen, played)
    for row in (*scores.attacks, *scores.honest):
        say(f"{row.operator}: {row.met.words}, urgent {row.urgent.hits}/{row.urgent.of}")
    for name, file in write_results(scores, played, out).items():
        say(f"{name}: {file}")


def part_of(data: Path, one_of: int) -> World:
    """The pages whose ids are divisible by a number, 1 for all of them."""
    rows = [row for row in read_rows(data, SETS) if int(row.id, 16) % one_of == 0]
    return real_world(rows, read_bodies(data, rows))


if __name__ == "__main__":
    main()
