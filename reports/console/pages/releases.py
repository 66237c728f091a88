"""Releases: what everyone else reads, which is up, and whether one is being made."""

from __future__ import annotations

from reports.console.view import Page, Shown, View


def show(view: View) -> Shown:
    """Show the releases, the newest first."""
    return {"rows": view.doors.releases(), "releasing": view.doors.releasing()}


PAGE = Page("/releases", show, "releases.j2", nav="Releases", place=70)
