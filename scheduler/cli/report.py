"""The verb `report`: the report of a run, rendered again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from directory.nights import Night
from reports.nightly import compose
from reports.render import find_formats, render
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.config import Settings
from scheduler.imprint import imprint_of
from scheduler.in_force import policy_in_force
from scheduler.opened import NothingThere, existing_store

if TYPE_CHECKING:
    from directory.store import Store


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("run", metavar="[RUN]", default="")
@click.option("--format", "name", default="text", show_default=True, help="html, md, json or text.")
@click.option("--json", "is_json", is_flag=True, help="The same as --format json.")
@common_options
def report(run: str, *, name: str, is_json: bool, settings: Settings) -> None:
    """Render the report of RUN again, of the latest run when none is named."""
    wanted = "json" if is_json else name
    known = find_formats()
    if wanted not in known:
        raise click.UsageError(f"--format {wanted!r}: expected one of {', '.join(known)}")
    with existing_store(settings) as store:
        night, previous = _nights(store, run)
        policy = policy_in_force(store)
    click.echo(render(compose(night, previous, settings.lang, imprint_of(settings, policy)), wanted), nl=False)


def _nights(store: Store, wanted: str) -> tuple[Night, Night | None]:
    """Give the night of a run (the latest for "") and the closed one before it."""
    finished = [name for name, _, state in store.runs() if state != "open"]
    if not finished and not wanted:
        raise NothingThere(f"{store.where}: no run is finished yet; `hotlinewatch run` makes one")
    name = wanted or finished[0]
    night = store.night(name)
    older = finished[finished.index(name) + 1 :] if name in finished else []
    closed = next((one for one in older if store.run_state(one) == "closed"), None)
    return night, None if closed is None else store.night(closed)
