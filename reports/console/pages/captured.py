"""A captured page, replayed for whoever holds its token: no cookie, no script, no network."""

from __future__ import annotations

from reports.console.captured import answer_captured
from reports.console.view import Page, Shown, View


def show(view: View) -> Shown:
    """Give the page that the token opens."""
    return answer_captured(view.given["token"], view.key, view.now, view.doors.replay)


PAGE = Page("/captured/{token}", show, is_open=True)
