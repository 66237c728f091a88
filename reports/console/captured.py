"""What was captured, as answers: a page replayed for whoever holds its token, and the picture around a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape

from starlette.responses import Response

from reports.console.replay import HEADERS, Sought
from reports.console.tokens import read_token

# A picture is named by its digest, so it never changes; only this browser keeps it.
PICTURE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=86400, immutable",
}
GONE = "This link is over, or what it shows is gone. Open the finding again. 链接已失效或内容已不存在，请重新打开该项。"

# Gives the HTML that shows a snapshot by its digest, None for one that is not kept; or raises CannotReplay.
Replays = Callable[[str, Sought], str | None]


class CannotReplay(RuntimeError):  # noqa: N818 - named as the state it tells of
    """A capture that cannot be shown: says why."""


def answer_captured(token: str, key: bytes, now: datetime, replays: Replays) -> Response:
    """Give a captured page to whoever holds its token. It asks for no cookie and sets none.

    key: what the desk signs tokens with. What is over, forged or gone is one and the same answer.
    """
    opens = read_token(token, key, now)
    try:
        shown = None if opens is None else replays(opens.snapshot, Sought(place=opens.place, digits=opens.digits))
    except CannotReplay as trouble:
        return Response(_said(str(trouble)), 422, HEADERS)
    return Response(_said(GONE), 404, HEADERS) if shown is None else Response(shown, 200, HEADERS)


def answer_crop(png: bytes | None) -> Response:
    """Give a picture; None is none. Whoever calls this has seen to it that a signed-in person asks."""
    if png is None:
        return Response(b"", 404, PICTURE_HEADERS)
    return Response(png, 200, {**PICTURE_HEADERS, "Content-Type": "image/png"})


def _said(words: str) -> str:
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>-</title><p>{escape(words)}</p></html>'
