"""Readiness: whether the installation can be relied on; open to all, because it names four truths and nothing else."""

from __future__ import annotations

from starlette.responses import JSONResponse

from reports.console.view import Page, Shown, View


def show(view: View) -> Shown:
    """Tell what must hold: 200 where all of it does, 503 where something does not."""
    checks = view.doors.readiness()
    is_ready = all(checks.values())
    told = {"status": "ready" if is_ready else "not_ready", "checks": dict(checks)}
    return JSONResponse(told, 200 if is_ready else 503, headers={"cache-control": "no-store"})


PAGE = Page("/ready", show, is_open=True)
