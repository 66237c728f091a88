"""Asking the shell for pictures of a finding's captured pages."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reports.console.view import Form, Page, Shown, View


def show(view: View) -> Shown:
    """Lead back to the finding."""
    return RedirectResponse(f"/finding/{view.given['id']}", 303)


def act(view: View, _form: Form) -> Response:
    """Ask once; who asks again gets the same request."""
    finding = view.store.queued(view.given["id"], view.account.id).finding
    view.store.ask("crop", finding.provider, by=str(view.account.id), at=view.now, finding=finding.id)
    return RedirectResponse(f"/finding/{finding.id}#evidence-title", 303)


PAGE = Page("/finding/{id}/crop", show, act=act)
