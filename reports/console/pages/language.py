"""The choice of a language, kept in a cookie of its own."""

from __future__ import annotations

from starlette.responses import RedirectResponse

from reports.console.catalogue import LANGUAGES
from reports.console.view import Page, Shown, View

# A year: a browser's own limit is a little more.
KEPT_S = 365 * 86_400


def show(view: View) -> Shown:
    """Keep the language and lead back to where it was chosen."""
    back = view.query.get("back", "/")
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    response = RedirectResponse(back if is_ours else "/", 303)
    if view.query.get("to") in LANGUAGES:
        response.set_cookie("desk-lang", view.query["to"], max_age=KEPT_S, httponly=True, samesite="strict")
    return response


PAGE = Page("/language", show, is_open=True)
