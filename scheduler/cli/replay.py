"""The verb `replay`: stored nights read again with today's code."""

from __future__ import annotations

import click

from directory.number import print_number
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.opened import NothingThere, existing_store, providers_of
from scheduler.replay import replay_runs


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("runs", nargs=-1, metavar="[RUN…]")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def replay(runs: tuple[str, ...], *, quiet: bool, is_json: bool, settings: Settings) -> None:
    """Read the captures of RUN (of every closed run when none is named) again, and say what our code changed.

    Nothing is written: the next night says the same to a maintainer, with the cause `reader`.
    """
    providers = providers_of(settings)
    with existing_store(settings) as store:
        closed = [name for name, _, state in store.runs() if state == "closed"]
        unknown = [name for name in runs if name not in closed]
        if unknown:
            raise click.UsageError(f"{unknown[0]}: no closed run of that id; `report --json` tells the latest one's")
        if not closed:
            raise NothingThere(f"{store.where}: no run is finished yet; `hotlinewatch run` makes one")
        told = replay_runs(store, settings, providers, runs or closed, quiet=quiet)
    if is_json:
        print_json(told)
        return
    if not told.differences:
        print_line(say(settings.lang, "nothing_moved", count=told.runs))
    print_table(
        head(settings.lang, "run", "provider", "page", "outcome", "found", "lost"),
        [
            (
                one.run,
                one.provider,
                one.page,
                one.outcome if one.outcome == one.was_outcome else f"{one.was_outcome} → {one.outcome}",
                ", ".join(map(print_number, one.found)),
                ", ".join(map(print_number, one.lost)),
            )
            for one in told.differences
        ],
    )
