"""Tonight: what waits for an answer, the most pressing first, filtered by what stands in the address."""

from __future__ import annotations

from typing import get_args
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from directory.desk import Wanted
from directory.terms import LEVELS, FindingState
from reports.console.doors import Answer
from reports.console.view import Form, Page, Shown, View

# A morning has fewer; a page of more takes three times as long as an empty one (benchmarks/bench_desk.py).
PAGE_ROWS = 40
_FILTERS = ("state", "level", "provider", "assigned", "text")


def wanted_of(view: View) -> Wanted:
    """What of the queue the address asks for; what it says wrongly is left out."""
    query = {name: value for name in _FILTERS if (value := view.query.get(name, "").strip())}
    state = query.get("state", "open")
    offset = view.query.get("offset", "0")
    return Wanted(
        state="" if state == "all" else state if state in get_args(FindingState) else "open",
        level=query["level"] if query.get("level") in LEVELS else "",
        provider=query.get("provider", ""),
        assigned=view.account.name if query.get("assigned") == "me" else query.get("assigned", ""),
        text=query.get("text", ""),
        offset=int(offset) if offset.isdecimal() and len(offset) < 9 else 0,
        limit=PAGE_ROWS,
    )


def told_of(view: View) -> dict[str, str]:
    """What the address says of the answer that led here: its decision, whose word it waits for, the finding it answered."""
    done, answered = (view.query.get(name, "") for name in ("done", "answered"))
    is_told = done.isdecimal() and len(done) < 12
    return {
        "done": done if is_told else "",
        "answered": answered if is_told and answered.isalnum() else "",
        "waits": view.query.get("waits", ""),
    }


def show(view: View) -> Shown:
    """Show a page of the queue."""
    wanted = wanted_of(view)
    rows, count = view.store.queue(wanted, view.account.id)
    return {
        "rows": rows,
        "count": count,
        "wanted": wanted,
        "tallies": view.store.tallies(),
        "levels": LEVELS[::-1],
        "states": get_args(FindingState),
        "query": {name: view.query[name] for name in _FILTERS if view.query.get(name)},
        "bulk": set(view.doors.bulkable([row.finding for row in rows if row.standing.state == "open"])),
        "together": view.query.get("together", ""),
        "left": view.query.get("left", ""),
        **told_of(view),
    }


def act(view: View, form: Form) -> Response:
    """Accept together what the policy lets be accepted together, of what the form shows; the rest is told."""
    shown = [name for name in form.get("findings", "").split(",") if name]
    standings = view.store.standings(shown)
    is_open = [name for name in shown if name in standings and standings[name].state == "open"]
    may = set(view.doors.bulkable([view.store.finding(name) for name in is_open]))
    reason = form.get("reason", "").strip() or view.say("accepted together")
    answers = [
        Answer(kind="accept", reason=reason, finding=name, ground=ground)
        for name in shown
        if name in may and (ground := form.get(f"ground-{name}", ""))
    ]
    outcomes = view.doors.decide(view.account, answers) if answers else []
    done = sum(one.decision is not None for one in outcomes)
    return RedirectResponse(f"/?{urlencode({'together': done, 'left': len(shown) - done})}", 303)


PAGE = Page("/", show, "tonight.j2", act, nav="Tonight", place=10)
