"""Health: whether the desk and its store answer; open to all, because it tells nothing else."""

from __future__ import annotations

from starlette.responses import JSONResponse

from directory.store_trouble import StoreTrouble
from reports.console.view import Page, Shown, View


def show(view: View) -> Shown:
    """Look into the store: 200 where it answers, 503 where it does not."""
    try:
        view.store.tallies()
    except StoreTrouble:
        return JSONResponse({"status": "store_trouble"}, 503)
    return JSONResponse({"status": "ok", "at": view.now.isoformat(timespec="seconds")})


PAGE = Page("/health", show, is_open=True)
