"""The picture around a number, for who is signed in."""

from __future__ import annotations

from reports.console.captured import answer_crop
from reports.console.view import Page, Shown, View


def show(view: View) -> Shown:
    """Give the picture of that digest."""
    return answer_crop(view.doors.crop(view.given["digest"]))


PAGE = Page("/crop/{digest}.png", show)
