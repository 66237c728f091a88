"""The desk as an application: one route a page, signed in or not, every form checked, every answer guarded."""

from __future__ import annotations

import pkgutil
import secrets
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

import structlog
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from directory.desk import Session
from directory.store import Store
from directory.store_trouble import NotFound, StoreTrouble
from reports.console import access, pages
from reports.console.catalogue import choose, speaker
from reports.console.doors import Doors
from reports.console.headers import Guarded
from reports.console.render import Renderer
from reports.console.view import Again, Form, Page, View

COOKIE = "desk"
# Browsers keep a cookie of this name for its own host alone, sent over TLS alone (RFC 6265bis, 4.1.3.2).
SECURE_COOKIE = "__Host-desk"
LANGUAGE_COOKIE = "desk-lang"
# A reason and a comment, with room to spare.
MOST_FORM_BYTES = 64 * 1024
_BROKE = "Something broke while this page was made. What came is in the log."
_NO_STORE = "The directory does not answer now. Try again in a while."

log = structlog.get_logger()


class DeskSettings(NamedTuple):
    """What an installation says of its desk. address: "https://desk.example" behind a proxy, "" for where it listens."""

    address: str = ""
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def is_secure(self) -> bool:
        """Whether people reach the desk over TLS."""
        return self.address.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the session's cookie."""
        return SECURE_COOKIE if self.is_secure else COOKIE


class Bad(Exception):  # noqa: N818 - said to a person
    """A request that is refused. Holds the status; its text says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def all_pages() -> list[Page]:
    """Give every page, found by walking the folder. Raises TypeError for a module that offers none."""
    found = []
    for module in pkgutil.iter_modules(pages.__path__):
        page = getattr(import_module(f"{pages.__name__}.{module.name}"), "PAGE", None)
        if not isinstance(page, Page):
            raise TypeError(f"reports/console/pages/{module.name}.py: offers no PAGE, expected one `Page`")
        found.append(page)
    return sorted(found, key=lambda page: (page.place, page.path))


def create_desk(store: Store, doors: Doors, settings: DeskSettings) -> ASGIApp:
    """Make the application. It serves what `reports.console.pages` holds, over an open store."""
    found = all_pages()
    desk = _Desk(store, doors, settings, Renderer(found, settings.rows))
    routes: list[Route | Mount] = [
        Route(page.path, desk.endpoint(page), methods=["GET", "POST"] if page.act else ["GET"]) for page in found
    ]
    routes.append(Mount("/static", StaticFiles(packages=[("reports.console", "static")])))
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, routes=list(routes))
    app.add_exception_handler(404, desk.missing)
    app.add_exception_handler(405, desk.missing)
    app.add_exception_handler(Exception, desk.broken)
    return Guarded(app)


class _Desk:
    """What all routes share."""

    def __init__(self, store: Store, doors: Doors, settings: DeskSettings, renderer: Renderer) -> None:
        self.store = store
        self.doors = doors
        self.settings = settings
        self.renderer = renderer
        # Of this process alone: a link to a captured page ends with it.
        self.key = secrets.token_bytes(access.TOKEN_BYTES)

    def endpoint(self, page: Page) -> Callable[[Request], object]:
        """Make the endpoint of a page."""

        async def answer(request: Request) -> Response:
            body = await _body_of(request) if request.method == "POST" else b""
            return await run_in_threadpool(self._answer, page, request, body)

        return answer

    async def missing(self, request: Request, _error: Exception) -> Response:
        """Answer for an address that is no page."""
        return await run_in_threadpool(self._refused, request, Bad(404, "There is no such page."))

    async def broken(self, request: Request, error: Exception) -> Response:
        """Answer where a page broke: the log has the trace, the person a page that gives nothing away."""
        log.error("page_broke", path=request.url.path, exc_info=error)
        return await run_in_threadpool(self._refused, request, Bad(500, _BROKE))

    def _answer(self, page: Page, request: Request, body: bytes) -> Response:
        try:
            session = self._session_of(request)
            if session is None and not page.is_open:
                back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                return RedirectResponse(f"/sign-in?next={quote(back, safe='')}", 303)
            view = self._view(request, session)
            if request.method == "POST":
                return self._act(page, view, request, body)
            shown = page.show(view)
        except Bad as refusal:
            return self._refused(request, refusal)
        except NotFound as error:
            return self._refused(request, Bad(404, str(error)))
        except StoreTrouble as error:
            log.warning("store_trouble", path=request.url.path, error=str(error))
            return HTMLResponse(speaker("en")(_NO_STORE) + " " + speaker("zh")(_NO_STORE), 503)
        if isinstance(shown, Response):
            return shown
        return HTMLResponse(self.renderer.render(page.template, view, shown))

    def _act(self, page: Page, view: View, request: Request, body: bytes) -> Response:
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1000))
        if not access.is_from_here(request.headers, self._origin(request)):
            raise Bad(403, "This form came from another site. Open the page here and send it again.")
        if page.act is None:
            raise Bad(405, "There is nothing to send here.")
        if page.is_open:
            return self._sign_in(page, view, request, form)
        if view.session is None or not access.has_form_token(view.session, form):
            raise Bad(403, "This form belongs to another session. Open the page again and send it once more.")
        if view.session.account.role not in page.needs:
            raise Bad(403, "Your role may look at this and not change it.")
        try:
            return page.act(view, form)
        except Again as refusal:
            shown = page.show(view)
            if isinstance(shown, Response):
                return shown
            return HTMLResponse(self.renderer.render(page.template, view, {**shown, "error": str(refusal)}), 409)

    def _sign_in(self, page: Page, view: View, request: Request, form: Form) -> Response:
        client = self.doors.client_of(
            request.client.host if request.client else "", ",".join(request.headers.getlist("x-forwarded-for"))
        )
        tried = access.sign_in(self.store, form.get("name", ""), form.get("password", ""), client, view.now)
        if tried.refused:
            shown = {"refused": tried.refused, "name": form.get("name", ""), "next": form.get("next", "")}
            status = 429 if tried.refused == "locked" else 401
            return HTMLResponse(self.renderer.render(page.template, view, shown), status)
        response = RedirectResponse(_path_of(form.get("next", "")), 303)
        response.set_cookie(
            self.settings.cookie,
            tried.token,
            httponly=True,
            samesite="strict",
            secure=self.settings.is_secure,
            path="/",
        )
        return response

    def _session_of(self, request: Request) -> Session | None:
        token = request.cookies.get(self.settings.cookie, "")
        return access.session_of(self.store, token, self.doors.now())

    def _view(self, request: Request, session: Session | None) -> View:
        lang = choose(
            request.query_params.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            request.headers.get("accept-language", ""),
        )
        return View(
            store=self.store,
            doors=self.doors,
            session=session,
            lang=lang,
            path=request.url.path,
            query=dict(request.query_params),
            given={name: str(value) for name, value in request.path_params.items()},
            now=self.doors.now(),
            say=speaker(lang),
            key=self.key,
        )

    def _origin(self, request: Request) -> str:
        return self.settings.address or f"{request.url.scheme}://{request.headers.get('host', '')}"

    def _refused(self, request: Request, refusal: Bad) -> Response:
        view = self._view(request, self._session_of(request))
        shown = {"why": view.say(str(refusal)), "status": refusal.status}
        return HTMLResponse(self.renderer.render("refused.j2", view, shown), refusal.status)


async def _body_of(request: Request) -> bytes:
    """Read a form, no more of it than a form has."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_FORM_BYTES:
            return b""
    return body


def _path_of(address: str) -> str:
    """The page of the desk that somebody wanted to see, the first one where an address leads anywhere else."""
    parts = urlsplit(address)
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if is_ours and address.isprintable() else "/"


__all__: Sequence[str] = ("Bad", "DeskSettings", "all_pages", "create_desk")
