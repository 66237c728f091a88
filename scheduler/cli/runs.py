"""The verb `runs`: the history of runs, what each took in all and a page, and what its pages took."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import click

from directory.costs import PageCost, RunCost, a_page
from directory.providers import find_provider
from reports.shown import print_size
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.opened import existing_store, providers_of

SORTS = {
    "page": lambda one: (one.provider, one.page),
    "bytes": lambda one: -one.cost.bytes,
    "seconds": lambda one: -one.cost.seconds,
    "renders": lambda one: (-one.cost.renders, -one.cost.seconds),
}


@click.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("run", required=False)
@click.option("--provider", metavar="P", help="Only its pages, and only runs that looked at them.")
@click.option("--state", type=click.Choice(["open", "closed", "invalid"]), help="Only runs in this state.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only runs from this UTC date on.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only runs up to this UTC date, it included.")
@click.option("--outcome", metavar="WORD", help="With RUN: only pages that fared so, such as timed_out.")
@click.option("--sort", type=click.Choice(list(SORTS)), default="page", show_default=True, help="With RUN: the order.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many runs, or pages.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def runs(run: str | None, *, is_json: bool, settings: Settings, **asked: Any) -> int:
    """List runs, the latest first, with what they cost: bytes taken, seconds waited, pages shown in a browser.

    With RUN (or `latest`): what each of its pages cost. Seconds are those of answers and browsers, not of our own
    pauses; `took` is from begin to end, known of runs that the schedule began.
    """
    return _list(settings, asked, is_json=is_json) if run is None else _show(run, settings, asked, is_json=is_json)


def _list(settings: Settings, asked: dict[str, Any], *, is_json: bool) -> int:
    until = _day(asked["until"])
    with existing_store(settings) as store:
        found = store.run_costs(
            limit=asked["limit"],
            provider=_provider(asked["provider"], settings),
            state=asked["state"],
            since=_day(asked["since"]),
            until=None if until is None else until + timedelta(days=1),
        )
    if is_json:
        print_json({"runs": [_told(one) for one in found]})
    elif not found:
        print_line(say(settings.lang, "no_runs"))
    else:
        print_table(head(settings.lang, *_COLUMNS), [_row(one, settings.lang) for one in found])
    return DONE if found else NOTHING


def _show(run: str, settings: Settings, asked: dict[str, Any], *, is_json: bool) -> int:
    with existing_store(settings) as store:
        if run == "latest":
            known = store.run_states(1)
            run = known[0][0] if known else run
        # Raises NotFound for one that there never was.
        store.settings_of(run)
        pages = store.page_costs(run, _provider(asked["provider"], settings))
    fitting = [one for one in pages if asked["outcome"] in (None, one.outcome)]
    shown = sorted(fitting, key=SORTS[asked["sort"]])[: asked["limit"]]
    if is_json:
        print_json({"run": run, "pages": shown, "total": len(fitting)})
    elif not shown:
        print_line(say(settings.lang, "no_pages_of_run"))
    else:
        print_table(head(settings.lang, *_PAGE_COLUMNS), [_page_row(one) for one in shown])
        if len(shown) < len(fitting):
            print_line(say(settings.lang, "more_pages", count=len(fitting) - len(shown)))
    return DONE if shown else NOTHING


_COLUMNS = ("run", "at", "state", "pages", "failed", "bytes", "seconds", "renders", "a_page", "took")
_PAGE_COLUMNS = ("provider", "page", "fetch", "looks", "bytes", "seconds", "renders")


def _told(one: RunCost) -> dict[str, Any]:
    fields = {name: getattr(one, name) for name in one.__struct_fields__}
    return {**fields, "failed": one.failed, "a_page": a_page(one.cost, one.pages)}


def _row(one: RunCost, lang: str) -> tuple[str, ...]:
    share = a_page(one.cost, one.pages)
    return (
        one.id,
        f"{one.at:%Y-%m-%d %H:%M} UTC",
        say(lang, f"run_{one.state}"),
        str(one.pages),
        str(one.failed),
        print_size(one.cost.bytes),
        f"{one.cost.seconds:.1f}",
        str(one.cost.renders),
        "-" if share is None else f"{print_size(share.bytes)}, {share.seconds:.2f} s",
        "-" if one.took_s is None else f"{one.took_s:.0f} s",
    )


def _page_row(one: PageCost) -> tuple[str, ...]:
    cost = one.cost
    return (
        one.provider,
        one.page,
        one.outcome,
        str(one.looks),
        print_size(cost.bytes),
        f"{cost.seconds:.2f}",
        str(cost.renders),
    )


def _provider(name: str | None, settings: Settings) -> str:
    return "" if name is None else find_provider(providers_of(settings), name).id


def _day(given: datetime | None) -> datetime | None:
    return None if given is None else given.replace(tzinfo=UTC)
