"""The public API as one application: read-only, over the releases folder alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp

from publish.api.desk import Clock, Desk
from publish.api.directory_routes import add_directory
from publish.api.door import Door
from publish.api.file_routes import add_files
from publish.api.openapi import describe
from publish.api.probes import add_probes
from publish.api.problems import Problem, answer_problem
from publish.api.quick import Quick
from publish.api.rate import Network, Rate
from publish.api.sending import FILE_FRESH_S, JSON, answer_bytes
from publish.api.watch import Watch
from publish.shelf import Shelf


def make_app(shelf: Shelf, clock: Clock, rate: Rate, trusted: Sequence[Network] = ()) -> ASGIApp:
    """Make the whole application: the routes behind the door. clock: aware, UTC. trusted: proxies that name the client."""
    desk = Desk(shelf, clock)
    return Door(Quick(make_api(desk), desk), rate, trusted)


def make_api(desk: Desk) -> FastAPI:
    """Make the routes, and the watch that keeps them in step with the folder while they run."""

    @asynccontextmanager
    async def watched(_: FastAPI) -> AsyncIterator[None]:
        watch = Watch(desk.shelf)
        watch.start()
        try:
            yield
        finally:
            watch.stop()

    # Its own pages would load scripts from elsewhere; its redirects would repeat the request's host.
    api = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=watched)
    api.add_exception_handler(Problem, _on_problem)
    api.add_exception_handler(RequestValidationError, _on_unreadable)
    api.add_exception_handler(HTTPException, _on_http)
    api.add_exception_handler(500, _on_failure)
    add_directory(api, desk)
    add_files(api, desk)
    add_probes(api, desk)
    described = msgspec.json.encode(describe(api))

    @api.get("/v1/openapi.json", include_in_schema=False)
    async def openapi(request: Request) -> Response:
        return answer_bytes(request, described, JSON, FILE_FRESH_S)

    return api


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for it alone
    return answer_problem(error, request.headers.get("accept-language", ""))


async def _on_unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    known = {str(one["loc"][-1]) for one in error.errors() if one["type"] != "extra_forbidden"}
    # An unknown parameter's name is the client's own word and is not repeated.
    return await _on_problem(request, Problem("bad_request", parameter=min(known, default="")))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    return await _on_problem(request, Problem("method_not_allowed" if error.status_code == 405 else "not_found"))


async def _on_failure(request: Request, _: Exception) -> Response:
    return await _on_problem(request, Problem("internal_error"))
