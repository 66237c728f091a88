"""How bytes go out: with an ETag, with how long they stay fresh, and not at all where the client has them already."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from publish.api.files import Handed, print_of
from publish.api.problems import Problem

JSON = "application/json"
NDJSON = "application/x-ndjson"
# A line taken back is gone from here at once; a cache between may show it for so long.
FRESH_S = 30
# Files of a release never change; a day, so that a cache does not keep what nobody asks for.
FILE_FRESH_S = 86_400
# So much of a file is held for each client who takes it slowly, and as much again on its way out.
CHUNK_BYTES = 64 * 1024
# In a request's scope where only the head was asked for.
IS_HEAD = "hotlinewatch.is_head"


def answer_bytes(request: Request, body: bytes, media: str, fresh_s: int, etag: str = "") -> Response:
    """Answer with bytes, or with 304. etag: names these bytes at this address; "" takes their digest."""
    etag = etag or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": freshness(fresh_s)}
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media, headers=headers)


def freshness(seconds: int) -> str:
    """Write for how long an answer may be kept without asking again; never longer than what it rests on counts."""
    return f"public, max-age={seconds}, must-revalidate" if seconds > 0 else "no-cache"


def is_known(request: Request, etag: str) -> bool:
    """Say whether the client has the bytes with this ETag (RFC 9110, 13.1.2)."""
    given = request.headers.get("if-none-match")
    if given is None:
        return False
    return any(one.strip().removeprefix("W/") in (etag, "*") for one in given.split(","))


class FileAnswer(Response):
    """Sends a file in pieces. Raises Problem `damaged` where it is another file than was verified."""

    def __init__(self, request: Request, handed: Handed, fresh_s: int, headers: Mapping[str, str]) -> None:
        etag = f'"{handed.digest}"'
        self._file = None if is_known(request, etag) else handed.path.open("rb")
        own = {"etag": etag, "cache-control": freshness(fresh_s), **headers}
        if self._file is None:
            super().__init__(status_code=304, headers=own)
            return
        found = print_of(os.fstat(self._file.fileno()))
        if found != handed.print:
            self._file.close()
            raise Problem("damaged")
        super().__init__(media_type=handed.media, headers=own)
        self.headers["content-length"] = str(found[1])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send head and pieces; the file is closed however it ends."""
        if self._file is None:
            await super().__call__(scope, receive, send)
            return
        with self._file as file:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            # Of a head the door lets nothing but the head through; reading the file for it would be in vain.
            while not scope.get(IS_HEAD) and (piece := await run_sync(file.read, CHUNK_BYTES)):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
