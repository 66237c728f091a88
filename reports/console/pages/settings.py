"""Settings: the policy in force, the accounts, how the desk is reached; they are changed at the shell."""

from __future__ import annotations

from reports.console.view import Page, Shown, View


def show(view: View) -> Shown:
    """Show what is in force."""
    return {"policy": sorted(view.doors.policy().items()), "accounts": view.store.accounts()}


PAGE = Page("/settings", show, "settings.j2", nav="Settings", place=80)
