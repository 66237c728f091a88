"""The routes that show what was captured: a page replayed, and the picture around a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from directory.crops import read_crop
from directory.records import Capture
from reports.console.replay import HEADERS, Sought
from reports.console.tokens import Opens, read_token

CAPTURED = "/captured/{token}"
CROP = "/crop/{digest}.png"
# A picture is named by its digest, so it never changes; only this browser keeps it.
PICTURE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=86400, immutable",
}
GONE = "<!doctype html><title>gone</title><p>This link is over, or what it shows is gone. Open the finding again. 链接已失效，请重新打开该项。"

# Gives the HTML that shows a capture, or raises CannotReplay; made by a process of the shell, under limits.
Replays = Callable[[Capture, Sought], str]


class CannotReplay(RuntimeError):  # noqa: N818 - named as the state it tells of
    """A capture that cannot be shown: says why."""


class Shelf(NamedTuple):
    """What the routes read. find: digest → where it lies, or None; clock: aware, UTC; key: what tokens are signed with."""

    data: Path
    find: Callable[[str], Capture | None]
    replays: Replays
    key: bytes
    clock: Callable[[], datetime]


def captured_route(shelf: Shelf) -> Route:
    """Give the route of replayed pages. It asks for no cookie and sets none: the token in the address opens one page."""

    async def show(request: Request) -> Response:
        opens = read_token(request.path_params["token"], shelf.key, shelf.clock())
        if opens is None:
            return Response(GONE, 404, HEADERS)
        return await run_in_threadpool(_replayed, shelf, opens)

    return Route(CAPTURED, show, methods=["GET"], name="captured")


def answer_crop(data: Path, digest: str) -> Response:
    """Give the picture of that digest; whoever calls this has seen to it that a signed-in person asks."""
    try:
        png = read_crop(data, digest)
    except ValueError:
        png = None
    if png is None:
        return Response(b"", 404, PICTURE_HEADERS)
    return Response(png, 200, {**PICTURE_HEADERS, "Content-Type": "image/png"})


def _replayed(shelf: Shelf, opens: Opens) -> Response:
    capture = shelf.find(opens.snapshot)
    if capture is None:
        return Response(GONE, 404, HEADERS)
    try:
        return Response(shelf.replays(capture, Sought(place=opens.place, digits=opens.digits)), 200, HEADERS)
    except CannotReplay as trouble:
        said = str(trouble).replace("&", "&amp;").replace("<", "&lt;")
        return Response(f"<!doctype html><title>-</title><p>{said}", 422, HEADERS)
