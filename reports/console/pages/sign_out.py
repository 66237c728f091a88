"""Sign-out: the session ends in the store, whatever the browser keeps."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reports.console.view import Form, Page, Shown, View


def show(_view: View) -> Shown:
    """Lead to the first page: a link must not sign anybody out."""
    return RedirectResponse("/", 303)


def act(view: View, _form: Form) -> Response:
    """End the session."""
    if view.session is not None:
        view.store.end_session(view.session.id)
    return RedirectResponse("/sign-in", 303)


PAGE = Page("/sign-out", show, act=act, needs=("viewer", "reviewer", "admin"))
