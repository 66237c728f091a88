"""One provider: its lines with the nights that showed them, its pages with how they fare, what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from starlette.responses import RedirectResponse, Response

from directory.desk import Wanted
from directory.findings import Change
from directory.store_trouble import NotFound
from directory.views import Lines
from reports.console.view import Form, Page, Shown, View
from reports.plots import Plot, mark_nights

# Two months, and every line of the largest provider.
NIGHTS = 60
MOST_LINES = 1000
# What a night said of a line → how its square is drawn.
SEEN = {
    "stayed": "seen",
    "appeared": "seen",
    "replaced": "seen",
    "relabelled": "seen",
    "missing": "missing",
    "unread": "unread",
}


def show(view: View) -> Shown:
    """Show a provider by its id."""
    name = view.given["id"]
    described = view.doors.providers().get(name)
    lines, _ = view.store.lines(Lines(provider=name, limit=MOST_LINES))
    looks = view.store.latest_looks(name)
    if described is None and not lines and not looks:
        raise NotFound(f"provider {name!r}: there is none of that id")
    described_pages = [] if described is None else [page.url for page in described.pages]
    moves = view.store.moves_of(name, view.now - timedelta(days=NIGHTS))
    return {
        "id": name,
        "provider": described,
        "lines": lines,
        "sparks": sparks(moves),
        "pages": [(url, looks.get(url)) for url in dict.fromkeys([*described_pages, *looks])],
        "described": set(described_pages),
        "rows": view.store.queue(Wanted(provider=name, limit=MOST_LINES), view.account.id)[0],
        "decisions": view.store.latest_decisions("", name, 30),
        "people": {str(one.id): one.name for one in view.store.accounts()},
        "requests": [
            one
            for one in view.store.requests(("waiting", "taken", "done", "failed"), limit=100)
            if one.provider == name
        ][:5],
    }


def act(view: View, _form: Form) -> Response:
    """Ask for a run over the provider, now."""
    name = view.given["id"]
    if name not in view.doors.providers():
        raise NotFound(f"provider {name!r}: there is none of that id")
    view.store.ask("run_provider", name, by=str(view.account.id), at=view.now)
    return RedirectResponse(f"/provider/{name}", 303)


def sparks(moves: Sequence[tuple[datetime, Change]]) -> Mapping[str, Plot]:
    """Draw for each line what the nights said of it, the oldest first; a night with two runs counts once, seen before missing."""
    nights: dict[str, dict[date, str]] = {}
    for at, change in moves:
        said = SEEN[change.change]
        own = nights.setdefault(change.number, {})
        if own.get(at.date()) != "seen":
            own[at.date()] = said
        if change.was:
            nights.setdefault(change.was, {}).setdefault(at.date(), "missing")
    return {number: mark_nights(sorted(own.items()), 8) for number, own in nights.items()}


PAGE = Page("/provider/{id:path}", show, "provider.j2", act)
