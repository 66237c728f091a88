"""Sign-in: a name and a password, throttled by name and by client."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reports.console.view import Form, Page, Shown, View


def show(view: View) -> Shown:
    """Show the form, or lead on who is signed in already."""
    if view.session is not None:
        return RedirectResponse("/", 303)
    return {"refused": "", "name": "", "next": view.query.get("next", "")}


def act(_view: View, _form: Form) -> Response:
    """Signing in is the application's own (`reports.console.app`), because it sets the cookie."""
    return RedirectResponse("/", 303)


PAGE = Page("/sign-in", show, "sign_in.j2", act, is_open=True)
