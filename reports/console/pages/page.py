"""One page: its fetches, how it was read, which numbers it shows, and the captured page itself."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from directory.store_trouble import NotFound
from reports.console.tokens import Opens
from reports.console.view import Form, Page, Shown, View
from reports.plots import mark_nights

LOOKS = 60


def show(view: View) -> Shown:
    """Show a page by its address, which `url` names."""
    url = view.query.get("url", "")
    owners = [one for one in view.doors.providers().values() if any(page.url == url for page in one.pages)]
    looks = view.store.looks_at(url, LOOKS)
    if not looks and not owners:
        raise NotFound("This page was never fetched, and no provider names it.")
    good = next((look for look in looks if look.fetch.snapshot), None)
    reading = view.store.recorded(url, good.fetch.snapshot) if good and good.fetch.snapshot else None
    return {
        "url": url,
        "owners": [one.id for one in owners] or sorted({look.fetch.provider for look in looks}),
        "looks": looks,
        "calendar": mark_nights(
            [(look.fetch.at.date(), _state(look.fetch.outcome, look.reading)) for look in looks[::-1]]
        ),
        "reading": reading,
        "token_of_page": view.signs(Opens(snapshot=good.fetch.snapshot)) if good and good.fetch.snapshot else "",
        "good": good,
        "requests": [
            one for one in view.store.requests(("waiting", "taken", "done", "failed"), limit=100) if one.page == url
        ][:5],
        "may_ask": bool(owners) and view.may_decide,
    }


def act(view: View, _form: Form) -> Response:
    """Ask for a look at the page, now."""
    url = view.query.get("url", "")
    owner = next((one for one in view.doors.providers().values() if any(page.url == url for page in one.pages)), None)
    if owner is None:
        raise NotFound("No provider names this page.")
    view.store.ask("run_page", owner.id, by=str(view.account.id), at=view.now, page=url)
    return RedirectResponse(f"/page?{urlencode({'url': url})}", 303)


def _state(outcome: str, reading: str) -> str:
    if outcome not in ("ok", "not_modified"):
        return "failed"
    return "seen" if reading in ("ok", "") else "unread"


PAGE = Page("/page", show, "page.j2", act)
