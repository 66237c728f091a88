"""One number: whose line it is, where it was ever seen, what was asked and decided about it; and its end, where need be."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse, Response

from directory.number import BadKey, print_number
from directory.store_trouble import NotFound
from directory.views import Lines
from reports.console.doors import Answer
from reports.console.view import Again, Form, Page, Shown, View

# What may be stated of a line that stands, and of which state it must be.
STATEMENTS: dict[Literal["dispute", "retire"], tuple[str, ...]] = {
    "dispute": ("verified",),
    "retire": ("verified", "disputed", "candidate"),
}


def show(view: View) -> Shown:
    """Show a number by its key."""
    key = view.given["key"]
    try:
        print_number(key)
    except BadKey as error:
        raise NotFound(f"number {key[:80]!r}: {error}") from error
    entries = [one for one in view.store.entries_of(key) if one.key == key]
    return {
        "key": key,
        "entries": entries,
        "family": [one for one in view.store.lines(Lines(text=key, limit=20))[0] if one.key != key],
        "pages": view.store.shown_on(key),
        "findings": view.store.findings_naming(key),
        "statements": STATEMENTS,
        "error": "",
        "done": done if (done := view.query.get("done", "")).isdecimal() else "",
        "waits": view.query.get("waits", ""),
        "answered": "",
        "reports": view.store.reports_of([key]),
        "is_false_for": [one for one in view.store.false_numbers() if one.key == key],
    }


def act(view: View, form: Form) -> Response:
    """State that a line is disputed, which takes it off the feeds at once, or that it is no more."""
    key, provider = view.given["key"], form.get("provider", "")
    kind = next((one for one in STATEMENTS if one == form.get("verb")), None)
    if kind is None or not form.get("reason", "").strip():
        raise Again(view.say("A reason is needed: a sentence for those who read it later."))
    (outcome,) = view.doors.decide(view.account, [Answer(kind=kind, reason=form["reason"], provider=provider, key=key)])
    if outcome.decision is None:
        raise Again(outcome.refused)
    told = {"done": outcome.decision.seq, "waits": outcome.decision.waits_for}
    return RedirectResponse(f"/number/{quote(key, safe='')}?{urlencode(told)}", 303)


PAGE = Page("/number/{key}", show, "number.j2", act)
