"""The door of the API: which requests come in, and what every answer carries. Plain ASGI, so that it costs next to nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from publish.api.problems import Problem, answer_problem
from publish.api.rate import Network, Rate, client_of
from publish.api.sending import IS_HEAD

ADDRESS_BYTES = 2048
# The fields of a head; browsers send 1 to 2 KiB, and uvicorn's own default is 64 KiB.
HEAD_BYTES = 16 * 1024
METHODS = "GET, HEAD, OPTIONS"
# Anyone may read; no cookies are set or looked at, so no credentials are allowed either.
ALWAYS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Retry-After, Hotlinewatch-Release, Hotlinewatch-Withdrawn"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
PREFLIGHT = (
    (b"allow", METHODS.encode()),
    (b"access-control-allow-methods", METHODS.encode()),
    (b"access-control-allow-headers", b"Accept, Accept-Language, If-None-Match"),
    # A browser keeps a preflight for at most two hours (Chromium).
    (b"access-control-max-age", b"7200"),
    *ALWAYS,
)


class Door:
    """Lets reading requests through to `app`, at most as often as `rate` says. trusted: proxies that name the client."""

    def __init__(self, app: ASGIApp, rate: Rate, trusted: Sequence[Network]) -> None:
        self._app = app
        self._rate = rate
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        problem = self._refused(scope)
        answer = _Answer(send, is_head=scope["method"] == "HEAD")
        if problem is not None:
            await answer_problem(problem, _header(scope, b"accept-language"))(scope, receive, answer)
        elif scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": list(PREFLIGHT)})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app({**scope, "method": "GET", IS_HEAD: True} if answer.is_head else scope, receive, answer)

    def _refused(self, scope: Scope) -> Problem | None:
        if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS_BYTES:
            return Problem("too_long")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEAD_BYTES:
            return Problem("head_too_long")
        peer = scope["client"][0] if scope["client"] else ""
        forwarded = _header(scope, b"x-forwarded-for") if self._trusted else ""
        wait_s = self._rate.wait_s(client_of(peer, forwarded, self._trusted), time.monotonic())
        if wait_s:
            return Problem("too_many", headers={"retry-after": str(wait_s)})
        if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            return Problem("method_not_allowed", headers={"allow": METHODS})
        # Of a parameter given twice one reader takes the first and the next the last: a cache and we must not differ.
        names = [name for part in scope["query_string"].split(b"&") if (name := part.partition(b"=")[0])]
        return None if len(set(names)) == len(names) else Problem("bad_request")


class _Answer:
    """Passes an answer on with the headers of every answer; without its body where only the head was asked for."""

    def __init__(self, send: Send, *, is_head: bool) -> None:
        self._send = send
        self.is_head = is_head

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *ALWAYS]}
        elif self.is_head:
            message = {**message, "body": b""}
        await self._send(message)


def _header(scope: Scope, name: bytes) -> str:
    """The values of a header, all its lines joined; latin-1 as RFC 9110 has it."""
    return ",".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)
