"""Decisions: the chain, the newest first, with who said what and why."""

from __future__ import annotations

from typing import get_args

from directory.terms import DecisionKind
from reports.console.view import Page, Shown, View

PAGE_ROWS = 50


def show(view: View) -> Shown:
    """Show a stretch of the chain, of one kind and one provider where the address says so."""
    kind, provider = view.query.get("kind", ""), view.query.get("provider", "").strip()
    kind = kind if kind in get_args(DecisionKind) else ""
    before = view.query.get("before", "")
    older_than = int(before) if before.isdecimal() and len(before) < 12 else None
    rows = view.store.latest_decisions(kind, provider, PAGE_ROWS + 1, older_than)
    length, head = view.store.chain_head()
    return {
        "rows": rows[:PAGE_ROWS],
        "has_more": len(rows) > PAGE_ROWS,
        "kinds": get_args(DecisionKind),
        "kind": kind,
        "provider": provider,
        "length": length,
        "head": head,
        "providers": sorted(view.doors.providers()),
        "people": {str(one.id): one.name for one in view.store.accounts()},
    }


PAGE = Page("/decisions", show, "decisions.j2", nav="Decisions", place=60)
