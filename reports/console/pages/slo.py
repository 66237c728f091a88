"""Promises: how fast changes are found, how fresh the lines are, how often alarms were false; as nights write it, now."""

from __future__ import annotations

from datetime import timedelta

from reports.console.view import Page, Shown, View
from reports.slo import DAYS, measure
from reports.slo_sheet import sheet_of


def show(view: View) -> Shown:
    """Show the last ninety days."""
    since = view.now - timedelta(days=DAYS)
    return {"sheet": sheet_of(measure(view.store.kept_since(since), view.store.answered(since), view.now), view.lang)}


PAGE = Page("/slo", show, "slo.j2")
