"""Runs: the nights, the latest first, with how their pages fared and how lines moved."""

from __future__ import annotations

from datetime import UTC, datetime

from reports.console.view import Page, Shown, View

PAGE_ROWS = 40


def show(view: View) -> Shown:
    """Show a stretch of nights."""
    rows = view.store.run_states(PAGE_ROWS + 1, _moment(view.query.get("before", "")))
    figures = {night.run: night for night in view.store.nightly([name for name, _, _ in rows[:PAGE_ROWS]])}
    return {"rows": rows[:PAGE_ROWS], "figures": figures, "has_more": len(rows) > PAGE_ROWS}


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


PAGE = Page("/runs", show, "runs.j2", nav="Runs", place=40)
