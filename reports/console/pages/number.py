"""One number: whose line it is, where it was ever seen, what was asked and decided about it, who reported it."""

from __future__ import annotations

from directory.number import BadKey, print_number
from directory.store_trouble import NotFound
from directory.views import Lines
from reports.console.view import Page, Shown, View


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
        "reports": view.store.reports_of([key]),
        "is_false_for": [one for one in view.store.false_numbers() if one.key == key],
    }


PAGE = Page("/number/{key}", show, "number.j2")
