"""Providers: who is watched, with how many lines in which state, and what waits."""

from __future__ import annotations

from reports.console.view import Page, Shown, View

PAGE_ROWS = 100


def show(view: View) -> Shown:
    """Show the providers, those whose findings wait first, filtered by words, kind and country."""
    text, kind, country = (view.query.get(name, "").strip() for name in ("text", "kind", "country"))
    known = view.doors.providers()
    tallies = view.store.tallies_of_providers()
    rows = [
        one
        for one in known.values()
        if (not kind or one.kind == kind)
        and (not country or one.country == country)
        and text.casefold() in " ".join((one.id, one.name, *one.names.values(), *one.aliases)).casefold()
    ]
    rows.sort(key=lambda one: (-tallies.get(one.id, {}).get("waits", 0), one.id))
    offset = view.query.get("offset", "0")
    first = int(offset) if offset.isdecimal() and len(offset) < 9 else 0
    return {
        "rows": rows[first : first + PAGE_ROWS],
        "count": len(rows),
        "first": first,
        "limit": PAGE_ROWS,
        "tallies": tallies,
        "text": text,
        "kind": kind,
        "country": country,
        "kinds": sorted({one.kind for one in known.values()}),
        "countries": sorted({one.country for one in known.values()}),
        "gone": sorted(set(tallies) - set(known)),
    }


PAGE = Page("/providers", show, "providers.j2", nav="Providers", place=20)
