"""One run: what it found, how each page fared, which lines moved."""

from __future__ import annotations

from collections import Counter

from directory.costs import total
from reports.console.view import Page, Shown, View

# Beyond this many rows a list says how many there are more.
MOST_ROWS = 300
# The pages that took longest, of all that a night looked at.
DEAREST = 10


def show(view: View) -> Shown:
    """Show a run by its id."""
    night = view.store.night(view.given["id"])
    moved = [one for one in night.changes if one.change != "stayed"]
    troubled = [
        one for one in night.outcomes if one.fetch not in ("ok", "not_modified") or one.reading not in ("ok", None)
    ]
    costs = view.store.page_costs(night.run.id)
    names = [one.id for one in night.findings]
    return {
        "night": night,
        "run": night.run,
        "standings": view.store.standings(names),
        "moved": moved[:MOST_ROWS],
        "moved_count": len(moved),
        "stayed": len(night.changes) - len(moved),
        "troubled": troubled[:MOST_ROWS],
        "troubled_count": len(troubled),
        "cost": total(one.cost for one in costs),
        "looks": sum(one.looks for one in costs),
        "dearest": sorted(costs, key=lambda one: -one.cost.seconds)[:DEAREST],
        "fared": sorted(Counter(one.fetch for one in night.outcomes).items()),
    }


PAGE = Page("/run/{id}", show, "run.j2")
