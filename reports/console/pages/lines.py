"""Lines: the directory, one row a number of a provider, filtered by what stands in the address."""

from __future__ import annotations

from typing import get_args

from directory.terms import Presence, Status
from directory.views import Lines
from reports.console.view import Page, Shown, View

PAGE_ROWS = 100


def show(view: View) -> Shown:
    """Show a page of the directory."""
    query = {name: view.query.get(name, "").strip() for name in ("status", "presence", "provider", "text", "offset")}
    wanted = Lines(
        status=query["status"] if query["status"] in get_args(Status) else "",
        presence=query["presence"] if query["presence"] in get_args(Presence) else "",
        provider=query["provider"],
        text=query["text"],
        offset=int(query["offset"]) if query["offset"].isdecimal() and len(query["offset"]) < 9 else 0,
        limit=PAGE_ROWS,
    )
    rows, count = view.store.lines(wanted)
    return {
        "rows": rows,
        "count": count,
        "wanted": wanted,
        "statuses": get_args(Status),
        "presences": get_args(Presence),
    }


PAGE = Page("/lines", show, "lines.j2", nav="Lines", place=30)
