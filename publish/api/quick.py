"""The commonest question, answered before the framework: a number without further words. Same answer, a third of the cost."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from publish.api.desk import Desk
from publish.api.directory_routes import NumberAnswered, answer_number
from publish.api.problems import Problem
from publish.api.sending import JSON, freshness
from publish.lookup import NUMBER_CHARS

PREFIX = "/v1/numbers/"


class Quick:
    """Stands before `app`, which answers everything else and everything that is out of the ordinary."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        answered = self._answered(scope)
        if answered is None:
            await self._app(scope, receive, send)
            return
        headers = [
            (b"content-type", JSON.encode()),
            (b"content-length", b"%d" % len(answered.body)),
            (b"etag", answered.etag.encode()),
            (b"cache-control", freshness(answered.fresh_s).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answered.body})

    def _answered(self, scope: Scope) -> NumberAnswered | None:
        """Give the answer to an ordinary question, None for every other."""
        if scope["type"] != "http" or scope["query_string"] or not scope["path"].startswith(PREFIX):
            return None
        number = scope["path"][len(PREFIX) :]
        is_conditional = any(name == b"if-none-match" for name, _ in scope["headers"])
        if "/" in number or len(number) > NUMBER_CHARS or is_conditional:
            return None
        try:
            return answer_number(self._desk, number)
        except Problem:
            # Told in its place, in the client's language.
            return None
